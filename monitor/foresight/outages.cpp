#include "monitor/foresight/outages.h"

#include "monitor/foresight/patience.h"
#include "monitor/foresight/usual_outages.h"
#include "monitor/foresight/words.h"
#include "monitor/model/finding_codes.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace monitor {

namespace {

using std::chrono::minutes;

// Somebody who saved it will have been where it answers, in hours of looking.
constexpr double reached_within_h = 2.5;
constexpr double vpn_takes_min = std::chrono::duration<double, std::ratio<60>>(vpn_takes).count();
// Lost at the same moment as that many others: that is hardly its own.
constexpr int several = 3;
constexpr double with_others = 12;
constexpr double gateway_with_others = 16;
constexpr double on_a_poor_line = 30;
constexpr double longest_restart = 20;
constexpr int looks_after_trying = 2;
constexpr int looks_once_it_says_why = 3;
// A network needs a while after waking or moving.
constexpr double settles_after = 5;
constexpr double settles_alone_after = 8;
constexpr double settles_alone_at_last = 20;
constexpr double soon_after_waking = 9;
constexpr double after_waking = 14;
constexpr double at_an_unknown_hour = 40;

/// It has spoken Remote Desktop, or a gateway has said that its service is down: that is no
/// network's fault.
bool is_itself(const Check& check) {
  const auto* failed = failing_step(check);
  return failed->step == "tls" || (failed->error && failed->error->kind == "service_down");
}

/// The host itself says why it refuses: that is no network's fault, and does not pass.
bool says_why(const Check& check) {
  const auto* step = failing_step(check);
  return step != nullptr && step->error && step->error->kind == "negotiation_failure";
}

/// A portal may answer in a gateway's place, but does not say that its service is down.
bool may_be_a_portal(const Check& check) {
  const auto* failed = failing_step(check);
  return failed->step == "gateway.tls" && failed->error && failed->error->kind != "service_down";
}

/// Names of within are not known without a VPN, nor any before a portal is signed in to.
bool is_without_a_name(const Check& check) {
  const auto* failed = failing_step(check);
  return failed->step == "resolve" && failed->error && failed->error->kind == "not_found";
}

/// How long after waking or moving a failure may be the network's.
double settling(const Check& check, const Moment& moment) {
  if (is_itself(check)) return settles_after;
  // What came up just now for one is not up yet for all.
  constexpr double for_others_too = 2;
  if (moment.others_good > 0)
    return std::max(settles_after,
                    std::min(moment.answered_min + for_others_too, moment.settles_min));
  if (may_be_a_portal(check) || is_without_a_name(check)) return moment.signed_in_min;
  return moment.others_bad > 0
             ? moment.settles_min
             : std::clamp(moment.settles_min, settles_alone_after, settles_alone_at_last);
}

/// It failed during sleep, as far as can be told: good before, failing from the first look on.
bool failed_while_away(const Spell& spell, const TargetPast& past, const Moment& moment) {
  constexpr double a_while = 30;
  return minutes_between(moment.here_since, spell.from) < settles_after &&
         minutes_between(past.last_good, spell.from) > a_while;
}

/// It failed before this computer slept, and does still: after a short sleep while others answer,
/// after any where it is needed now and the network never takes long.
bool goes_on(const Spell& spell, const Use& use, const Moment& moment) {
  constexpr double short_sleep = 180;
  constexpr double settles_at_once = 13;
  if (!spell.own || spell.from >= moment.here_since) return false;
  if (spell.looks - spell.looks_since_wake < 2 || moment.others_bad > 0) return false;
  if (use.soon && moment.settles_min < settles_at_once) return true;
  return moment.others_good > 0 && minutes_between(spell.from, moment.at) <= short_sleep;
}

/// A target that never answered may need a VPN, or a network, that is not there yet.
bool may_lack_network(const Check& check, const TargetPast& past, const Moment& moment) {
  return past.last_good == SysTime{} && moment.place.network > 0 && moment.place.vpn == 0 &&
         (ended_on_the_way(*failing_step(check)) || may_be_a_portal(check));
}

/// The line loses what it is given, now a name and now a packet, or some hosts and not others.
bool is_lossy(const Check& check, const TargetPast& past, const Moment& moment) {
  const auto began = past.spells.current()->from;
  if (past.silent_at >= began && past.nameless_at >= began) return true;
  return may_be_off(check) && !is_the_networks(check) && moment.others_alike > 0 &&
         moment.others_direct > 0;
}

/// Longer where it was interrupted together with others; `shaky`: they are well again.
double patience_among_others(const Check& check, const TargetPast& past, const Moment& moment,
                             bool shaky) {
  const auto& failed = *failing_step(check);
  const bool silent = ended_on_the_way(failed) && !failed.step.ends_with("resolve");
  auto wait = patience(check, past, moment);
  if (silent && moment.others_shaken + moment.others_alike >= several)
    wait = std::max(wait, failed.step.starts_with("gateway.") ? gateway_with_others : with_others);
  const bool poor = moment.line_is_poor || is_lossy(check, past, moment);
  if (poor && !is_no_restart(check)) wait = std::max(wait, on_a_poor_line);
  return shaky ? std::max(wait, least_patience) : wait;
}

/// The user has just tried in vain, and wants to know why; but it may be what passes by itself.
double patience_of_who_tries(const Check& check, const TargetPast& past, const Moment& moment) {
  constexpr double after_trying = 7;
  if (is_declining(past)) return while_declining;
  if (moment.line_is_poor) return on_a_poor_line;
  return may_be_updated(check, moment.local) ? longest_update : after_trying;
}

}  // namespace

