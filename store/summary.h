#pragma once

#include "monitor/model/clock.h"
#include "monitor/model/finding.h"
#include "store/step_times.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace store {

/// One look, or many rolled up. Times in microseconds.
struct Summary {
  monitor::SysTime at{};
  std::array<int, 4> verdicts{};  ///< how many looks ended so, by the number of monitor::Verdict
  std::optional<std::int64_t> connect_us;
  std::optional<std::int64_t> total_us;
  std::string failing_code;
  StepTimes steps;
  std::string broken;          ///< of looks that could not tell, how most ended
  monitor::SysTime seen_at{};  ///< a look that was as most of them

  bool operator==(const Summary&) const = default;
};

/// The parts (at least one) as one, beginning at the first of them.
/// Of single looks the median is exact. Of hours it is the median of their medians, each weighted
/// with its looks: it lies within the hours' range and moves away from the true one only as far as
/// the hours differ among themselves. The failing code is the one with the most failed looks, each
/// hour counting for its own most frequent one; of two the same, the first by name. So is `broken`.
Summary rolled_up(std::span<const Summary> parts);

/// What most looks came to; those that could not tell count only where there are no others.
monitor::Verdict most_of(const std::array<int, 4>& verdicts);

}  // namespace store
