#include "tests/foresight/hosts.h"

#include <algorithm>
#include <array>

namespace foresight {

namespace {

Host::Way way_of(int index, const Laptop& laptop, bool has_gateway, Dice& dice) {
  if (has_gateway && index % 4 == 2) return Host::Way::gateway;
  if (laptop.has_customer && index == 1) return Host::Way::customers;
  if (laptop.connects == Laptop::Connects::never) {
    if (has_gateway && dice.falls(0.4)) return Host::Way::gateway;
    if (laptop.office_share > 0 && dice.falls(0.1)) return Host::Way::office_only;
    return Host::Way::anywhere;
  }
  const auto roll = dice.share();
  if (roll < 0.25) return Host::Way::anywhere;
  if (index > 0 && roll < 0.27) return Host::Way::home_only;
  if (index > 0 && roll < 0.29 && laptop.office_share > 0) return Host::Way::office_only;
  return Host::Way::inside;
}

Host make_host(int index, const Laptop& laptop, bool has_gateway, Dice& dice) {
  constexpr std::array names = {"office-pc", "build", "terminal", "accounts", "lab", "files"};
  Host host;
  host.name = std::string(names[static_cast<std::size_t>(index) % names.size()]) + "-" +
              std::to_string(index + 1);
  host.dns = host.name + ".corp.example";
  host.address = "192.0.2." + std::to_string(10 + index % 200);
  host.way = way_of(index, laptop, has_gateway, dice);
  host.hidden_name = dice.falls(0.6);
  host.tells_identity = host.way != Host::Way::gateway && dice.falls(0.6);
  host.sleeps = host.way != Host::Way::gateway && dice.falls(index == 0 ? 0.4 : 0.08);
  host.on_at = laptop.usual_start - dice.between(1, 10) * 15 * minute;
  host.off_at = 19 * hour + dice.between(0, 10) * 30 * minute;
  host.late = dice.falls(0.5) ? dice.between(2, 12) * minute : dice.between(10, 45) * minute;
  host.patched = dice.falls(0.8);
  host.connect_ms = dice.real(3.0, 50.0);
  host.busy_at = dice.between(8, 16) * hour;
  host.lost = dice.falls(0.2) ? dice.real(0.002, 0.008) : dice.real(0.0001, 0.001);
  host.used = index == 0 ? 0.9 : dice.real(0.02, 0.7);
  host.first_use = laptop.usual_start + (20 + 12 * index % 90 + dice.between(0, 20)) * minute;
  if (host.sleeps) host.first_use = std::max(host.first_use, host.on_at + host.late + 20 * minute);
  host.clock_skew = dice.real(-4.0, 4.0);
  host.saved_on = first_day(laptop) + (index > 0 && dice.falls(0.25) ? dice.between(10, 150) : 0);
  host.renewal = make_renewal(dice);
  return host;
}

/// The same number for the same host and day.
Dice dice_of_day(const Estate& estate, const Host& host, Seconds date) {
  return Dice(estate.seed * 31 + host.certificates.front().serial +
              static_cast<std::uint64_t>(date));
}

}  // namespace

Estate make_estate(const Laptop& laptop, int count, Dice& dice) {
  const auto from = first_day(laptop) * day;
  const auto to = end_day(laptop) * day + 400 * day;
  Estate estate;
  estate.seed = dice.bits();
  const auto has_gateway = count > 2 && dice.falls(0.6);
  estate.gateway_outside_only = dice.falls(0.15);
  estate.gateway_renewal = make_web_renewal(dice);
  if (dice.falls(0.3)) estate.gateway_renewal = {398 * day, 4 * day, 50 * day, false, true};
  estate.gateway_certificates = renewed_in_time(estate.gateway_renewal, from, to, dice);
  for (int index = 0; index < count; ++index) {
    auto host = make_host(index, laptop, has_gateway, dice);
    host.certificates = renewed_in_time(host.renewal, from, to, dice);
    estate.hosts.push_back(std::move(host));
  }
  return estate;
}

bool is_reachable(const Estate& estate, const Host& host, const Stretch& stretch) {
  const auto inside = is_inside(stretch);
  switch (host.way) {
    case Host::Way::anywhere:
      return stretch.vpn != Vpn::none || !stretch.port_blocked;
    case Host::Way::inside:
      return inside;
    case Host::Way::office_only:
      return is_office(stretch.network);
    case Host::Way::home_only:
      return stretch.network == "home";
    case Host::Way::gateway:
      return !(estate.gateway_outside_only && is_office(stretch.network));
    case Host::Way::customers:
      return stretch.vpn == Vpn::customers;
  }
  return false;
}

bool is_on(const Laptop& laptop, const Estate& estate, const Host& host, Seconds at) {
  if (!host.sleeps) return true;
  const auto local = at + utc_offset(laptop.zone, at);
  const auto date = local / day;
  if (!laptop.workdays[static_cast<std::size_t>(weekday(date))]) return false;
  auto dice = dice_of_day(estate, host, date);
  const auto chance = dice.share();
  const auto late = static_cast<Seconds>(static_cast<double>(host.late) * chance * chance);
  const auto of_day = local % day;
  return of_day >= host.on_at + late && of_day < host.off_at + dice.between(0, 15) * minute;
}

const Certificate& met(const Estate& estate, const Host& host, Seconds at) {
  return served(host.way == Host::Way::gateway ? estate.gateway_certificates : host.certificates,
                at);
}

}  // namespace foresight
