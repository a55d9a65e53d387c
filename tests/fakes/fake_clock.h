#pragma once

#include "monitor/model/clock.h"

#include <mutex>

namespace tests {

/// Time that passes only when a test says so. Any thread.
class FakeClock final : public monitor::Clock {
 public:
  explicit FakeClock(monitor::SysTime start = monitor::SysTime{std::chrono::sys_days{
                         std::chrono::year{2026} / 11 / 22}})
      : system_(start) {}

  monitor::SysTime now() const override {
    const std::lock_guard lock(gate_);
    return system_;
  }

  monitor::SteadyTime steady_now() const override {
    const std::lock_guard lock(gate_);
    return steady_;
  }

  /// Time goes by on both clocks.
  void advance(std::chrono::milliseconds span) {
    const std::lock_guard lock(gate_);
    system_ += span;
    steady_ += span;
  }

  /// Somebody sets the clock of the calendar; steady time does not notice.
  void set(monitor::SysTime moment) {
    const std::lock_guard lock(gate_);
    system_ = moment;
  }

 private:
  mutable std::mutex gate_;
  monitor::SysTime system_;
  monitor::SteadyTime steady_{std::chrono::hours(1000)};
};

}  // namespace tests
