#pragma once

#include "monitor/model/clock.h"

#include <cstdint>
#include <optional>
#include <string>

namespace monitor {

/// A moment as the user's clock on the wall shows it.
struct LocalMoment {
  std::int64_t day = 0;  ///< since 1 January 1970
  int minute = 0;        ///< of the day, 0 to 1439
  int weekday = 0;       ///< 0 is Monday

  bool is_weekend() const { return weekday >= 5; }
};

LocalMoment local_moment(SysTime at, std::chrono::seconds utc_offset);
/// The other way.
SysTime from_local(std::int64_t day, int minute, std::chrono::seconds utc_offset);
/// "07:40".
std::string clock_text(int minute);

class Transcript;

/// The local time by which hosts live: the user's own, unless that has changed by more than summer
/// time does. Then the user travels, and the hosts have stayed; after a month they are believed to
/// have moved.
class HostTime {
 public:
  void set_user(std::chrono::seconds utc_offset);
  /// Time goes on.
  void pass(SysTime at);

  std::chrono::seconds utc_offset() const { return is_abroad() ? *home_ : user_; }

  void transcribe(Transcript& text);

 private:
  bool is_abroad() const;

  std::chrono::seconds user_{0};
  std::optional<std::chrono::seconds> home_;
  SysTime abroad_since_{};
};

/// Parts of minutes too; negative where `to` comes first.
inline double minutes_between(SysTime from, SysTime to) {
  return std::chrono::duration<double, std::ratio<60>>(to - from).count();
}

}  // namespace monitor
