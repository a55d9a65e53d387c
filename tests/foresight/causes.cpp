#include "tests/foresight/causes.h"

#include "tests/foresight/missed_renewals.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace foresight {

namespace {

using Sort = Cause::Sort;
enum class Scope { direct, gateway, inside, authority, identity, sleeper, self_signed, decay };

struct Kind {
  const char* name;
  Sort sort;
  Scope scope;
  int weight;
  Seconds shortest;
  Seconds longest;
  const char* codes;
  const char* also;
};

constexpr const char* silent = "tcp.,trend.failing,trend.usual_outage";

// Codes as in the contract; how often each happens is a guess.
constexpr Kind kinds[] = {
    {"certificate_missed", Sort::foreseeable, Scope::direct, 60, 0, 0,
     "certificate.expires_soon,certificate.renewal_overdue,certificate.expired", ""},
    {"gateway_certificate_missed", Sort::foreseeable, Scope::gateway, 10, 0, 0,
     "gateway.certificate.", ""},
    {"authority_stopped", Sort::foreseeable, Scope::authority, 8, 0, 0,
     "certificate.expires_soon,certificate.renewal_overdue,certificate.expired", ""},
    {"clock_drift", Sort::foreseeable, Scope::identity, 2, 4 * day, 50 * day, "identity.clock_skew",
     ""},
    {"slow_decay", Sort::foreseeable, Scope::decay, 1, 10 * day, 20 * day, "trend.,tcp.slow",
     "tcp."},
    {"power_loss", Sort::unforeseeable, Scope::direct, 6, 2 * hour, 60 * hour, silent, ""},
    {"service_stopped", Sort::unforeseeable, Scope::direct, 5, hour, 40 * hour, "tcp.refused", ""},
    {"service_hangs", Sort::unforeseeable, Scope::direct, 3, hour, 30 * hour,
     "rdp.no_answer,rdp.closed,tcp.reset", ""},
    {"firewall", Sort::unforeseeable, Scope::direct, 4, 3 * hour, 48 * hour, silent, ""},
    {"name_lost", Sort::unforeseeable, Scope::direct, 3, 2 * hour, 40 * hour, "name.", ""},
    {"tls_broken", Sort::unforeseeable, Scope::direct, 3, 2 * hour, 40 * hour, "tls.", ""},
    {"tls_below", Sort::unforeseeable, Scope::direct, 2, 8 * hour, 72 * hour, "tls.", ""},
    {"impostor", Sort::unforeseeable, Scope::direct, 3, 3 * hour, 40 * hour,
     "certificate.changed,identity.other_computer", "certificate."},
    {"reissued", Sort::unforeseeable, Scope::self_signed, 2, 5 * day, 5 * day,
     "certificate.changed", "certificate."},
    {"entra_required", Sort::unforeseeable, Scope::direct, 2, 5 * hour, 60 * hour,
     "rdp.entra_required", ""},
    {"nla_required", Sort::unforeseeable, Scope::direct, 2, 5 * hour, 60 * hour, "rdp.refused", ""},
    {"port_moved", Sort::unforeseeable, Scope::direct, 2, 20 * hour, 90 * hour, "tcp.refused", ""},
    {"gone_for_good", Sort::unforeseeable, Scope::direct, 1, 0, 0, "name.", ""},
    {"gateway_down", Sort::unforeseeable, Scope::gateway, 4, hour, 20 * hour, "gateway.tcp.", ""},
    {"gateway_service_down", Sort::unforeseeable, Scope::gateway, 3, hour, 20 * hour,
     "gateway.service_down,gateway.not_a_gateway", ""},
    {"resolver_down", Sort::unforeseeable, Scope::inside, 3, hour, 10 * hour, "name.,network.", ""},
    {"flapping", Sort::unforeseeable, Scope::direct, 3, 3 * hour, 30 * hour, "tcp.,trend.", ""},
    {"not_back", Sort::unforeseeable, Scope::sleeper, 6, 0, 0, silent, ""},
    {"crash_restart", Sort::tolerated, Scope::direct, 6, 20 * minute, 45 * minute, silent, ""},
    {"short_restart", Sort::harmless, Scope::direct, 20, 2 * minute, 11 * minute, "", ""},
    {"drift_corrected", Sort::harmless, Scope::identity, 4, 10 * day, 45 * day, "", ""},
};

bool suits(Scope scope, const Host& host) {
  if (scope == Scope::gateway) return host.way == Host::Way::gateway;
  if (host.way == Host::Way::gateway) return false;
  if (scope == Scope::identity) return host.tells_identity;
  if (scope == Scope::sleeper) return host.sleeps;
  if (scope == Scope::self_signed) return host.renewal.self_signed;
  if (scope == Scope::inside) return host.way == Host::Way::inside;
  if (scope == Scope::decay) return host.used > 0.1 && !host.sleeps;
  return true;
}

/// One host where a kind strikes one, else all.
bool choose_hosts(const Kind& kind, const Estate& estate, Cause& cause, Dice& dice) {
  std::vector<int> all;
  for (int i = 0; i < static_cast<int>(estate.hosts.size()); ++i) {
    if (suits(kind.scope, estate.hosts[static_cast<std::size_t>(i)])) all.push_back(i);
  }
  const auto many = kind.scope == Scope::gateway || kind.scope == Scope::inside;
  if (all.empty() || (kind.scope == Scope::inside && all.size() < 2)) return false;
  if (!many) all = {all[static_cast<std::size_t>(dice.between(0, std::ssize(all) - 1))]};
  cause.hosts = std::move(all);
  return true;
}

/// When somebody trips over a cable: mostly while people work.
void choose_time(const Laptop& laptop, const Kind& kind, Cause& cause, Dice& dice) {
  auto date = cause.from / day;
  while (dice.falls(0.9) && !is_workday(laptop, date))
    ++date;
  const auto of_day = dice.falls(0.65) ? laptop.usual_start + dice.between(-60, 8 * 60) * minute
                                       : dice.between(0, 24 * 60 - 1) * minute;
  cause.from = from_local(laptop.zone, date, of_day) + dice.between(0, 59);
  cause.until = cause.from + dice.between(kind.shortest, kind.longest);
  cause.fails_at = cause.evident_from = cause.from;
}

void choose_morning(const Laptop& laptop, const Host& host, Cause& cause, Dice& dice) {
  auto date = cause.from / day;
  while (!is_workday(laptop, date))
    ++date;
  cause.from = from_local(laptop.zone, date, host.on_at - 2 * hour);
  cause.fails_at = cause.evident_from = from_local(laptop.zone, date, host.on_at + host.late);
  cause.until = from_local(laptop.zone, date, dice.between(12, 16) * hour);
}

void shape(const Laptop& laptop, const Kind& kind, Estate& estate, Cause& cause, Dice& dice) {
  auto& host = estate.hosts[static_cast<std::size_t>(cause.hosts.front())];
  choose_time(laptop, kind, cause, dice);
  if (cause.kind == "not_back") choose_morning(laptop, host, cause, dice);
  if (cause.kind == "gone_for_good") cause.until = end_day(laptop) * day;
  if (cause.kind == "drift_corrected") cause.amount = dice.real(10.0, 80.0);
  if (cause.kind == "reissued") {
    // In its last month it is a renewal, if an early one.
    if (served(host.certificates, cause.from).not_after - cause.from < 33 * day)
      cause.sort = Sort::tolerated;
    reissue(host.certificates, host.renewal, cause.from, dice);
  }
  if (kind.sort != Sort::foreseeable) return;
  cause.days_needed = 3;
  cause.amount = dice.falls(0.5) ? 300 : -300;
  cause.fails_at = cause.until;
  cause.until += dice.between(12, 60) * hour;
}

bool changes_certificates(const Kind& kind) {
  return (kind.sort == Sort::foreseeable && kind.shortest == 0) || kind.scope == Scope::self_signed;
}

/// Fills `cause` for one kind; false where no host suits it.
bool make_cause(const Kind& kind, Cause& cause, const Laptop& laptop, Estate& estate, Dice& dice) {
  cause.kind = kind.name;
  cause.sort = kind.sort;
  cause.codes = kind.codes;
  cause.also = kind.also;
  if (kind.scope == Scope::authority) return stop_authority(estate, cause, dice);
  if (!choose_hosts(kind, estate, cause, dice)) return false;
  if (kind.sort == Sort::foreseeable && changes_certificates(kind))
    return leave_out_renewal(estate, kind.scope == Scope::gateway, cause, dice);
  shape(laptop, kind, estate, cause, dice);
  return true;
}

bool shares_host(const Cause& one, const Cause& other) {
  return std::any_of(one.hosts.begin(), one.hosts.end(),
                     [&](int host) { return concerns(other, host); });
}

const Kind& choose_kind(Dice& dice) {
  int sum = 0;
  for (const auto& kind : kinds)
    sum += kind.weight;
  auto left = dice.between(0, sum - 1);
  for (const auto& kind : kinds) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  return kinds[0];
}

/// Two at a time would hide one another; certificates change in one way at most each year.
bool clashes(const Cause& cause, const std::vector<Cause>& causes, bool certificates) {
  return std::any_of(causes.begin(), causes.end(), [&](const Cause& other) {
    if (!shares_host(cause, other)) return false;
    const auto apart = 3 * day;
    if (cause.from < other.until + apart && other.from < cause.until + apart) return true;
    const auto certain =
        other.codes.starts_with("certificate.") || other.codes.starts_with("gateway.certificate.");
    return certificates && certain && std::abs(cause.from - other.from) < 300 * day;
  });
}

}  // namespace

