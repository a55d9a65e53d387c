#include "monitor/foresight/outages.h"

#include "monitor/foresight/patience.h"
#include "monitor/foresight/settling.h"
#include "monitor/foresight/usual_outages.h"
#include "monitor/foresight/words.h"
#include "monitor/model/finding_codes.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace monitor {

namespace {

using std::chrono::minutes;

// Who saved it will have been where it answers, in hours of looking: sooner where that was at more
// places than one.
constexpr double reached_within_h = 2.5;
constexpr double reached_from_elsewhere_within_h = 25;
constexpr double vpn_takes_min = std::chrono::duration<double, std::ratio<60>>(vpn_takes).count();
constexpr double longest_restart = 20;
constexpr int looks_once_it_says_why = 3;
constexpr double minutes_once_it_says_why = 4;
constexpr double soon_after_waking = 6;
constexpr double after_waking = 14;
constexpr double at_an_unknown_hour = 40;
constexpr double while_often_failing = 60;

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
  if (!spell.own || spell.from >= moment.here_since || moment.line_is_poor) return false;
  if (spell.looks - spell.looks_since_wake < 2 || moment.others_bad > 0) return false;
  if (use.soon && moment.settles_min < settles_at_once) return true;
  return moment.others_good > 0 && minutes_between(spell.from, moment.at) <= short_sleep;
}

/// The minute of the hosts' day by which one that went off before is normally up, where that is
/// now or was in the last hours.
std::optional<int> minute_it_should_be_back(const Spell& spell, const TargetPast& past,
                                            const Moment& moment) {
  constexpr int morning = 240;
  const auto& now = moment.at_host;
  const auto back = past.hours.usually_back(now);
  if (!back || now.minute < back->late || now.minute >= back->late + morning) return {};
  const auto began = local_moment(spell.from, moment.host_utc_offset);
  if (began.day == now.day && began.minute > back->late) return {};
  return back->late;
}

/// Weighs one failing look and what came before it.
class Weighing {
 public:
  Weighing(const Check& check, TargetPast& past, const Moment& moment)
      : check_(check),
        past_(past),
        moment_(moment),
        spell_(*past.spells.current()),
        patience_(patience(check, past, moment)) {}

  Belief belief();

 private:
  Belief of_one_never_reached() const;
  Belief of_a_new_target() const;
  Belief of_what_it_says() const;
  Belief of_what_began_away() const;
  Belief of_what_began_here();
  void count_alike();

  double watched_h() const { return moment_.awake_h - past_.begun_h.value_or(0); }

  /// A gateway is up as long as it answers for another.
  double lasted() const {
    const bool gateway = failing_step(check_)->step.starts_with("gateway.");
    const auto from = gateway ? std::max(spell_.from, moment_.host_good) : spell_.from;
    return minutes_between(from, moment_.at);
  }

  double here() const { return minutes_between(moment_.here_since, moment_.at); }

  /// The network may still settle. Who tries from a network that is known expects an answer.
  bool is_settling() const {
    const auto within = settling(check_, past_, moment_);
    return here() < (patience_.in_vain ? std::min(within, moment_.settles_min) : within);
  }

  /// Since this computer came here, or since a portal that turned it away lets others through.
  double let_through() const {
    const bool by_a_portal = spell_.turned_away && moment_.others_good > 0;
    return here() - (by_a_portal ? moment_.answered_min : 0);
  }

  /// It was silent a while ago, or may have been until this computer came here.
  bool may_just_be_starting() const {
    return here() < settles_after || minutes_between(past_.silent_at, moment_.at) < longest_restart;
  }

  /// It was off as usual until lately, and when it comes back is not known.
  bool may_yet_be_usual() const {
    constexpr double at_unknown_hours = 90;
    return spell_.last_usual != SysTime{} && !patience_.use.soon && !patience_.in_vain &&
           !past_.hours.usually_back(moment_.at_host) &&
           minutes_between(spell_.last_usual, moment_.at) < at_unknown_hours;
  }

  bool is_long_enough() const { return lasted() >= patience_.minutes && !may_yet_be_usual(); }

  /// A host that may be off, and that nobody has tried.
  bool is_left_alone() const { return patience_.off && !patience_.in_vain; }

  /// A name service that fails is hardly the host's fault: while others answer, what comes before
  /// or after it has to be seen twice.
  /// Where a look fails now and then for no reason that the next one shows, two in a row say
  /// little.
  bool is_seen_enough() const {
    constexpr std::chrono::days a_month{30};
    constexpr int now_and_then = 2;
    constexpr int looks_on_a_poor_line = 6;
    if (moment_.line_is_poor && !is_no_restart(check_)) return spell_.looks >= looks_on_a_poor_line;
    return spell_.looks > (past_.spells.lone_since(moment_.at - a_month) < now_and_then ? 1 : 2);
  }

  bool is_its_own() const { return moment_.others_good == 0 || spell_.looks_alike >= 2; }

  const Check& check_;
  TargetPast& past_;
  const Moment& moment_;
  Spell& spell_;
  Patience patience_;
};

void Weighing::count_alike() {
  const bool nameless = failing_step(check_)->step == "resolve";
  spell_.looks_alike = nameless == spell_.nameless ? spell_.looks_alike + 1 : 1;
  spell_.nameless = nameless;
}

