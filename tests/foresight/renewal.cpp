#include "tests/foresight/renewal.h"

#include <algorithm>

namespace foresight {

namespace {

Renewal around(Seconds lifetime, Seconds lead, Seconds spread, bool self_signed) {
  return {lifetime, std::max<Seconds>(2 * hour, lead - spread), lead + spread, self_signed, false};
}

/// Appends one after the other from `start` until `to`.
void append(Certificates& all, const Renewal& renewal, Seconds start, Seconds to, Dice& dice) {
  while (start < to) {
    // Made an hour ahead, so that clocks that differ a little accept it.
    const auto not_before = start - hour;
    all.push_back({start, not_before, not_before + renewal.lifetime, dice.bits()});
    start = all.back().not_after - dice.between(renewal.least, renewal.most);
  }
}

}  // namespace

Renewal make_web_renewal(Dice& dice) {
  if (dice.falls(0.6)) {
    if (dice.falls(0.25)) return around(90 * day, dice.between(12, 72) * hour, 10 * hour, false);
    return around(90 * day, 30 * day, dice.between(12, 36) * hour, false);
  }
  if (dice.falls(0.3)) return around(47 * day, dice.between(20, 72) * hour, 10 * hour, false);
  return around(47 * day, dice.between(10, 17) * day, dice.between(6, 48) * hour, false);
}

Renewal make_renewal(Dice& dice) {
  const auto roll = dice.share();
  if (roll < 0.40) {
    const auto lead = dice.falls(0.3)   ? dice.between(6, 60) * hour
                      : dice.falls(0.5) ? dice.between(4, 14) * day
                                        : dice.between(14, 30) * day;
    return around(182 * day, lead, std::min(lead / 4, 2 * day), true);
  }
  if (roll < 0.65) return make_web_renewal(dice);
  if (roll < 0.85) return around(365 * day, 42 * day, dice.between(1, 4) * day, false);
  // People renew when they come to it.
  const Seconds lifetimes[] = {365 * day, 398 * day, 730 * day};
  return {lifetimes[dice.between(0, 2)], 4 * day, 60 * day, false, true};
}

Certificates renewed_in_time(const Renewal& renewal, Seconds from, Seconds to, Dice& dice) {
  Certificates all;
  const auto served_for = renewal.lifetime - renewal.most;
  append(all, renewal, from - dice.between(day, std::max<Seconds>(2, served_for / day) * day), to,
         dice);
  return all;
}

const Certificate& served(const Certificates& all, Seconds at) {
  const auto next = std::upper_bound(
      all.begin(), all.end(), at,
      [](Seconds time, const Certificate& certificate) { return time < certificate.served_from; });
  return next == all.begin() ? all.front() : *std::prev(next);
}

void miss_renewal(Certificates& all, std::size_t index, const Renewal& renewal, Seconds mended,
                  Dice& dice) {
  const auto to = all.back().not_after;
  all.resize(index + 1);
  append(all, renewal, mended, std::max(to, mended + 1), dice);
}

void reissue(Certificates& all, const Renewal& renewal, Seconds at, Dice& dice) {
  const auto to = all.back().not_after;
  const auto next = std::upper_bound(
      all.begin(), all.end(), at,
      [](Seconds time, const Certificate& certificate) { return time < certificate.served_from; });
  all.erase(next, all.end());
  append(all, renewal, at, to, dice);
}

}  // namespace foresight
