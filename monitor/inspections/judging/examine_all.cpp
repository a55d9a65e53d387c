#include "monitor/inspections/inspection.h"

#include <algorithm>
#include <iterator>

namespace monitor {

std::vector<LocalFinding> examine_all(const Subject& subject, const Surroundings& around) {
  std::vector<LocalFinding> all;
  for (const auto& inspection : all_inspections()) {
    for (auto& found : inspection->examine(subject, around)) {
      const auto same = std::ranges::find_if(
          all, [&](const LocalFinding& one) { return one.finding.code == found.finding.code; });
      if (same == all.end()) {
        all.push_back(std::move(found));
        continue;
      }
      std::move(found.suspects.begin(), found.suspects.end(), std::back_inserter(same->suspects));
    }
  }
  // An item is proposed once, by the first finding that names it.
  std::vector<std::string> named;
  for (auto& found : all) {
    std::erase_if(found.suspects, [&](const Suspect& suspect) {
      const auto id = suspect.item.place + '\n' + suspect.item.id;
      if (std::find(named.begin(), named.end(), id) != named.end()) return true;
      named.push_back(id);
      return false;
    });
  }
  return all;
}

}  // namespace monitor
