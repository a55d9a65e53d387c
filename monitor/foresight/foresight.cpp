#include "monitor/foresight/foresight.h"

#include "monitor/foresight/outages.h"
#include "monitor/foresight/settling.h"
#include "monitor/model/finding_codes.h"
#include "monitor/model/whereabouts.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace monitor {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

// An outage of this length begins to be no habit.
constexpr hours habit_at_most{16};

double took_ms(const Check& check) {
  double sum = 0;
  for (const auto& step : check.steps) {
    if (step.outcome == Outcome::ok && !std::string_view(step.step).ends_with("resolve"))
      sum += step.took.count();
  }
  return sum;
}

/// Within the hour, as far as is known.
bool may_be_used_soon(const Attempts& attempts, const LocalMoment& now) {
  constexpr std::size_t known = 6;
  constexpr int known_days = 3;
  constexpr double perhaps = 0.15;
  const bool unknown = attempts.count() < known || attempts.days_like(now) < known_days;
  return unknown || attempts.likely_within(now, 60) >= perhaps;
}

}  // namespace

void Foresight::set_situation(const Situation& situation, SysTime at) {
  keep_time(at);
  if (presence_.set_situation(situation, at)) wake_spells();
}

void Foresight::wake_spells() {
  for (auto& [id, past] : pasts_)
    past.spells.wake();
}

void Foresight::keep_time(SysTime at) {
  if (now_ == SysTime{}) {
    now_ = at;
    presence_.begin(at);
  }
  const auto step = at - now_;
  now_ = at;
  own_clock_.pass(at, step);
  host_time_.pass(at);
  if (step < -minutes{1}) {
    // Set back: what has lasted has lasted, whatever the clock says.
    presence_.shift(step);
    for (auto& [id, past] : pasts_) {
      past.spells.shift(step);
      past.drift.set_back(at);
      past.host.set_back(at);
      past.gateway.set_back(at);
      for (auto* moment : {&past.last_good, &past.tried_at, &past.last_fail, &past.silent_at,
                           &past.nameless_at, &past.last_look, &past.last_telling})
        shift_moment(*moment, step);
    }
    return;
  }
  if (step > pace_.longest_pause()) {
    presence_.wake(at);
    wake_spells();
  } else if (step > SysTime::duration{0}) {
    awake_h_ += std::chrono::duration<double, std::ratio<3600>>(step).count();
  }
}

Moment Foresight::moment(SysTime at) const {
  Moment moment;
  moment.at = at;
  moment.local = local_moment(at, utc_offset_);
  moment.utc_offset = utc_offset_;
  moment.host_utc_offset = host_time_.utc_offset();
  moment.at_host = moment.host_utc_offset == utc_offset_ ? moment.local
                                                         : local_moment(at, moment.host_utc_offset);
  moment.awake_h = awake_h_;
  presence_.describe(moment);
  moment.line_is_poor = lossy_.is_lossy(moment.place.network);
  moment.usual_short_min = short_ones_.nearly_all_min();
  return moment;
}

void Foresight::consider(Check& check) {
  outlook_.clear();
  const auto before = now_;
  keep_time(check.at);
  if (check.at - before > pace_.longest_pause()) presence_.note_pause(before, check.at);
  if (verdict_of(check) == Verdict::unknown) return;
  auto& own = pasts_[check.target.id];
  if (own.host_name.empty())
    own.host_name = check.target.gateway ? check.target.gateway->host : check.target.endpoint.host;
  own.by_gateway = check.target.gateway.has_value();
  own.on_rdp_port = !own.by_gateway && check.target.endpoint.port == rdp_port;
  auto now = moment(check.at);
  now.use = &own.attempts;
  now.tried_at = own.tried_at;
  now.seen_every_days = own.seen_every_days;
  outlook_.over_vpn = own.reach.needs_vpn(now.place);
  if (!own.begun_h) own.begun_h = awake_h_;
  own.attempts.note_day(now.local);
  own.next_look.reset();
  const auto* failed = failing_step(check);
  // Who does not tell its identity may be well all the same.
  if (failed == nullptr || failed->step == "identity") {
    take_good(check, own, now);
  } else {
    take_bad(check, own, now);
  }
  if (own.last_look != SysTime{}) pace_.note(check.at - own.last_look);
  own.last_look = check.at;
}

