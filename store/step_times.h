#pragma once

#include "monitor/model/check.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace store {

/// What the steps of a look took that went well, in microseconds. The connection is not among them:
/// its time is kept beside.
struct StepTimes {
  /// In the order in which their times are written.
  static constexpr std::array<std::string_view, 6> names = {
      "resolve", "negotiate", "tls", "identity", "gateway.resolve", "gateway.tls"};

  std::array<std::optional<std::int64_t>, names.size()> us;

  /// Empty for a step that is none of these, did not go well, or was kept without its time.
  std::optional<monitor::Millis> of(std::string_view step) const;

  bool operator==(const StepTimes&) const = default;
};

/// Of that look.
StepTimes step_times(const monitor::Check& check);

/// "180 - 9700": '-' for none, left off at the end; empty: none at all.
std::string to_text(const StepTimes& times);
/// What cannot be read is none.
StepTimes parse_step_times(std::string_view text);

}  // namespace store
