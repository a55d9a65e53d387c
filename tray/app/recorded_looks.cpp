#include "tray/app/recorded_looks.h"

#include <algorithm>
#include <utility>

namespace tray {

namespace {

constexpr std::size_t most_ways = 4;

}  // namespace

RecordedLooks::RecordedLooks(monitor::Target target) {
  ways_.push_back(std::make_unique<RecordedCheck>(std::move(target)));
}

bool RecordedLooks::take_alike(std::string_view line) {
  const auto found = std::find_if(ways_.begin(), ways_.end(),
                                  [line](const auto& way) { return way->take_alike(line); });
  if (found == ways_.end()) return false;
  as_before_ = found == ways_.begin() || (*found)->says_the_same_as(*ways_.front());
  std::rotate(ways_.begin(), found, found + 1);
  return true;
}

RecordedCheck& RecordedLooks::begin(monitor::SysTime at) {
  if (ways_.size() == most_ways) {
    *ways_.back() = *ways_.front();
  } else {
    ways_.push_back(std::make_unique<RecordedCheck>(*ways_.front()));
  }
  std::rotate(ways_.begin(), ways_.end() - 1, ways_.end());
  ways_.front()->begin(at);
  return *ways_.front();
}

}  // namespace tray