bool ended_on_the_way(const Observation& failed) {
  const std::string_view step = failed.step;
  if (step.ends_with("resolve")) return true;
  if (!step.ends_with("connect") || !failed.error) return false;
  return failed.error->kind != "refused" && failed.error->kind != "reset";
}

Belief weigh_outage(const Check& check, TargetPast& past, const Moment& moment) {
  auto& spell = *past.spells.current();
  const auto lasted = minutes_between(spell.from, moment.at);
  const auto here = minutes_between(moment.here_since, moment.at);
  const bool shaky = moment.others_shaken >= 2 && !is_no_restart(check);
  auto wait = patience_among_others(check, past, moment, shaky);
  // A name service that fails says nothing new of a host that was silent before.
  const bool off = !is_the_networks(check) &&
                   (may_be_off(check) ||
                    (failing_step(check)->step == "resolve" && past.silent_at >= spell.from));
  const bool in_vain = past.tried_at >= spell.from && spell.looks >= looks_after_trying && !shaky &&
                       !(off && past.hours.is_usually_off(moment.local));
  if (in_vain) wait = std::min(wait, patience_of_who_tries(check, past, moment));
  past.next_look = moment.at + minutes{1};
  const auto watched_h = moment.awake_h - past.begun_h.value_or(0);
  if (may_lack_network(check, past, moment)) {
    // Whether it can be reached from here at all is not known.
    const bool due = in_vain || watched_h >= reached_within_h;
    return due && here >= vpn_takes_min ? Belief::at_once : Belief::wait;
  }
  // A name service that fails is hardly the host's fault: while others answer, what comes before or
  // after it has to be seen twice.
  const bool nameless = failing_step(check)->step == "resolve";
  spell.looks_alike = nameless == spell.nameless ? spell.looks_alike + 1 : 1;
  spell.nameless = nameless;
  const bool is_its_own = moment.others_good == 0 || spell.looks_alike >= 2;
  if (watched_h < known_after_h && !shaky) {
    if (may_be_a_portal(check) && here < moment.signed_in_min) return Belief::wait;
    const bool may_sleep = off && !in_vain && failed_while_away(spell, past, moment);
    if (may_sleep && lasted < at_an_unknown_hour) return Belief::wait;
    return is_its_own ? Belief::by_rule : Belief::wait;
  }
  if (says_why(check)) {
    const bool seen_enough =
        spell.looks >= looks_once_it_says_why || (spell.looks >= 2 && lasted >= own_fault);
    return seen_enough ? Belief::at_once : Belief::wait;
  }
  const bool older = spell.from < moment.here_since;
  if (older && is_itself(check) && lasted >= wait) return Belief::at_once;
  const bool away = older || failed_while_away(spell, past, moment);
  if (off && !in_vain && is_usual(spell, away, past, moment)) return Belief::wait;
  if (!away && (moment.others_good > 0 || moment.others_bad == 0)) spell.own = true;
  spell.missed = spell.missed || off;
  if (off && !in_vain && is_often_off(spell, past, moment)) return Belief::wait;
  if (away) {
    // It is known to have failed for long, or may well have: only the network must have settled.
    // A restart may be under way just now, but hardly in what has failed since before.
    const auto use = expected_use(past, moment.local);
    if (goes_on(spell, use, moment) && lasted >= std::max(wait, longest_restart))
      return Belief::at_once;
    const bool seen_enough = spell.looks_since_wake >= 2 && (older || is_its_own);
    const auto most = past.hours.is_known(moment.local) ? after_waking : at_an_unknown_hour;
    const auto lasting = wait <= own_fault     ? wait
                         : use.soon || in_vain ? soon_after_waking
                                               : std::clamp(wait, least_patience, most);
    const auto settled =
        older ? settling(check, moment) / 2 : std::max(settling(check, moment), lasting);
    const bool awaited = wait < nobody_waits;
    if (seen_enough && here >= settled && awaited && (!older || lasted >= wait))
      return Belief::at_once;
    return Belief::wait;
  }
  if (here < settling(check, moment)) return Belief::wait;
  if (spell.looks >= 2 && is_its_own && lasted >= wait) return Belief::at_once;
  const auto left = std::max(wait - lasted, 0.5);
  past.next_look = moment.at + std::chrono::seconds(std::llround(left * 60));
  return Belief::wait;
}

