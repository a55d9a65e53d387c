#pragma once

#include "monitor/model/result.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// From when on what comes slowly is told.
struct Thresholds {
  /// Before a certificate's end: once at each. 1 to 8 of them, falling, each of 1 to 365 days.
  std::vector<std::chrono::days> certificate_days{std::chrono::days{30}, std::chrono::days{14},
                                                  std::chrono::days{7}, std::chrono::days{3},
                                                  std::chrono::days{1}};
  /// Of difference between a server's clock and ours. What keeps people from signing in is told in
  /// any case.
  std::chrono::seconds clock_skew{60};

  bool operator==(const Thresholds&) const = default;
};

/// Reads "30,14,7", in any order, with or without blanks. Fails with invalid_input and a sentence
/// that says what it takes.
Result<std::vector<std::chrono::days>> parse_certificate_days(std::string_view text);
/// The same text again, in one form: "30,14,7".
std::string to_text(const std::vector<std::chrono::days>& certificate_days);

/// The level of what is told of a certificate so long before its end. The same whatever the other
/// thresholds are, so that it is known what was told before they were changed.
constexpr int notice_level(std::chrono::days before_end) {
  return 366 - static_cast<int>(before_end.count());
}

/// The level of what is told once only, whenever that is: it counts as told a month before.
inline constexpr int told_once_level = notice_level(std::chrono::days{30});

}  // namespace monitor
