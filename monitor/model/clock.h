#pragma once

#include <chrono>

namespace monitor {

/// A moment in UTC, as calendars and certificates tell it; may jump when the clock is set.
using SysTime = std::chrono::sys_time<std::chrono::milliseconds>;
/// A length of time as it is measured and shown.
using Millis = std::chrono::duration<double, std::milli>;
/// A moment that only ever moves forward; for deadlines and intervals.
using SteadyTime = std::chrono::steady_clock::time_point;

/// Where "now" comes from, so that tests can move it. Any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  /// UTC; may jump either way.
  virtual SysTime now() const = 0;
  /// Monotonic; stands still for nothing but sleep.
  virtual SteadyTime steady_now() const = 0;
};

/// The computer's own clocks.
class SystemClock final : public Clock {
 public:
  SysTime now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  }

  SteadyTime steady_now() const override { return std::chrono::steady_clock::now(); }
};

}  // namespace monitor
