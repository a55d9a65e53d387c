#include "tests/foresight/hosts.h"

namespace foresight {

namespace {

Renewal pick_renewal(Dice& dice) {
  switch (dice.between(0, 4)) {
    case 0:
      return {182 * day, dice.between(1, 3) * day, true};
    case 1:
      return {182 * day, dice.between(14, 30) * day, true};
    case 2:
      return {90 * day, dice.between(28, 31) * day, false};
    case 3:
      return {47 * day, dice.between(10, 16) * day, false};
    default:
      return {dice.between(1, 2) * 365 * day, dice.between(35, 60) * day, false};
  }
}

Host make_host(int index, Dice& dice) {
  static const char* const names[] = {"office-pc", "build", "terminal", "accounts", "lab", "files"};
  Host host;
  const auto number = std::to_string(index + 1);
  host.name = std::string(names[index % 6]) + "-" + number;
  host.dns = host.name + ".corp.example";
  host.address = "192.0.2." + std::to_string(10 + index);
  host.sleeps_at_night = index % 6 == 0;
  host.behind_gateway = index % 6 == 2 || index % 6 == 3;
  host.needs_vpn = !host.behind_gateway && dice.falls(0.5);
  host.tells_identity = !host.behind_gateway && dice.falls(0.6);
  host.connect_ms = 4 + 40 * dice.share();
  host.on_at = 6 * hour + dice.between(0, 4) * 15 * minute;
  host.off_at = 19 * hour + dice.between(0, 4) * 30 * minute;
  host.renewal = pick_renewal(dice);
  return host;
}

}  // namespace

std::vector<Certificate> renewed_in_time(const Renewal& renewal, Seconds from, Seconds to,
                                         Dice& dice) {
  std::vector<Certificate> all;
  const auto served_for = renewal.lifetime - renewal.lead;
  auto start = from - dice.between(0, served_for / day - 1) * day;
  while (start < to) {
    const auto begin = start + dice.between(-6, 6) * hour;
    all.push_back({begin, begin - hour, begin - hour + renewal.lifetime, dice.bits()});
    start += served_for;
  }
  return all;
}

Estate make_estate(const Laptop& laptop, int count, Dice& dice) {
  const auto from = day_number(laptop.year, 1, 1) * day;
  Estate estate;
  estate.gateway_renewal.lead = dice.between(15, 31) * day;
  estate.gateway_certificates =
      renewed_in_time(estate.gateway_renewal, from, from + 400 * day, dice);
  for (int index = 0; index < count; ++index) {
    auto host = make_host(index, dice);
    host.needs_vpn = host.needs_vpn && laptop.uses_vpn;
    host.certificates = renewed_in_time(host.renewal, from, from + 400 * day, dice);
    estate.hosts.push_back(std::move(host));
  }
  return estate;
}

const Certificate& served(const std::vector<Certificate>& all, Seconds at) {
  const auto* best = &all.front();
  for (const auto& certificate : all) {
    if (certificate.served_from <= at) best = &certificate;
  }
  return *best;
}

bool is_usually_on(const Laptop& laptop, const Host& host, Seconds at) {
  if (!host.sleeps_at_night) return true;
  const auto local = at + utc_offset(laptop, at);
  const auto of_day = local % day;
  return is_workday(laptop, local / day) && of_day >= host.on_at && of_day < host.off_at;
}

}  // namespace foresight
