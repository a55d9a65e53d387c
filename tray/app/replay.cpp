#include "tray/app/replay.h"

#include "monitor/engine/monitor.h"
#include "monitor/engine/offline.h"
#include "monitor/engine/wrong_clock.h"
#include "monitor/foresight/attempts.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace tray {

namespace {

using monitor::Check;
using monitor::SteadyTime;
using monitor::SysTime;
using monitor::Target;
using monitor::TargetId;
using Kind = RecordedEvent::Kind;

constexpr std::chrono::minutes minute{1};
constexpr SysTime::duration hour = std::chrono::hours{1};
// Findings of a steady look are judged anew after that at the latest.
constexpr std::chrono::days holds_at_most{7};
// Nothing is said of a certificate's end before that, nor that long before the first threshold.
constexpr std::chrono::days a_month{32};
constexpr std::chrono::days margin{2};
// A step that takes longer, and succeeds, may be judged slow.
constexpr monitor::Millis quick{1'000};
// How long a look that failed says that an attempt failed for the same reason.
constexpr std::chrono::minutes says_still{20};
// How long it says that a look would fail again.
constexpr std::chrono::minutes hardly_changes{5};

/// A target is met again by its name, or by where it is.
std::string key_of(const Target& target) {
  if (!target.name.empty()) return "name " + target.name;
  auto key = "at " + monitor::to_text(target.endpoint);
  if (target.gateway) key += " by " + monitor::to_text(*target.gateway);
  return key;
}

/// From so long before a certificate's end on something may be said of it.
std::chrono::days dated_from(const monitor::Thresholds& thresholds) {
  return std::max(a_month, thresholds.certificate_days.front() + margin);
}

/// The next moment at which that certificate's dates may be judged otherwise: from `dated` on
/// what is said of them changes whole hours before the end.
SysTime next_date(const std::optional<monitor::CertificateFacts>& certificate, SysTime now,
                  std::chrono::days dated, SysTime until) {
  if (!certificate) return until;
  if (certificate->not_before > now) until = std::min(until, certificate->not_before);
  if (certificate->not_after - now > dated) return std::min(until, certificate->not_after - dated);
  const auto past_the_hour = (certificate->not_after - now) % hour;
  const bool before_end = past_the_hour > SysTime::duration{0};
  return std::min(until, now + past_the_hour + (before_end ? SysTime::duration{0} : hour));
}

/// What was said of the server's clock, which told `then`, would be said again.
bool has_same_clock(const Check& check, const std::optional<double>& then) {
  if (!check.identity) return true;
  const auto now = check.identity->clock_skew_s;
  constexpr double next_to_nothing_s = 1;
  constexpr double five_minutes_s = 300;
  return now.has_value() == then.has_value() &&
         (!now || (std::abs(*now - *then) < next_to_nothing_s &&
                   std::abs(std::abs(*now) - five_minutes_s) > next_to_nothing_s));
}

bool is_another(const std::optional<monitor::CertificateFacts>& now,
                const std::optional<monitor::CertificateFacts>& before) {
  return now && now != before;
}

bool is_quick(const Check& check) {
  return std::all_of(check.steps.begin(), check.steps.end(),
                     [](const auto& step) { return step.took < quick || step.error; });
}

/// Keeps of a look what the next one is compared with.
void keep(Check& kept, const Check& seen, bool as_before) {
  kept.at = seen.at;
  if (as_before && kept.target.id == seen.target.id) {
    for (std::size_t i = 0; i < seen.steps.size(); ++i)
      kept.steps[i].took = seen.steps[i].took;
    if (seen.identity) kept.identity->clock_skew_s = seen.identity->clock_skew_s;
    return;
  }
  kept.target = seen.target;
  kept.steps = seen.steps;
  kept.identity = seen.identity;
  // A look that got less far leaves what an earlier one saw.
  if (seen.certificate) kept.certificate = seen.certificate;
  if (seen.gateway_certificate) kept.gateway_certificate = seen.gateway_certificate;
}

}  // namespace

Replay::Replay(Setup setup, std::function<void(const notify::Alert&)> told)
    : told_(std::move(told)) {
  for (const auto& target : setup.saved) {
    last_id_ = std::max(last_id_, static_cast<std::int64_t>(target.id));
    add(target);
  }
  const monitor::MonitorSettings usual;
  reasoning_.set_rules(
      {usual.failures_to_believe, usual.recoveries_to_believe, usual.confirm_after});
  policy_.set_rules(std::move(setup.rules));
  reasoning_.set_thresholds(setup.thresholds);
  judge_.set_thresholds(std::move(setup.thresholds));
}

void Replay::add(const Target& target) {
  by_name_[key_of(target)] = target.id;
  targets_.push_back(target);
  targets_changed_ = true;
}

Target Replay::known(Target target) {
  const auto found = by_name_.find(key_of(target));
  if (found == by_name_.end()) {
    target.id = TargetId{++last_id_};
    add(target);
    return target;
  }
  const auto saved = std::find_if(targets_.begin(), targets_.end(),
                                  [&](const Target& one) { return one.id == found->second; });
  return *saved;
}

void Replay::take(const RecordedLines::Line& line) {
  if (line.check != nullptr) take_look(*line.check, line.as_before);
  if (line.event != nullptr) take_event(*line.event);
}

void Replay::pass_time(SysTime at) {
  if (targets_changed_) {
    targets_changed_ = false;
    consider(reasoning_.set_targets(targets_));
    policy_.set_targets(targets_);
  }
  const auto before = std::exchange(now_, at).value_or(at);
  if (situation_.asleep) return;
  // A clock that was set back has not taken time back; what was seen before is fresh no more.
  const bool was_set_back = before - at >= monitor::clock_was_wrong_from;
  const auto least = was_set_back ? SysTime::duration{minute} : SysTime::duration::zero();
  const auto end = steady_ + std::max(at - before, least);
  for (auto next = reasoning_.next_settle(); next && *next <= end;
       next = reasoning_.next_settle()) {
    if (*next > steady_) steady_ = *next;
    now_ = at - std::chrono::duration_cast<SysTime::duration>(end - steady_);
    consider(reasoning_.settle(steady_));
    if (reasoning_.next_settle() == next) break;
  }
  steady_ = end;
  now_ = at;
  if (steady_ - reminded_ < minute) return;
  reminded_ = steady_;
  const auto worth_repeating = [&](TargetId id, const monitor::Finding& found, SysTime told) {
    return reasoning_.worth_repeating(id, found, told, at);
  };
  for (const auto& alert : policy_.due_reminders(at, worth_repeating))
    told_(alert);
}

void Replay::take_look(const Check& check, bool as_before) {
  pass_time(check.at);
  // Whoever looks is awake, and whoever is answered is online; where, the recording has not said.
  const auto answered = [&] {
    return failing_step(check) == nullptr && !is_this_computer(check.target);
  };
  if (situation_.asleep || (!situation_.online && answered())) move({});
  auto& past = pasts_[check.target.id];
  if (!as_before || !past.holds_for(check)) past.judge(check, judge_);
  keep(past.check, check, as_before);
  // Only findings are understood in another way, so nothing else is copied.
  past.check.findings = past.judged;
  understand(past);
}

void Replay::understand(Past& past) {
  reasoning_.understand(past.check, reasoning_.moves());
  consider(reasoning_.take(past.check, steady_));
}

bool Replay::Past::holds_for(const Check& now) const {
  return holds_until && now.at < *holds_until && now.at >= check.at && is_quick(now) &&
         has_same_clock(now, judged_skew_s);
}

void Replay::Past::judge(const Check& now, const monitor::Judge& judge) {
  const bool first = check.target.id != now.target.id;
  judged = judge.judge(now, first ? nullptr : &check);
  judged_skew_s = now.identity ? now.identity->clock_skew_s : std::nullopt;
  // A change is seen once, so what follows it must be judged again.
  const bool new_certificate = is_another(now.certificate, check.certificate) ||
                               is_another(now.gateway_certificate, check.gateway_certificate);
  holds_until.reset();
  if (first || new_certificate || !is_quick(now)) return;
  const auto dated = dated_from(judge.thresholds());
  const auto until = next_date(now.certificate, now.at, dated, now.at + holds_at_most);
  holds_until = next_date(now.gateway_certificate, now.at, dated, until);
}

void Replay::take_event(const RecordedEvent& event) {
  pass_time(event.at);
  if (event.utc_offset) {
    policy_.set_utc_offset(*event.utc_offset);
    reasoning_.set_utc_offset(*event.utc_offset);
    judge_.set_utc_offset(*event.utc_offset);
  }
  auto situation = situation_;
  if (event.network) situation.network = *event.network;
  if (event.vpn) situation.vpn = *event.vpn;
  switch (event.kind) {
    case Kind::sleep:
      situation.asleep = true;
      break;
    case Kind::wake:
      situation.asleep = false;
      break;
    case Kind::offline:
      situation.online = false;
      break;
    case Kind::online:
      situation.online = true;
      break;
    case Kind::network_changed:
      situation.online = situation.online || !situation.network.empty();
      break;
    case Kind::user_connects:
    case Kind::user_disconnects:
      break;
  }
  // Who wakes has slept, though nothing told so, and may be where it was.
  if (event.kind == Kind::wake || situation != situation_) move(situation);
  const auto used = by_name_.find("name " + event.target);
  if (used == by_name_.end()) return;
  auto& past = pasts_[used->second];
  if (event.kind == Kind::user_connects) {
    reasoning_.note_attempt(used->second, event.at);
    past.tried_at = event.at;
    // The tray looks before it connects.
    fail_again(past, event.at, hardly_changes);
  } else if (event.kind == Kind::user_disconnects && event.at >= past.tried_at &&
             event.at - past.tried_at < monitor::in_vain_within) {
    fail_again(past, event.at, says_still);
  }
}

/// Takes in a look that sees what the newest one saw, if that failed, here and so lately.
void Replay::fail_again(Past& past, SysTime at, std::chrono::minutes lately) {
  const bool is_new = past.check.at >= moved_at_ && at - past.check.at < lately;
  if (!is_new || failing_step(past.check) == nullptr) return;
  past.check.at = at;
  past.check.findings = past.judged;
  understand(past);
}

void Replay::move(const monitor::Situation& situation) {
  situation_ = situation;
  moved_at_ = *now_;
  consider(reasoning_.set_situation(situation, *now_, steady_).told);
}

void Replay::consider(const std::vector<monitor::FindingChange>& changes) {
  for (const auto& change : changes) {
    if (const auto alert = policy_.consider(change, *now_)) told_(*alert);
  }
}

}  // namespace tray