void describe_outage(Check& check, const TargetPast& past, const Moment& moment) {
  const auto* spell = past.spells.current();
  if (spell == nullptr) return;
  const auto since = local_moment(spell->from, moment.utc_offset);
  const auto back = past.hours.usually_back(moment.local);
  constexpr int morning = 240;
  const bool not_back = back && back->late <= moment.local.minute &&
                        moment.local.minute < back->late + morning &&
                        (since.day != moment.local.day || since.minute <= back->late);
  for (auto& finding : check.findings) {
    if (finding.severity != Severity::failure) continue;
    finding.evidence.push_back({"failing_since", spell->from});
    finding.evidence.push_back({"failed_looks", std::int64_t{spell->looks}});
    if (not_back) {
      const auto usual = past.attempts.usual_first(moment.local);
      finding.explanation = not_back_text(back->late, usual ? usual->minute : -1);
      finding.evidence.push_back({"usually_up_by", clock_text(back->late)});
    } else {
      finding.explanation = since_text(since, moment.local, finding.explanation);
    }
  }
}

Finding failing_more_often(const Spells::Burst& burst, const Moment& moment) {
  auto finding = make_finding("trend.failing_more_often",
                              {{"failures", std::int64_t{burst.spells}},
                               {"since", burst.since},
                               {"usual_per_day", std::round(burst.usual_per_day * 100) / 100},
                               {"now_per_day", std::round(burst.now_per_day * 100) / 100}});
  finding.explanation =
      flapping_text(burst, local_moment(burst.since, moment.utc_offset), moment.local);
  finding.evidence.push_back({"basis", basis_of(burst)});
  return finding;
}

std::optional<SysTime> look_before_use(const TargetPast& past, const Moment& moment) {
  constexpr int ahead = 15;
  const auto usual = past.attempts.usual_first(moment.local);
  if (!usual || usual->minute - ahead <= moment.local.minute) return {};
  return from_local(moment.local.day, usual->minute - ahead, moment.utc_offset);
}

}  // namespace monitor
