#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace foresight {

/// Seconds since 1970, UTC.
using Seconds = std::int64_t;

inline constexpr Seconds minute = 60;
inline constexpr Seconds hour = 3600;
inline constexpr Seconds day = 86400;

/// Numbers that depend on the seed alone, the same with every compiler (splitmix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  /// The next 64 bits.
  std::uint64_t bits();
  /// At least 0 and below 1.
  double share();
  /// From `low` to `high`, both possible.
  Seconds between(Seconds low, Seconds high);

  /// True in `chance` of all throws.
  bool falls(double chance) { return share() < chance; }

 private:
  std::uint64_t state_;
};

/// "2026-01-05T08:00:00.000Z"
std::string iso(Seconds at);
/// Days since 1970 of a date.
Seconds day_number(int year, int month, int of_month);
/// Monday is 0.
int weekday(Seconds day_number);

/// Time while the laptop is awake and online in one place.
struct Stretch {
  Seconds from = 0;
  Seconds to = 0;
  std::string network;
  bool vpn = false;
  Seconds clock_error = 0;
};

/// How the laptop and its user spend the year.
struct Laptop {
  int year = 2026;
  Seconds standard_offset = hour;
  Seconds usual_start = 8 * hour;
  bool uses_vpn = true;
  std::vector<Seconds> holidays;
  std::vector<Stretch> stretches;
};

/// Local time minus UTC, with summer time from the last Sunday of March to that of October.
Seconds utc_offset(const Laptop& laptop, Seconds at);
/// UTC of a local time of day.
Seconds from_local(const Laptop& laptop, Seconds day_number, Seconds of_day);
/// Neither weekend nor holiday.
bool is_workday(const Laptop& laptop, Seconds day_number);
/// A laptop with a whole year of stretches in time order.
Laptop make_laptop(Dice& dice);

}  // namespace foresight
