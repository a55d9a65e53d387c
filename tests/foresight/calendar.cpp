#include "tests/foresight/calendar.h"

#include <chrono>

namespace foresight {

namespace {

std::chrono::year_month_day date_of(Seconds at) {
  return std::chrono::sys_days{std::chrono::days{at / day}};
}

/// The first Sunday on or after a date.
Seconds sunday_from(int year, int month, int of_month) {
  const auto date = day_number(year, month, of_month);
  return date + (6 - weekday(date));
}

}  // namespace

Seconds day_number(int year, int month, int of_month) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(of_month)}};
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

int weekday(Seconds day_number) {
  return static_cast<int>((day_number + 3) % 7);
}

std::string iso(Seconds at) {
  const auto parts = date_of(at);
  const auto of_day = static_cast<unsigned>(at % day);
  std::string text = "0000-00-00T00:00:00.000Z";
  const auto put = [&](std::size_t last, unsigned value) {
    for (; value > 0; value /= 10)
      text[last--] = static_cast<char>('0' + value % 10);
  };
  put(3, static_cast<unsigned>(static_cast<int>(parts.year())));
  put(6, static_cast<unsigned>(parts.month()));
  put(9, static_cast<unsigned>(parts.day()));
  put(12, of_day / static_cast<unsigned>(hour));
  put(15, of_day / static_cast<unsigned>(minute) % 60);
  put(18, of_day % 60);
  return text;
}

Seconds utc_offset(const Zone& zone, Seconds at) {
  const auto year = static_cast<int>(date_of(at).year());
  auto summer = false;
  if (zone.summer == Zone::Summer::europe) {
    summer =
        at >= sunday_from(year, 3, 25) * day + hour && at < sunday_from(year, 10, 25) * day + hour;
  } else if (zone.summer == Zone::Summer::america) {
    summer = at >= sunday_from(year, 3, 8) * day + 2 * hour - zone.standard &&
             at < sunday_from(year, 11, 1) * day + hour - zone.standard;
  }
  return zone.standard + (summer ? hour : 0);
}

Seconds from_local(const Zone& zone, Seconds day_number, Seconds of_day) {
  const auto local = day_number * day + of_day;
  return local - utc_offset(zone, local - zone.standard);
}

Seconds local_day(const Zone& zone, Seconds at) {
  return (at + utc_offset(zone, at)) / day;
}

}  // namespace foresight
