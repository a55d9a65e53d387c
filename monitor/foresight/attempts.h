#pragma once

#include "monitor/foresight/local_hours.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

namespace monitor {

class Transcript;

/// Who is thrown out that soon was never in.
inline constexpr std::chrono::seconds in_vain_within{15};

/// When the user usually connects, by local time. Keeps the last 128 attempts and which of the last
/// 64 days the computer was in use on. Pure.
class Attempts {
 public:
  /// The computer is in use on that day.
  void note_day(const LocalMoment& now);
  void add(const LocalMoment& at);

  /// On which part of comparable days an attempt was made between now and `ahead` minutes later.
  /// Comparable: the same weekday where four are known, else workdays or weekends. Counts some
  /// doubt in: a half where nothing is known.
  double likely_within(const LocalMoment& now, int ahead) const;

  /// The minute of the day of the first attempt on comparable days, and the earliest but for odd
  /// days; empty with fewer than three such days or where it is on less than half of the days.
  struct Usual {
    int minute = 0;  ///< the middle
    int early = 0;   ///< the first twentieth
  };

  std::optional<Usual> usual_first(const LocalMoment& now) const;

  /// How many days like this one the computer was in use on.
  int days_like(const LocalMoment& now) const;

  /// Whether the computer is in use on such a weekday; false where it hardly ever was, though on
  /// others it was for weeks.
  bool is_usual_day(const LocalMoment& now) const;

  /// Days from now until the next on which the computer is usually in use; 1 to 7.
  int days_until_used(const LocalMoment& now) const;

  std::size_t count() const { return count_; }

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  struct Attempt {
    std::int64_t day = 0;
    int minute = 0;
  };

  static constexpr std::size_t most = 128;
  static constexpr std::size_t most_days = 64;

  /// Days that the computer was in use on.
  struct Comparable {
    int count = 0;
    bool same_weekday = false;
  };

  static bool is_comparable(std::int64_t day, const LocalMoment& now, bool same_weekday);
  Comparable comparable(const LocalMoment& now) const;

  std::array<Attempt, most> attempts_{};
  std::size_t next_ = 0;
  std::size_t count_ = 0;
  std::array<std::int64_t, most_days> days_{};
  std::size_t next_day_ = 0;
  std::size_t day_count_ = 0;
  std::int64_t last_day_ = -1;
};

}  // namespace monitor
