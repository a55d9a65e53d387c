#pragma once

#include "monitor/model/clock.h"

#include <deque>
#include <optional>

namespace notify {

/// When nobody looked, this computer being off or asleep or the program not running; to say of a
/// trouble what was seen of it. In memory alone. Pure.
class WatchedTime {
 public:
  /// From now on time passes in steps of minutes while somebody looks.
  void begin(monitor::SysTime now);
  /// Somebody looks.
  void pass(monitor::SysTime now);
  /// How much of that span nobody saw; empty where it is not known. Before the beginning all was
  /// seen.
  std::optional<monitor::SysTime::duration> unseen(monitor::SysTime from,
                                                   monitor::SysTime until) const;

 private:
  struct Pause {
    monitor::SysTime from{};
    monitor::SysTime until{};
  };

  std::optional<monitor::SysTime> begun_;
  monitor::SysTime last_{};
  std::deque<Pause> pauses_;  ///< the newest
};

}  // namespace notify
