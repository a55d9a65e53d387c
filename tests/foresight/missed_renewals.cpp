#include "tests/foresight/missed_renewals.h"

#include <algorithm>

namespace foresight {

namespace {

constexpr Seconds ladder_begins = 32 * day;
constexpr Seconds plain_from = 14 * day;

/// Who has seen this one served instead of another knows a little of how it is renewed.
bool has_history(const Host& host, const Certificates& all, std::size_t index) {
  return index > 0 && all[index].served_from > (host.saved_on + 5) * day;
}

/// The first certificate that ends after `from`, and not the last one.
std::size_t ending_after(const Certificates& all, Seconds from) {
  std::size_t index = 0;
  while (index + 1 < all.size() && all[index + 1].served_from < from)
    ++index;
  return index;
}

void tell_times(const Host& host, const Certificates& all, std::size_t index,
                const Renewal& renewal, Cause& cause) {
  const auto end = all[index].not_after;
  const auto known = has_history(host, all, index) && !renewal.by_hand;
  cause.fails_at = end;
  cause.from = std::max(all[index].served_from, end - std::max(ladder_begins, renewal.most + day));
  cause.evident_from = end - (known ? renewal.least - 6 * hour : plain_from);
}

}  // namespace

bool leave_out_renewal(Estate& estate, bool gateway, Cause& cause, Dice& dice) {
  auto& host = estate.hosts[static_cast<std::size_t>(cause.hosts.front())];
  auto& all = gateway ? estate.gateway_certificates : host.certificates;
  const auto& renewal = gateway ? estate.gateway_renewal : host.renewal;
  const auto index = ending_after(all, cause.from);
  if (index + 1 >= all.size() || all[index].not_after > cause.from + 120 * day) return false;
  tell_times(host, all, index, renewal, cause);
  cause.until = cause.fails_at + dice.between(4, 72) * hour;
  miss_renewal(all, index, renewal, cause.until, dice);
  return true;
}

bool stop_authority(Estate& estate, Cause& cause, Dice& dice) {
  const auto stopped = cause.from;
  cause.hosts.clear();
  std::vector<std::pair<int, std::size_t>> missed;
  Seconds first_end = 0;
  for (int i = 0; i < static_cast<int>(estate.hosts.size()); ++i) {
    const auto& host = estate.hosts[static_cast<std::size_t>(i)];
    if (host.renewal.self_signed || host.renewal.by_hand || host.way == Host::Way::gateway)
      continue;
    const auto index = ending_after(host.certificates, stopped);
    if (index + 1 >= host.certificates.size()) continue;
    const auto end = host.certificates[index].not_after;
    if (host.certificates[index + 1].served_from > stopped + 45 * day) continue;
    missed.emplace_back(i, index);
    if (first_end != 0 && first_end <= end) continue;
    first_end = end;
    tell_times(host, host.certificates, index, host.renewal, cause);
  }
  cause.until = cause.fails_at + dice.between(4, 72) * hour;
  for (const auto& [i, index] : missed) {
    auto& host = estate.hosts[static_cast<std::size_t>(i)];
    if (host.certificates[index + 1].served_from >= cause.until) continue;
    cause.hosts.push_back(i);
    miss_renewal(host.certificates, index, host.renewal,
                 cause.until + dice.between(0, 600) * minute, dice);
  }
  cause.until += 10 * hour;
  cause.from = std::min(cause.from, stopped);
  return cause.hosts.size() >= 2;
}

}  // namespace foresight
