#pragma once

#include <string>
#include <string_view>

namespace monitor {

/// An ASCII letter made small; anything else stays.
constexpr char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string lower_case(std::string_view text) {
  std::string small(text);
  for (auto& c : small)
    c = lower_case(c);
  return small;
}

}  // namespace monitor