bool is_wrong(const Cause& cause) {
  return cause.sort == Sort::foreseeable || cause.sort == Sort::unforeseeable;
}

bool concerns(const Cause& cause, int host) {
  return std::find(cause.hosts.begin(), cause.hosts.end(), host) != cause.hosts.end();
}

std::vector<Cause> make_causes(const Laptop& laptop, Estate& estate, const std::string& scenario,
                               Dice& dice) {
  std::vector<Cause> causes;
  const auto targets = std::ssize(estate.hosts) * laptop.years;
  const auto wanted = dice.between(targets * 2, targets * 4);
  for (auto throws = wanted * 8; throws > 0 && std::ssize(causes) < wanted; --throws) {
    const auto& kind = choose_kind(dice);
    Cause cause;
    cause.from = dice.between(first_day(laptop) + 21, end_day(laptop) - 30) * day;
    const auto known = scenario == "mixed" || scenario == kind.name ||
                       (scenario == "healthy" && kind.sort == Sort::harmless);
    if (!known) continue;
    auto trial = estate;
    if (!make_cause(kind, cause, laptop, trial, dice) || cause.from < first_day(laptop) * day ||
        cause.until > end_day(laptop) * day || clashes(cause, causes, changes_certificates(kind)))
      continue;
    estate = std::move(trial);
    causes.push_back(std::move(cause));
  }
  return causes;
}

}  // namespace foresight
