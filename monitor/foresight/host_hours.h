#pragma once

#include "monitor/foresight/local_hours.h"

#include <array>
#include <cstdint>
#include <optional>

namespace monitor {

/// In which half hours of the week a host is usually up or off, by local time. What was seen in a
/// half hour of one day counts once. Pure.
class HostHours {
 public:
  /// What a look at that moment showed.
  void note(const LocalMoment& at, bool up);
  /// Part of such half hours, of this weekday or of days like it, in which it was off at the end;
  /// empty while fewer than three were seen.
  std::optional<double> share_off(const LocalMoment& at) const;
  /// Whether it is usually off now.
  bool is_usually_off(const LocalMoment& at) const;
  /// The minute of today from which on it is usually up, looking forward from now, and how many
  /// minutes that takes; empty if that is not today or not known.
  std::optional<int> usually_up_from(const LocalMoment& at) const;

 private:
  static constexpr int slot_minutes = 30;
  static constexpr int day_slots = 1440 / slot_minutes;

  struct Slot {
    std::uint8_t up = 0;
    std::uint8_t off = 0;
  };

  void settle();
  Slot like(int weekday, int slot) const;

  std::array<std::array<Slot, day_slots>, 7> week_{};
  std::int64_t day_ = -1;
  int weekday_ = 0;
  int slot_ = 0;
  bool up_ = false;
};

}  // namespace monitor
