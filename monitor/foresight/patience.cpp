#include "monitor/foresight/patience.h"

#include "monitor/foresight/outages.h"
#include "monitor/foresight/robust.h"

#include <algorithm>

namespace monitor {

namespace {

// Where a host's restarts take longer.
constexpr double most_patience = 12;
constexpr double longest_usual_restart = 45;
constexpr double nobody_waits_by_day = 25;
constexpr double somebody_waits = 13;
// What all have, a network that comes back by itself has hardly for so long.
constexpr double for_all = 9;
// Where somebody may try it before a restart is over.
constexpr double used_soon = 9;

/// The time of day at which offices work, for a target whose use is not known yet.
bool is_office_time(const LocalMoment& local) {
  return !local.is_weekend() && local.minute >= 6 * 60 + 30 && local.minute < 19 * 60;
}

/// By how long short interruptions last: of all, and of this host.
double learned_patience(const TargetPast& past, const Moment& moment) {
  constexpr std::size_t enough = 5;
  double patience = std::max(least_patience, 1.3 * moment.usual_short_min + 2);
  auto own = past.spells.short_ones();
  if (own.size() >= enough) patience = std::max(patience, 1.2 * quantile(own, 0.95) + 2);
  return std::min(patience, most_patience);
}

/// Windows is updated from the second Tuesday of a month on, and restarts.
bool is_patch_week(const LocalMoment& local) {
  using namespace std::chrono;
  const sys_days today{days{local.day}};
  const year_month_day date{today};
  const sys_days patch_day{date.year() / date.month() / Tuesday[2]};
  return today >= patch_day && today < patch_day + weeks{1};
}

bool is_seldom_off(const TargetPast& past, const LocalMoment& local) {
  const auto off = past.hours.share_off(local);
  return off && *off < 0.1;
}

/// Windows answers on the network before its services do.
bool may_be_starting(const Check& check) {
  const auto* step = failing_step(check);
  return step->error && step->error->kind == "refused";
}

/// It is there and does not want the connection, where a restart would first have made it silent,
/// and would not break off what it accepts.
bool is_turned_away(const Check& check, const TargetPast& past) {
  const auto* step = failing_step(check);
  if (step->step != "connect" || !step->error) return false;
  return step->error->kind == "reset" ||
         (may_be_starting(check) && past.silent_at < past.spells.current()->from);
}

/// The name service knows others, and not this one any more.
bool is_name_lost(const Check& check, const Moment& moment) {
  const auto* step = failing_step(check);
  return step->step.ends_with("resolve") && step->error && step->error->kind == "not_found" &&
         moment.others_good > 0 && moment.others_bad == 0;
}

/// Nobody restarts several at once.
bool are_several(const TargetPast& past, const Moment& moment) {
  return (moment.others_nameless >= 2 && past.nameless_at >= past.spells.current()->from) ||
         (moment.others_alike >= 2 && moment.others_good == 0);
}

}  // namespace

bool is_no_restart(const Check& check) {
  const auto* step = failing_step(check);
  if (step == nullptr || !step->error) return false;
  const auto& kind = step->error->kind;
  return kind == "negotiation_failure" || kind == "handshake_failed" || kind == "unreadable" ||
         kind == "not_rdp" || kind == "not_a_gateway" || kind == "service_down" ||
         kind == "closed_in_handshake";
}

bool is_the_networks(const Check& check) {
  return std::ranges::any_of(check.findings, [](const auto& finding) {
    return find_fact<bool>(finding.evidence, "new_network") != nullptr;
  });
}

bool may_be_off(const Check& check) {
  const auto* step = failing_step(check);
  return step->step == "connect" && step->error && step->error->kind != "refused" &&
         step->error->kind != "reset";
}

bool may_be_updated(const Check& check, const LocalMoment& local) {
  return may_be_off(check) && is_patch_week(local);
}

bool is_declining(const TargetPast& past) {
  return past.burst.has_value() || past.slowness.is_decaying();
}

Use expected_use(const TargetPast& past, const LocalMoment& local) {
  constexpr std::size_t known = 6;
  if (!past.attempts.is_usual_day(local)) return {};
  if (past.attempts.count() < known || past.attempts.days_like(local) < 3)
    return {false, is_office_time(local)};
  return {past.attempts.likely_within(local, 30) >= 0.2,
          past.attempts.likely_within(local, 120) >= 0.08};
}

double patience(const Check& check, const TargetPast& past, const Moment& moment) {
  const auto use = expected_use(past, moment.local);
  auto wait = learned_patience(past, moment);
  const bool never_silent =
      !ended_on_the_way(*failing_step(check)) && past.silent_at < past.spells.current()->from;
  if (is_no_restart(check) || is_name_lost(check, moment) ||
      (never_silent && !may_be_starting(check))) {
    // It stays so until somebody mends it, whoever waits for it.
    wait = own_fault;
  } else if (use.soon) {
    wait = used_soon;
  } else if (use.likely && may_be_off(check)) {
    wait = std::max(wait, somebody_waits);
  } else if (may_be_off(check)) {
    // Where it is nearly always up at this hour, what lasts is no habit of it.
    wait = std::max(wait, is_seldom_off(past, moment.local) ? nobody_waits_by_day : nobody_waits);
  }
  if (may_be_updated(check, moment.local)) wait = std::max(wait, longest_update);
  if (is_turned_away(check, past)) wait = std::min(wait, least_patience);
  if (const auto restart = past.spells.usual_restart(); restart && !is_no_restart(check))
    wait = std::max(wait, std::min(1.3 * *restart + 4, longest_usual_restart));
  if (is_declining(past) && !is_no_restart(check)) wait = std::max(wait, while_declining);
  // Whether it is up in the evening and at weekends has to be learned first.
  const bool working = is_office_time(moment.local) && past.attempts.is_usual_day(moment.local);
  if (may_be_off(check) && !use.soon && !past.hours.is_known(moment.local))
    wait = std::max(
        wait, working && is_seldom_off(past, moment.local) ? nobody_waits_by_day : nobody_waits);
  if (are_several(past, moment) || is_the_networks(check)) wait = std::min(wait, for_all);
  // A gateway serves many.
  if (failing_step(check)->step.starts_with("gateway."))
    wait = std::min(wait, learned_patience(past, moment));
  return wait;
}

}  // namespace monitor