/// Whether it can be reached from here at all is not known.
Belief Weighing::of_one_never_reached() const {
  const auto within =
      past_.reach.count_places() > 1 ? reached_within_h : reached_from_elsewhere_within_h;
  const bool due = patience_.in_vain || watched_h() >= within;
  return due && here() >= vpn_takes_min ? Belief::at_once : Belief::wait;
}

Belief Weighing::of_a_new_target() const {
  const bool portal = is_in_gateways_place(*failing_step(check_)) ||
                      (is_the_networks(check_) && moment_.others_good == 0);
  if (portal && here() < moment_.signed_in_min) return Belief::wait;
  const bool may_sleep = is_left_alone() && failed_while_away(spell_, past_, moment_);
  if (may_sleep && lasted() < at_an_unknown_hour) return Belief::wait;
  return is_its_own() ? Belief::by_rule : Belief::wait;
}

Belief Weighing::of_what_it_says() const {
  const bool seen_enough = spell_.looks >= looks_once_it_says_why ||
                           (spell_.looks >= 2 && lasted() >= minutes_once_it_says_why);
  return seen_enough ? Belief::at_once : Belief::wait;
}

/// It is known to have failed for long, or may well have: only the network must have settled. A
/// restart may be under way just now, but hardly in what has failed since before.
Belief Weighing::of_what_began_away() const {
  const bool older = spell_.from < moment_.here_since;
  if (goes_on(spell_, patience_.use, moment_) &&
      lasted() >= std::max(patience_.minutes, longest_restart))
    return Belief::at_once;
  const bool seen_enough = spell_.looks_since_wake >= 2 && (older || is_its_own()) &&
                           (!moment_.line_is_poor || is_seen_enough());
  const bool needed = patience_.use.soon || patience_.in_vain;
  // Of one that fails more often it is no news that it fails just now; nor is it on a poor line.
  const auto most = past_.burst || moment_.line_is_poor     ? while_often_failing
                    : needed                                ? soon_after_waking
                    : past_.hours.is_known(moment_.at_host) ? after_waking
                                                            : at_an_unknown_hour;
  const bool settled = older ? here() >= settling(check_, past_, moment_) / 2
                             : !is_settling() && let_through() >= std::min(patience_.minutes, most);
  const bool awaited = patience_.minutes < nobody_waits;
  const bool due = settled && awaited && (older ? is_long_enough() : !may_yet_be_usual());
  return seen_enough && due ? Belief::at_once : Belief::wait;
}

Belief Weighing::of_what_began_here() {
  if (is_settling()) return Belief::wait;
  if (is_seen_enough() && is_its_own() && is_long_enough()) return Belief::at_once;
  const auto left = std::max(patience_.minutes - lasted(), 0.5);
  past_.next_look = moment_.at + std::chrono::seconds(std::llround(left * 60));
  return Belief::wait;
}

Belief Weighing::belief() {
  past_.next_look = moment_.at + minutes{1};
  if (may_lack_network(check_, past_, moment_)) return of_one_never_reached();
  count_alike();
  if (watched_h() < known_after_h && !patience_.shaky) return of_a_new_target();
  if (says_why(check_)) return of_what_it_says();
  if (are_all_turned_away(check_, moment_)) return Belief::wait;
  const bool older = spell_.from < moment_.here_since;
  if (older && is_itself(check_) && is_long_enough() && !may_just_be_starting())
    return Belief::at_once;
  const bool away = older || failed_while_away(spell_, past_, moment_);
  spell_.usual = !patience_.in_vain && (patience_.off ? is_usual(spell_, away, past_, moment_)
                                                      : is_at_its_hour(spell_, past_, moment_));
  if (spell_.usual) {
    spell_.last_usual = moment_.at;
    return Belief::wait;
  }
  if (!away && (moment_.others_good > 0 || moment_.others_bad == 0)) spell_.own = true;
  spell_.missed = spell_.missed || patience_.off;
  if (is_left_alone() && is_often_off(spell_, past_, moment_)) return Belief::wait;
  return away ? of_what_began_away() : of_what_began_here();
}

}  // namespace

Belief weigh_outage(const Check& check, TargetPast& past, const Moment& moment) {
  return Weighing(check, past, moment).belief();
}

void describe_outage(Check& check, const TargetPast& past, const Moment& moment) {
  const auto* spell = past.spells.current();
  if (spell == nullptr) return;
  const auto since = local_moment(spell->from, moment.utc_offset);
  const auto not_back = minute_it_should_be_back(*spell, past, moment);
  for (auto& finding : check.findings) {
    if (finding.severity != Severity::failure) continue;
    finding.evidence.push_back({"failing_since", spell->from});
    finding.evidence.push_back({"failed_looks", std::int64_t{spell->looks}});
    if (may_be_off(check) && past.reach.is_known(moment.place))
      finding.evidence.push_back({"answered_here_before", true});
    if (not_back) {
      // Who travels lives by other hours.
      const auto usual =
          moment.is_abroad() ? std::nullopt : past.attempts.usual_first(moment.local);
      const int up_by = moment.on_users_clock(*not_back);
      finding.explanation = not_back_text(up_by, usual ? usual->early : -1);
      finding.evidence.push_back({"usually_up_by", clock_text(up_by)});
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
