#pragma once

#include "monitor/model/finding.h"

namespace monitor {

/// The title of what several unrelated computers' clocks or certificates say together.
inline constexpr std::string_view own_clock_title = "This computer's clock seems wrong";

inline constexpr std::string_view clock_was_wrong = "clock_was_wrong";

/// Whether it is over because it never was: this computer's clock, by which it was judged, was
/// wrong.
inline bool is_taken_back(const Finding& finding) {
  return find_fact<bool>(finding.evidence, clock_was_wrong) != nullptr;
}

/// Marks it as such.
inline void take_back(Finding& finding) {
  if (!is_taken_back(finding)) finding.evidence.push_back({std::string(clock_was_wrong), true});
}

inline constexpr std::string_view left_behind = "left_behind";

/// Whether it may well go on: this computer has left the network that was at fault for one where
/// nothing comes through either.
inline bool is_left_behind(const Finding& finding) {
  return find_fact<bool>(finding.evidence, left_behind) != nullptr;
}

}  // namespace monitor
