#include "monitor/foresight/patience.h"

#include "monitor/foresight/outages.h"
#include "monitor/foresight/robust.h"
#include "monitor/foresight/settling.h"

#include <algorithm>

namespace monitor {

namespace {

// What a restart does not explain.
constexpr double own_fault = 4;
// Where a host's restarts take longer.
constexpr double most_patience = 12;
constexpr double longest_usual_restart = 45;
constexpr double nobody_waits_by_day = 17;
constexpr double somebody_waits = 11;
// What all have, a network that comes back by itself has hardly for so long.
constexpr double for_all = 17;
// Where somebody may try it before a restart is over.
constexpr double used_soon = 6;
// Where it may be updated just now; a little longer than from one look to the next.
constexpr double longest_update = 16;
// That it fails now and then, or slows down, was told already.
constexpr double while_declining = 60;
// Lost at the same moment as that many others: that is hardly its own.
constexpr int several = 3;
constexpr double with_others = 12;
constexpr double gateway_with_others = 16;
constexpr double on_a_poor_line = 30;
// The user wants to know why it was in vain; but it may be what passes by itself.
constexpr double after_trying = 7;
// What struck several and has passed for the others does not go on so long for one.
constexpr double outlives_a_shake = 30;
constexpr int looks_after_trying = 2;

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

/// It went off this evening, at an hour at which it does so now and then.
bool is_off_for_the_night(const TargetPast& past, const Moment& moment) {
  constexpr int evening = 17 * 60;
  const auto began = local_moment(past.spells.current()->from, moment.host_utc_offset);
  return began.day == moment.at_host.day && began.minute >= evening && !is_seldom_off(past, began);
}

bool is_missed_by_day(const TargetPast& past, const Moment& moment) {
  return is_seldom_off(past, moment.at_host) && !is_off_for_the_night(past, moment);
}

/// Windows answers on the network before its services do.
bool may_be_starting(const Check& check) {
  const auto* step = failing_step(check);
  return step->error && step->error->kind == "refused";
}

/// It is there and does not want the connection, where a restart would first have made it silent.
bool is_unwanted(const Check& check, const TargetPast& past) {
  const auto& failed = *failing_step(check);
  if (is_turned_away(failed)) return true;
  return failed.step == "connect" && may_be_starting(check) &&
         past.silent_at < past.spells.current()->from;
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

/// It may be updated just now, and restart.
bool may_be_updated(const Check& check, const LocalMoment& local) {
  return may_be_off(check) && is_patch_week(local);
}

/// It fails more often than it used to, or gets slower: told, or about to be.
bool is_declining(const TargetPast& past) {
  return past.burst.has_value() || past.slowness.forecast().has_value();
}

/// Who is told that it fails more and more need not be told each time. One that is worn out hangs
/// up in the handshake, too.
bool may_be_the_decline(const Check& check) {
  const auto* step = failing_step(check);
  return !is_no_restart(check) || (step->error && step->error->kind == "closed_in_handshake");
}

/// The line loses what it is given, now a name and now a packet, or some hosts and not others.
bool is_lossy(const Check& check, const TargetPast& past, const Moment& moment) {
  const auto began = past.spells.current()->from;
  if (past.silent_at >= began && past.nameless_at >= began) return true;
  return may_be_off(check) && !is_the_networks(check) && moment.others_alike > 0 &&
         moment.others_direct > 0;
}

/// By the host, and by how soon the user needs it.
double patience_with_host(const Check& check, const TargetPast& past, const Moment& moment,
                          const Use& use) {
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
    wait = std::max(wait, is_missed_by_day(past, moment) ? nobody_waits_by_day : nobody_waits);
  }
  if (may_be_updated(check, moment.local)) wait = std::max(wait, longest_update);
  if (is_unwanted(check, past)) wait = std::min(wait, least_patience);
  if (const auto restart = past.spells.usual_restart(); restart && !is_no_restart(check))
    wait = std::max(wait, std::min(1.3 * *restart + 4, longest_usual_restart));
  if (is_declining(past) && may_be_the_decline(check)) wait = std::max(wait, while_declining);
  // Whether it is up in the evening and at weekends has to be learned first.
  const bool working = is_office_time(moment.local) && past.attempts.is_usual_day(moment.local);
  if (may_be_off(check) && !use.soon && !past.hours.is_known(moment.at_host))
    wait = std::max(wait,
                    working && is_missed_by_day(past, moment) ? nobody_waits_by_day : nobody_waits);
  if (are_several(past, moment) || is_the_networks(check)) wait = std::min(wait, for_all);
  // A gateway serves many.
  if (failing_step(check)->step.starts_with("gateway."))
    wait = std::min(wait, learned_patience(past, moment));
  return wait;
}

/// Longer where the line is poor, or others were interrupted with it.
double patience_with_line(const Check& check, const TargetPast& past, const Moment& moment) {
  const auto& failed = *failing_step(check);
  double wait = 0;
  const bool silent = ended_on_the_way(failed) && !failed.step.ends_with("resolve");
  if (silent && moment.others_shaken + moment.others_alike >= several)
    wait = failed.step.starts_with("gateway.") ? gateway_with_others : with_others;
  const bool poor = moment.line_is_poor || is_lossy(check, past, moment);
  return poor && !is_no_restart(check) ? std::max(wait, on_a_poor_line) : wait;
}

/// No longer where the user has just tried.
double patience_after_trying(const Check& check, const TargetPast& past, const Moment& moment) {
  if (is_declining(past)) return while_declining;
  if (moment.line_is_poor) return on_a_poor_line;
  return may_be_updated(check, moment.local) ? longest_update : after_trying;
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

bool is_turned_away(const Observation& failed) {
  return failed.step == "connect" && failed.error && failed.error->kind == "reset";
}

bool is_the_networks(const Check& check) {
  return std::ranges::any_of(check.findings, [](const auto& finding) {
    return find_fact<bool>(finding.evidence, "new_network") != nullptr ||
           find_fact<bool>(finding.evidence, "nothing_answers_here") != nullptr;
  });
}

bool may_be_off(const Check& check) {
  const auto* step = failing_step(check);
  return step->step == "connect" && step->error && step->error->kind != "refused" &&
         step->error->kind != "reset";
}

Use expected_use(const TargetPast& past, const LocalMoment& local) {
  constexpr std::size_t known = 6;
  if (!past.attempts.is_usual_day(local)) return {};
  if (past.attempts.count() < known || past.attempts.days_like(local) < 3)
    return {false, is_office_time(local)};
  return {past.attempts.likely_within(local, 30) >= 0.2,
          past.attempts.likely_within(local, 120) >= 0.08};
}

Patience patience(const Check& check, const TargetPast& past, const Moment& moment) {
  const auto& spell = *past.spells.current();
  Patience patience;
  patience.use = expected_use(past, moment.local);
  patience.shaky = moment.others_shaken >= 2 && !is_no_restart(check) &&
                   minutes_between(spell.from, moment.at) < outlives_a_shake;
  // A name service that fails says nothing new of a host that was silent before.
  const bool only_nameless = failing_step(check)->step == "resolve" && past.silent_at >= spell.from;
  patience.off = !is_the_networks(check) && (may_be_off(check) || only_nameless);
  patience.in_vain = past.tried_at >= spell.from && spell.looks >= looks_after_trying &&
                     !patience.shaky && !(patience.off && past.hours.may_yet_come(moment.at_host));
  auto& wait = patience.minutes;
  wait = std::max(patience_with_host(check, past, moment, patience.use),
                  patience_with_line(check, past, moment));
  if (patience.shaky) wait = std::max(wait, least_patience);
  if (patience.in_vain) wait = std::min(wait, patience_after_trying(check, past, moment));
  return patience;
}

}  // namespace monitor