void Foresight::take_good(Check& check, TargetPast& own, const Moment& now) {
  own.last_telling = now.at;
  if (!is_lost()) own.reach.answered(now.place, now.visit);
  lossy_.answered(now.place.network);
  own.hours.note(now.at_host, true);
  own.note_seen(now.local.day);
  if (const auto over = own.spells.succeed(now.at)) {
    if (!over->told && !over->turned_away) short_ones_.add(over->seen_minutes());
    constexpr minutes arriving{2};
    const bool on_the_way = over->failing != Failing::answered;
    if (on_the_way && over->from >= now.here_since + arriving && over->seen_minutes() < 15)
      lossy_.interrupted(now.place.network, own.host_name);
    const bool was_off = over->until - own.last_good >= hours{4};
    // A network that is not up yet right after waking is gone by the next look.
    if (was_off && over->seen_minutes() >= 4 && over->until - over->last <= minutes{16})
      own.hours.note_back(now.at_host);
  }
  own.way = TargetPast::Way::open;
  presence_.answered(now.at);
  own.last_good = now.at;
  const int part = now.local.minute / 360 + (now.local.is_weekend() ? 4 : 0);
  own.slowness.note(now.at, now.local.day, now.place.network * 64 + now.place.vpn, part,
                    took_ms(check));
  foresee(check, own, now);
  hold_standing(check, own, true);
}

/// What a failing look adds to what is known of the way to the target.
void Foresight::note_way(TargetPast& own, const Check& check, SysTime at) const {
  const auto& failed = *failing_step(check);
  own.last_fail = at;
  own.last_timed_out = failed.step == "connect" && failed.error && failed.error->kind == "timeout";
  own.turned_away = may_be_anothers(failed);
  const bool lost = ended_on_the_way(failed) || may_be_a_portal(failed, at);
  own.way = lost ? TargetPast::Way::blocked : TargetPast::Way::unclear;
  if (!failed.error) return;
  const auto& kind = failed.error->kind;
  if (kind == "timeout" && ended_on_the_way(failed)) {
    own.silent_at = at;
    own.silent_address = public_address(check);
  }
  // A network that lets nobody through yet says of names what it likes.
  if (kind == "lookup_timeout" || (kind == "not_found" && !presence_.is_through()))
    own.nameless_at = at;
}

void Foresight::take_bad(Check& check, TargetPast& own, Moment& now) {
  const auto& failed = *failing_step(check);
  const bool on_the_way = ended_on_the_way(failed);
  note_way(own, check, now.at);
  const auto without_others = now;
  count_others(check.target.id, own, now);
  if (own.way == TargetPast::Way::blocked && is_cut_off(failed, own, now)) {
    check.findings.assign(1, make_finding("network.offline"));
    return;
  }
  own.way = TargetPast::Way::unclear;
  // Anybody on the way, a portal or a firewall, can turn away in the host's name.
  const bool by_itself = is_itself(check) || says_why(check);
  const bool elsewhere = on_the_way || (!by_itself && is_expected_elsewhere(own, now));
  if (elsewhere && is_out_of_reach(check, own, now)) {
    own.spells.leave_out(presence_.here_since());
    return;
  }
  if (by_itself && !is_lost()) own.reach.answered(now.place, now.visit);
  own.last_telling = now.at;
  if (part_spells(own, check, now)) {
    now = without_others;
    count_others(check.target.id, own, now);
  }
  const auto& spell = fail(own, check, now);
  own.way = on_the_way || spell.from >= presence_.here_since() ? TargetPast::Way::blocked
                                                               : TargetPast::Way::unclear;
  // A name service that keeps still says nothing of when the host is up.
  const bool says_nothing = failed.error && failed.error->kind == "lookup_timeout";
  const bool may_be_habit = now.at - spell.from < habit_at_most || now.at_host.is_weekend();
  if (may_be_habit && !says_nothing) own.hours.note(now.at_host, false);
  outlook_.outage = weigh_outage(check, own, now);
  if (outlook_.outage == Belief::at_once) own.spells.current()->told = true;
  describe_outage(check, own, now);
  foresee(check, own, now);
  hold_standing(check, own, false);
}

void Foresight::note_attempt(TargetId target, SysTime at) {
  auto& own = pasts_[target];
  own.attempts.add(local_moment(at, utc_offset_));
  own.tried_at = at;
  own.host.note_attempt(at);
  own.gateway.note_attempt(at);
}

bool Foresight::bears_repeating(TargetId target, SysTime told, SysTime now) const {
  const auto found = pasts_.find(target);
  if (found == pasts_.end()) return false;
  const auto& own = found->second;
  // Nobody was awake to look: how it is now is not known yet.
  const bool slept = now - now_ > pace_.longest_pause();
  if (slept || own.last_telling < presence_.here_since() + vpn_takes) return false;
  // It may have been mended while nobody looked, and be off as usual now, or fail by another cause.
  const auto* spell = own.spells.current();
  const bool another = own.spells.aside() != nullptr && spell != nullptr && !spell->told;
  if (another || (spell != nullptr && spell->usual)) return false;
  if (told == SysTime{}) return true;
  return own.tried_at <= told && may_be_used_soon(own.attempts, local_moment(now, utc_offset_));
}

std::optional<SysTime> Foresight::next_look(TargetId target) const {
  const auto found = pasts_.find(target);
  if (found == pasts_.end()) return {};
  auto next = found->second.next_look;
  const auto before_use = look_before_use(found->second, moment(now_));
  if (before_use && (!next || *before_use < *next)) next = before_use;
  return next;
}

}  // namespace monitor
