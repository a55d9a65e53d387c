#include "tests/foresight/causes.h"

#include <algorithm>
#include <utility>

namespace foresight {

namespace {

struct Kind {
  const char* name;
  bool foreseeable;
  bool wrong;
  bool gateway;
  const char* codes;
};

constexpr Kind kinds[] = {
    {"certificate_not_renewed", true, true, false, "certificate."},
    {"gateway_certificate_ends", true, true, true, "gateway.certificate."},
    {"clock_drift", true, true, false, "identity.clock_skew"},
    {"slow_decay", true, true, false, "trend.,tcp."},
    {"power_loss", false, true, false, "tcp.,trend.usual_outage"},
    {"service_stopped", false, true, false, "tcp."},
    {"firewall", false, true, false, "tcp."},
    {"name_lost", false, true, false, "name."},
    {"tls_broken", false, true, false, "tls."},
    {"impostor", false, true, false, "certificate."},
    {"entra_required", false, true, false, "rdp."},
    {"gateway_down", false, true, true, "gateway."},
    {"flapping", false, true, false, "tcp.,trend."},
    {"not_back", false, true, false, "tcp.,trend.usual_outage"},
    {"short_reboot", false, false, false, ""},
    {"drift_corrected", false, false, false, ""},
};

/// Leaves the renewal out: the certificate runs to its end and is replaced at `until`.
bool leave_out_renewal(std::vector<Certificate>& all, const Renewal& renewal, Cause& cause,
                       Dice& dice) {
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const auto end = all[i].not_after;
    if (all[i + 1].served_from < cause.from || end > cause.from + 200 * day) continue;
    cause.from = all[i].served_from > end - 30 * day ? all[i].served_from : end - 30 * day;
    cause.fails_at = end;
    cause.until = end + dice.between(4, 60) * hour;
    all.resize(i + 1);
    auto rest = renewed_in_time(renewal, cause.until, cause.until + 400 * day, dice);
    const auto shift = cause.until - rest.front().served_from;
    for (auto& certificate : rest) {
      certificate.served_from += shift;
      certificate.not_before += shift;
      certificate.not_after += shift;
      all.push_back(certificate);
    }
    return true;
  }
  return false;
}

void place(Cause& cause, const Laptop& laptop, const Host* host, Dice& dice) {
  const auto local_day = cause.from / day;
  auto date = local_day;
  while (!is_workday(laptop, date))
    ++date;
  cause.from =
      from_local(laptop, date, laptop.usual_start + dice.between(-2 * 60, 7 * 60) * minute);
  cause.fails_at = cause.from;
  cause.until = cause.from + dice.between(3 * 60, 30 * 60) * minute;
  if (cause.kind == "not_back" && host) {
    cause.from = cause.fails_at = from_local(laptop, date, host->on_at - hour);
    cause.until = from_local(laptop, date, 15 * hour);
  } else if (cause.kind == "clock_drift") {
    cause.fails_at = cause.from + dice.between(14, 40) * day;
    cause.until = cause.fails_at + 2 * day;
  } else if (cause.kind == "slow_decay") {
    cause.fails_at = cause.from + dice.between(10, 16) * day;
    cause.until = cause.fails_at + day;
  } else if (cause.kind == "short_reboot") {
    cause.until = cause.from + dice.between(2, 5) * minute;
  } else if (cause.kind == "drift_corrected") {
    cause.until = cause.from + dice.between(4, 7) * day;
  }
}

bool fits(const Kind& kind, const Host& host) {
  const std::string name = kind.name;
  if (name == "clock_drift" || name == "drift_corrected") return host.tells_identity;
  if (name == "not_back") return host.sleeps_at_night;
  return !host.behind_gateway;
}

/// Fills `cause` for one kind; false where no host suits it.
bool make_cause(const Kind& kind, Cause& cause, const Laptop& laptop, Estate& estate, Dice& dice) {
  cause.kind = kind.name;
  cause.foreseeable = kind.foreseeable;
  cause.wrong = kind.wrong;
  cause.codes = kind.codes;
  const auto hosts = static_cast<Seconds>(estate.hosts.size());
  if (kind.gateway) {
    cause.host = -1;
    if (std::none_of(estate.hosts.begin(), estate.hosts.end(),
                     [](const Host& host) { return host.behind_gateway; }))
      return false;
  } else {
    cause.host = static_cast<int>(dice.between(0, hosts - 1));
    if (!fits(kind, estate.hosts[static_cast<std::size_t>(cause.host)])) return false;
  }
  auto* host = cause.host < 0 ? nullptr : &estate.hosts[static_cast<std::size_t>(cause.host)];
  if (cause.kind == "certificate_not_renewed")
    return leave_out_renewal(host->certificates, host->renewal, cause, dice);
  if (cause.kind == "gateway_certificate_ends")
    return leave_out_renewal(estate.gateway_certificates, estate.gateway_renewal, cause, dice);
  place(cause, laptop, host, dice);
  return true;
}

bool overlaps(const Cause& one, const Cause& other) {
  return one.host == other.host && one.from < other.until + 3 * day &&
         other.from < one.until + 3 * day;
}

}  // namespace

std::vector<Cause> make_causes(const Laptop& laptop, Estate& estate, const std::string& scenario,
                               Dice& dice) {
  std::vector<Cause> causes;
  const auto first = day_number(laptop.year, 1, 1);
  const auto end = (first + 355) * day;
  for (int throws = 0; throws < 60; ++throws) {
    const auto& kind = kinds[dice.between(0, std::size(kinds) - 1)];
    Cause cause;
    cause.from = (first + dice.between(35, 330)) * day;
    if (scenario == "healthy" && kind.wrong) continue;
    if (scenario != "mixed" && scenario != "healthy" && scenario != kind.name) continue;
    auto trial = estate;
    if (!make_cause(kind, cause, laptop, trial, dice) || cause.until > end) continue;
    const auto clash = std::any_of(causes.begin(), causes.end(),
                                   [&](const Cause& other) { return overlaps(cause, other); });
    if (clash || causes.size() >= estate.hosts.size() * 4) continue;
    // A second renewal left out would move the first one.
    const auto twice = std::any_of(causes.begin(), causes.end(), [&](const Cause& other) {
      return other.host == cause.host && other.kind == cause.kind && cause.foreseeable;
    });
    if (twice) continue;
    estate = std::move(trial);
    cause.id = static_cast<int>(causes.size()) + 1;
    causes.push_back(cause);
  }
  return causes;
}

}  // namespace foresight
