#include "notify/watched_time.h"

#include <algorithm>
#include <chrono>

namespace notify {

using monitor::SysTime;

namespace {

// Looks are not that far apart.
constexpr std::chrono::hours a_pause{2};
// Of about a quarter of a year.
constexpr std::size_t most_pauses = 200;

}  // namespace

void WatchedTime::begin(SysTime now) {
  if (begun_) return;
  begun_ = last_ = now;
}

void WatchedTime::pass(SysTime now) {
  if (!begun_) return;
  // The clock was set back: what lies ahead was no time that passed.
  begun_ = std::min(*begun_, now);
  std::erase_if(pauses_, [now](const Pause& pause) { return pause.until > now; });
  if (now - last_ >= a_pause) pauses_.push_back({last_, now});
  last_ = now;
  if (pauses_.size() <= most_pauses) return;
  begun_ = pauses_.front().until;
  pauses_.pop_front();
}

std::optional<SysTime::duration> WatchedTime::unseen(SysTime from, SysTime until) const {
  if (!begun_) return SysTime::duration{0};
  if (from < *begun_ - a_pause) return {};
  SysTime::duration all{0};
  for (const auto& pause : pauses_)
    all += std::max(std::min(pause.until, until) - std::max(pause.from, from), all.zero());
  return all;
}

}  // namespace notify
