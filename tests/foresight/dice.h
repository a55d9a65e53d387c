#pragma once

#include <cstdint>

namespace foresight {

/// Numbers that depend on the seed alone, the same with every compiler (splitmix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  /// The next 64 bits.
  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }

  /// At least 0 and below 1.
  double share() { return static_cast<double>(bits() >> 11U) * 0x1.0p-53; }

  /// From `low` to `high`, both possible.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(high - low + 1));
  }

  /// From `low` up to `high`.
  double real(double low, double high) { return low + (high - low) * share(); }

  /// True in `chance` of all throws.
  bool falls(double chance) { return share() < chance; }

 private:
  std::uint64_t state_;
};

}  // namespace foresight
