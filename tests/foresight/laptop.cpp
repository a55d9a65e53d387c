#include "tests/foresight/laptop.h"

#include <algorithm>

namespace foresight {

namespace {

void take_off(Laptop& laptop, Seconds from, Seconds count) {
  const auto size = static_cast<Seconds>(laptop.free_days.size());
  for (auto i = std::max<Seconds>(0, from); i < std::min(size, from + count); ++i)
    laptop.free_days[static_cast<std::size_t>(i)] = true;
}

/// Public holidays, weeks of vacation, days in bed.
void plan_free_days(Laptop& laptop, Dice& dice) {
  laptop.free_days.assign(static_cast<std::size_t>(end_day(laptop) - first_day(laptop)), false);
  for (int year = 0; year < laptop.years; ++year) {
    const auto start = day_number(laptop.first_year + year, 1, 1) - first_day(laptop);
    take_off(laptop, start, 1 + dice.between(0, 4));
    take_off(laptop, start + 357, 8);
    for (int i = 0; i < 7; ++i)
      take_off(laptop, start + dice.between(60, 330), 1);
    take_off(laptop, start + 180 + dice.between(0, 45), dice.between(9, 23));
    for (auto i = dice.between(1, 3); i > 0; --i)
      take_off(laptop, start + dice.between(30, 330), dice.between(4, 11));
    for (auto i = dice.between(0, 3); i > 0; --i)
      take_off(laptop, start + dice.between(10, 340), dice.between(1, 6));
  }
}

}  // namespace

Seconds first_day(const Laptop& laptop) {
  return day_number(laptop.first_year, 1, 1);
}

Seconds end_day(const Laptop& laptop) {
  return day_number(laptop.first_year + laptop.years, 1, 1);
}

bool is_workday(const Laptop& laptop, Seconds day_number) {
  const auto index = day_number - first_day(laptop);
  const auto known = index >= 0 && index < static_cast<Seconds>(laptop.free_days.size());
  return laptop.workdays[static_cast<std::size_t>(weekday(day_number))] &&
         !(known && laptop.free_days[static_cast<std::size_t>(index)]);
}

bool is_office(const std::string& network) {
  return network.starts_with("office");
}

bool is_inside(const Stretch& stretch) {
  return stretch.vpn == Vpn::own || is_office(stretch.network);
}

Laptop make_laptop(int years, Dice& dice) {
  constexpr std::array<Zone, 8> zones = {{{0, Zone::Summer::europe},
                                          {hour, Zone::Summer::europe},
                                          {hour, Zone::Summer::europe},
                                          {2 * hour, Zone::Summer::europe},
                                          {-5 * hour, Zone::Summer::america},
                                          {-8 * hour, Zone::Summer::america},
                                          {5 * hour + 30 * minute, Zone::Summer::none},
                                          {8 * hour, Zone::Summer::none}}};
  constexpr std::array<Seconds, 6> intervals = {5, 5, 5, 5, 10, 15};
  Laptop laptop;
  laptop.first_year = static_cast<int>(dice.between(2024, 2027));
  laptop.years = years;
  laptop.zone = zones[static_cast<std::size_t>(dice.between(0, 7))];
  laptop.usual_start = 7 * hour + dice.between(0, 8) * 15 * minute;
  laptop.irregular = dice.falls(0.2);
  if (dice.falls(0.2)) laptop.workdays[static_cast<std::size_t>(dice.between(0, 4))] = false;
  const auto roll = dice.share();
  laptop.connects = roll < 0.15   ? Laptop::Connects::never
                    : roll < 0.45 ? Laptop::Connects::by_hand
                                  : Laptop::Connects::always;
  laptop.has_customer = laptop.connects != Laptop::Connects::never && dice.falls(0.15);
  laptop.office_share = dice.falls(0.25) ? 0 : dice.real(0.1, 0.7);
  laptop.office_has_wlan = dice.falls(0.3);
  if (dice.falls(0.15)) laptop.travels = dice.real(3, 8);
  laptop.sparse = dice.falls(0.3);
  laptop.talkative = dice.falls(0.2);
  laptop.interval = intervals[static_cast<std::size_t>(dice.between(0, 5))] * minute;
  plan_free_days(laptop, dice);
  return laptop;
}

}  // namespace foresight
