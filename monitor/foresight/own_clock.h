#pragma once

#include "monitor/foresight/outlook.h"
#include "monitor/model/check.h"
#include "monitor/model/clock.h"

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace monitor {

/// Whether that code comes of the dates of a certificate and this computer's clock.
bool is_dated(std::string_view code);

/// Whether this computer's own clock is days away from the right time. Pure.
class OwnClock {
 public:
  /// `step`: since it was told last, negative where it was set back.
  void pass(SysTime now, SysTime::duration step);

  /// By it a certificate that is in use has not begun: it was right before it was set back, and
  /// goes forward when it is set right.
  void note_not_begun() {
    set_back_ = {};
    is_behind_ = true;
  }

  /// What a host's clock says: theirs minus ours.
  void note(const std::string& host, SysTime now, double skew_s);
  /// The right time as far as can be told, where this clock is wrong: it has just gone forward by a
  /// month, or by as much as it was set back before, or all hosts, two at least, say so. Empty
  /// where it may be right.
  std::optional<SysTime> right_time(SysTime now) const;
  /// Whether all hosts, two at least, say that it is wrong by the same.
  bool is_off(SysTime now) const;

 private:
  struct Reading {
    std::string host;
    SysTime at{};
    double skew_s = 0;
  };

  std::deque<Reading> readings_;  ///< of days; of this hour, the newest of each host, a few
  SysTime right_at_{};            ///< a host last said that it is right
  SysTime::duration set_back_{0};
  SysTime set_back_at_{};
  bool is_behind_ = false;
  SysTime::duration ahead_by_{0};
  SysTime ahead_until_{};
};

/// Holds what that look says of certificates' dates and what is not so by the right time as well;
/// nothing where this clock may be right.
void hold_dates(const Check& check, std::optional<SysTime> right, Outlook& outlook);

}  // namespace monitor
