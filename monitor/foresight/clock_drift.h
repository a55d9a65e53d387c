#pragma once

#include "monitor/foresight/robust.h"
#include "monitor/model/clock.h"

#include <deque>
#include <optional>
#include <vector>

namespace monitor {

class Transcript;

/// When a remote computer's clock will be five minutes away from ours.
struct DriftForecast {
  SysTime crosses{};     ///< the likely moment
  SysTime earliest{};    ///< with 95 % certainty not before
  SysTime latest{};      ///< and not after; the end of the year if the drift might stop
  double per_day_s = 0;  ///< signed
  double now_s = 0;      ///< the clock's difference by the line
  int samples = 0;
  std::chrono::days span{0};  ///< that the samples cover

  bool operator==(const DriftForecast&) const = default;
};

/// Follows the difference between a remote clock and ours: the readings of a day, and the middle of
/// each day's for months. A jump, as when either side is set right, begins a new series; how far it
/// had come by then is remembered, because a clock that is set right again and again at a minute is
/// no danger. Keeps at most 80 samples. Pure.
class ClockDrift {
 public:
  /// `skew_s`: their clock minus ours. Times in order; an earlier one is dropped.
  /// Gives whether it is new to the series.
  bool add(SysTime at, double skew_s);
  /// This computer's clock was set back: forgets what is later.
  void set_back(SysTime now);
  /// Whether the newest reading lies away from the series and none has confirmed it yet.
  bool is_doubtful() const;
  /// By a line through as much of the series as lies on one. Empty while that is short, flat,
  /// noisy, or usually set right before. `horizon`: how far ahead is worth saying.
  std::optional<DriftForecast> forecast(std::chrono::days horizon) const;

  /// Whether the newest reading is where that forecast, made before, has it, or further away.
  bool follows(const DriftForecast& forecast) const;

  /// How much that forecast is news, for a finding's level: a rise where the five minutes come
  /// clearly sooner than was ever told of this drift, half a day later at the earliest.
  int tell(const DriftForecast& forecast, SysTime now);

  /// Nothing is foretold any more.
  void tell_nothing() { told_.reset(); }

  /// Middle of the newest few samples; empty before the first.
  std::optional<double> current() const;

  /// How far away the clock was at the first look.
  double first() const { return first_; }

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  struct Sample {
    SysTime at{};
    double skew_s = 0;
  };

  struct Told {
    SysTime at{};
    SysTime earliest{};
    int level = 0;
  };

  using Samples = std::deque<Sample>;

  struct Series {
    Samples samples;
    Samples days;  ///< the middle of each
  };

  /// The newest of them; days since `zero`.
  static std::vector<Point> newest(const Samples& samples, std::size_t count, SysTime zero);
  /// Seconds a day, from the newest few; 0 of less than three.
  static double newest_slope(const Series& series);
  static bool is_a_jump(const Series& series, const Sample& sample);
  void begin_anew(const Sample& first);
  void append(const Sample& sample);

  Series series_;
  Series before_;                  ///< until the clock was set
  std::optional<Sample> odd_one_;  ///< away from the series; a second one like it begins a new one
  int odd_ones_ = 0;               ///< in a row
  double corrected_at_ = 0;        ///< how far it had come when it was set right, as a rule
  int corrections_ = 0;
  double first_ = 0;
  bool begun_ = false;
  std::optional<Told> told_;
};

}  // namespace monitor
