#pragma once

#include "monitor/foresight/local_hours.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace monitor {

class Transcript;

/// In which quarter hours of the week a host is usually up or off, by local time. What was seen in
/// a quarter hour of one day counts once, and as off if it was off at any time of it. Pure.
class HostHours {
 public:
  /// What a look at that moment showed.
  void note(const LocalMoment& at, bool up);
  /// It came back after hours, seen within a quarter of an hour.
  void note_back(const LocalMoment& at);

  /// When it usually comes back on workdays, or at weekends.
  struct Back {
    int minute = 0;  ///< of the day, the middle
    int late = 0;    ///< the latest but for odd days
    int doubt = 0;   ///< minutes in which it may come later still, by how few days were seen
    int spread = 0;  ///< and by how much they differ
  };

  /// Empty with fewer than three mornings, and where it is often off afterwards too.
  std::optional<Back> usually_back(const LocalMoment& day) const;

  /// Part of such quarter hours, of this weekday or of days like it, in which it was off; empty
  /// while fewer than three were seen.
  std::optional<double> share_off(const LocalMoment& at) const;
  /// Whether it was off in many such quarter hours, of enough that were seen.
  bool is_often_off(const LocalMoment& at) const;
  /// Whether such quarter hours of this very weekday were seen.
  bool is_known(const LocalMoment& at) const;
  /// Whether it was off all day on such weekdays, and today.
  bool is_off_all_day(const LocalMoment& at) const;
  /// Whether it is usually off now, or was on each of the last days like this.
  bool is_usually_off(const LocalMoment& at) const;
  /// Whether it is usually off now, or at times comes back later than this.
  bool may_yet_come(const LocalMoment& at) const;
  /// The minute of that day at which it is up on at least that share of days, looking forward from
  /// `at`; empty if that is not on that day or not known.
  std::optional<int> up_from(const LocalMoment& at, double share) const;

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  static constexpr int slot_minutes = 15;
  static constexpr int day_slots = 1440 / slot_minutes;

  struct Slot {
    std::uint8_t up = 0;
    std::uint8_t off = 0;
  };

  /// Days of one weekday on which it was ever seen up, or only off.
  struct Days {
    std::uint8_t up = 0;
    std::uint8_t off = 0;
  };

  void note_day(const LocalMoment& at, bool up);
  void settle();
  Slot on_days_like(int weekday, int slot) const;
  Slot around(int weekday, int slot) const;

  static constexpr std::size_t most_backs = 20;

  /// When it came back on the last days.
  struct Backs {
    std::array<int, most_backs> minutes{};
    std::size_t next = 0;
    std::size_t count = 0;
    std::int64_t last_day = 0;

    std::vector<double> all() const;
    void transcribe(Transcript& text);
  };

  std::array<Backs, 2> backs_;  ///< on working days, at weekends
  std::array<std::array<Slot, day_slots>, 7> week_{};
  /// On how many of the last working days, and days of a weekend, in a row it was off then.
  std::array<std::array<std::uint8_t, day_slots>, 2> in_a_row_{};
  std::array<Days, 7> days_{};
  bool up_today_ = false;
  std::int64_t day_ = -1;
  int weekday_ = 0;
  int slot_ = 0;
  bool up_ = false;
};

}  // namespace monitor
