#include "tests/foresight/days.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace foresight {

namespace {

Seconds last_sunday(int year, int month) {
  const auto last = day_number(year, month, 31);
  return last - (weekday(last) + 1) % 7;
}

struct Place {
  const char* network;
  bool vpn;
};

Place place_of_day(const Laptop& laptop, Dice& dice) {
  const auto roll = dice.share();
  if (roll < 0.3) return {"office", false};
  if (roll < 0.35) return {"cafe", dice.falls(0.5) && laptop.uses_vpn};
  if (roll < 0.39) return {"hotel", laptop.uses_vpn};
  if (roll < 0.42) return {"mobile", laptop.uses_vpn};
  return {"home", laptop.uses_vpn};
}

void add_workday(Laptop& laptop, Seconds date, Dice& dice) {
  const auto [network, vpn] = place_of_day(laptop, dice);
  const auto start = laptop.usual_start + dice.between(-25, 25) * minute;
  const auto end = start + dice.between(8 * 60, 10 * 60) * minute;
  const auto lunch = 12 * hour + dice.between(0, 40) * minute;
  const auto clock_error = dice.falls(0.004) ? -dice.between(20, 90) * minute : 0;
  const auto add = [&](Seconds from, Seconds to) {
    laptop.stretches.push_back({from_local(laptop, date, from) + dice.between(0, 59),
                                from_local(laptop, date, to), network, vpn, clock_error});
  };
  if (dice.falls(0.5)) {
    add(start, lunch);
    add(lunch + dice.between(30, 60) * minute, end);
  } else {
    add(start, end);
  }
  if (dice.falls(0.2)) {
    laptop.stretches.push_back({from_local(laptop, date, 20 * hour),
                                from_local(laptop, date, 21 * hour + dice.between(0, 90) * minute),
                                "home", dice.falls(0.3) && laptop.uses_vpn, 0});
  }
}

}  // namespace

std::uint64_t Dice::bits() {
  state_ += 0x9e3779b97f4a7c15U;
  auto mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

double Dice::share() {
  return static_cast<double>(bits() >> 11U) * 0x1.0p-53;
}

Seconds Dice::between(Seconds low, Seconds high) {
  return low + static_cast<Seconds>(bits() % static_cast<std::uint64_t>(high - low + 1));
}

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
  const std::chrono::sys_days date{std::chrono::days{at / day}};
  const std::chrono::year_month_day parts{date};
  const auto of_day = at % day;
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.000Z",
                static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                static_cast<unsigned>(parts.day()), static_cast<int>(of_day / hour),
                static_cast<int>(of_day / minute % 60), static_cast<int>(of_day % 60));
  return text.data();
}

Seconds utc_offset(const Laptop& laptop, Seconds at) {
  const auto summer = at >= last_sunday(laptop.year, 3) * day + hour &&
                      at < last_sunday(laptop.year, 10) * day + hour;
  return laptop.standard_offset + (summer ? hour : 0);
}

Seconds from_local(const Laptop& laptop, Seconds day_number, Seconds of_day) {
  const auto local = day_number * day + of_day;
  return local - utc_offset(laptop, local - laptop.standard_offset);
}

bool is_workday(const Laptop& laptop, Seconds day_number) {
  return weekday(day_number) < 5 && std::find(laptop.holidays.begin(), laptop.holidays.end(),
                                              day_number) == laptop.holidays.end();
}

Laptop make_laptop(Dice& dice) {
  Laptop laptop;
  laptop.year = static_cast<int>(dice.between(2024, 2027));
  laptop.standard_offset = dice.between(0, 2) * hour;
  laptop.usual_start = 7 * hour + dice.between(0, 8) * 15 * minute;
  laptop.uses_vpn = dice.falls(0.8);
  const auto first = day_number(laptop.year, 1, 1);
  laptop.holidays = {first, day_number(laptop.year, 5, 1), day_number(laptop.year, 12, 25)};
  const auto vacation = day_number(laptop.year, 7, 1) + dice.between(0, 40);
  for (Seconds i = 0; i < 14; ++i)
    laptop.holidays.push_back(vacation + i);
  for (auto date = first; date < first + 365; ++date) {
    if (is_workday(laptop, date)) {
      add_workday(laptop, date, dice);
    } else if (dice.falls(0.2)) {
      laptop.stretches.push_back({from_local(laptop, date, 10 * hour),
                                  from_local(laptop, date, 12 * hour), "home", false, 0});
    }
  }
  return laptop;
}

}  // namespace foresight
