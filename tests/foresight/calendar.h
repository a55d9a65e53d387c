#pragma once

#include <cstdint>
#include <string>

namespace foresight {

/// Seconds since 1970, UTC.
using Seconds = std::int64_t;

inline constexpr Seconds minute = 60;
inline constexpr Seconds hour = 3600;
inline constexpr Seconds day = 86400;

/// "2026-01-05T08:00:00.000Z"
std::string iso(Seconds at);
/// Days since 1970 of a date.
Seconds day_number(int year, int month, int of_month);
/// Monday is 0.
int weekday(Seconds day_number);

/// Where the laptop's clock is at home.
struct Zone {
  enum class Summer { none, europe, america };
  Seconds standard = hour;
  Summer summer = Summer::europe;
};

/// Local time minus UTC. Europe changes on the last Sundays of March and October at 1:00 UTC,
/// America on the second Sunday of March and the first of November at 2:00 local time.
Seconds utc_offset(const Zone& zone, Seconds at);
/// UTC of a local time of day.
Seconds from_local(const Zone& zone, Seconds day_number, Seconds of_day);
/// Local days since 1970.
Seconds local_day(const Zone& zone, Seconds at);

}  // namespace foresight
