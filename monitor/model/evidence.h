#pragma once

#include "monitor/model/clock.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace monitor {

/// One measured value. `monostate` says that it was looked for and does not apply (null in JSON).
using FactValue = std::variant<std::monostate, bool, std::int64_t, double, std::string, SysTime,
                               std::vector<std::string>>;

/// One measured thing; the unit is in the name: "connect_ms", "days_left".
struct Fact {
  std::string name;
  FactValue value;

  bool operator==(const Fact&) const = default;
};

/// Measured things in the order in which they should be shown; names are unique.
using Evidence = std::vector<Fact>;

/// The value of the fact by that name and of that type; null if there is none.
template <class T>
const T* find_fact(const Evidence& facts, std::string_view name) {
  for (const auto& fact : facts) {
    if (fact.name == name) return std::get_if<T>(&fact.value);
  }
  return nullptr;
}

}  // namespace monitor
