#include "tests/foresight/causes.h"

#include <algorithm>

namespace foresight {

namespace {

constexpr Seconds notable = 20 * minute;

/// The second Tuesday of a month.
Seconds patch_day(int year, int month) {
  const auto date = day_number(year, month, 8);
  return date + (8 - weekday(date)) % 7;
}

void add_restarts(const Laptop& laptop, int index, std::vector<Cause>& causes, Dice& dice) {
  const auto after = dice.between(0, 6);
  const Seconds moments[] = {3 * hour, 3 * hour, 22 * hour, 12 * hour + 10 * minute, 17 * hour};
  const auto of_day = moments[dice.between(0, 4)];
  for (int month = 0; month < 12 * laptop.years; ++month) {
    const auto date = patch_day(laptop.first_year + month / 12, month % 12 + 1) + after;
    Cause cause;
    cause.kind = "patch_restart";
    cause.hosts = {index};
    cause.from = from_local(laptop.zone, date, of_day) + dice.between(0, 25) * minute;
    cause.fails_at = cause.evident_from = cause.from;
    cause.until = cause.from + dice.between(10, 40) * minute;
    const auto long_one = cause.until - cause.from >= notable;
    cause.sort = long_one ? Cause::Sort::tolerated : Cause::Sort::harmless;
    cause.codes = "tcp.,trend.";
    const auto busy = std::any_of(causes.begin(), causes.end(), [&](const Cause& other) {
      return is_wrong(other) && concerns(other, index) && cause.from < other.until &&
             other.from < cause.until;
    });
    if (!busy) causes.push_back(std::move(cause));
  }
}

/// The ends that the plain ladder speaks of though they are renewed in time: of people, and of what
/// was never yet seen to be renewed ahead. A renewal that came too late shows no habit. `begin`:
/// when the first of the hosts was saved.
void add_late_renewals(const Certificates& all, const Renewal& renewal, Seconds begin,
                       const std::vector<int>& hosts, bool gateway, std::vector<Cause>& causes) {
  bool was_ahead = false;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const auto next = all[i + 1].served_from;
    const auto left = all[i].not_after - next;
    const auto unseen = !was_ahead;
    const bool ahead = left > 0 && left <= renewal.most;
    was_ahead = was_ahead || (ahead && next >= begin + 5 * day);
    if (next < begin || left <= 0 || left > 30 * day || !(renewal.by_hand || unseen)) continue;
    Cause cause;
    cause.kind = renewal.by_hand ? "renewed_by_hand" : "first_renewal";
    cause.sort = Cause::Sort::tolerated;
    cause.hosts = hosts;
    cause.from = cause.evident_from = all[i].not_after - 31 * day;
    cause.fails_at = all[i].not_after;
    cause.until = next;
    cause.codes = gateway ? "gateway.certificate." : "certificate.";
    if (renewal.by_hand) cause.allowed = left < 7 * day ? 3 : left < 14 * day ? 2 : 1;
    causes.push_back(std::move(cause));
  }
}

}  // namespace

void add_usual(const Laptop& laptop, const Estate& estate, std::vector<Cause>& causes, Dice& dice) {
  std::vector<int> behind;
  auto behind_from = end_day(laptop) * day;
  for (int i = 0; i < static_cast<int>(estate.hosts.size()); ++i) {
    const auto& host = estate.hosts[static_cast<std::size_t>(i)];
    if (host.way == Host::Way::gateway) {
      behind.push_back(i);
      behind_from = std::min(behind_from, host.saved_on * day);
      continue;
    }
    if (host.patched) add_restarts(laptop, i, causes, dice);
    add_late_renewals(host.certificates, host.renewal, host.saved_on * day, {i}, false, causes);
  }
  if (!behind.empty())
    add_late_renewals(estate.gateway_certificates, estate.gateway_renewal, behind_from, behind,
                      true, causes);
}

}  // namespace foresight
