#pragma once

#include "monitor/model/clock.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace monitor {

class Transcript;

/// A host that gets slower from day to day.
struct SlowForecast {
  double usual_ms = 0;
  double now_ms = 0;
  double times = 1;                 ///< slower than usual
  double low = 1, high = 1;         ///< 95 % interval of the growth a day, as a factor
  double per_day = 1;               ///< growth a day, as a factor
  int days = 0;                     ///< that the series covers
  std::optional<SysTime> fails_at;  ///< when it meets the limit of a look, if within two months

  /// `fails_at` by the fastest and the slowest growth of the interval; only where there is one.
  /// At most a year from when it was forecast.
  SysTime earliest() const { return meets_limit_at(high); }

  SysTime latest() const { return meets_limit_at(low); }

  bool operator==(const SlowForecast&) const = default;

 private:
  SysTime meets_limit_at(double growth) const;
};

/// The time that a host takes to answer against its own past for the same network, part of the day
/// and kind of day. A day speaks by its median, so that a bad evening is one bad evening.
/// Bounded: 32 pasts, 64 looks of today, 21 days. Pure.
class Slowness {
 public:
  /// `network` and `part` (of the week) tell which past to compare with.
  void note(SysTime at, std::int64_t day, std::size_t network, int part, double ms);

  /// From when it has got slower for days until it answers about as fast as ever where it was slow.
  const std::optional<SlowForecast>& forecast() const { return forecast_; }

  /// How much slower than usual today or the last day before is, as a power of two.
  double lately() const;

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  struct Past {
    std::uint64_t key = 0;
    double log_ms = 0;
    int looks = 0;
    double slower_lately = 0;  ///< as a power of two
    bool declines = false;     ///< has shown the decline that is forecast
  };

  struct Day {
    std::int64_t day = 0;
    double slower = 0;     ///< as a power of two
    double usual_log = 0;  ///< than that, of milliseconds
  };

  Past& past(std::uint64_t key, double log_ms);
  bool goes_on(Past& past, double slower);
  void end_day();
  void judge_today();
  void judge(SysTime at);
  std::optional<SlowForecast> judged(SysTime at) const;
  void set(std::optional<SlowForecast> forecast);
  double of_host(const Day& day) const;
  bool is_fast() const;
  std::optional<SlowForecast> forecast_from(std::size_t begin, SysTime at) const;

  std::vector<Past> pasts_;
  std::vector<double> today_;
  double today_usual_log_ = 0;  ///< the mean of those looks
  std::size_t skipped_ = 0;
  std::int64_t day_ = -1;
  SysTime last_{};
  double usual_log_ = 0;  ///< of the newest look
  int quick_ = 0;         ///< looks of late, as long as few slow ones come between
  std::deque<Day> days_;
  std::optional<SlowForecast> forecast_;
};

}  // namespace monitor
