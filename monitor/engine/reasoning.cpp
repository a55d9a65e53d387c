#include "monitor/engine/reasoning.h"

#include "monitor/engine/offline.h"
#include "monitor/engine/wrong_clock.h"
#include "monitor/model/local_finding.h"

#include <algorithm>
#include <utility>

namespace monitor {

namespace {

// A server that has just failed or come back often does so again within minutes.
constexpr std::chrono::minutes restless_for{10};

void append(Reasoning::Changes& all, Reasoning::Changes more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

}  // namespace

void Reasoning::restore(Changes open) {
  for (const auto& change : open) {
    if (change.finding.code != outdated_certificate) continue;
    // It holds until it has been compared anew.
    for (const auto id : change.targets)
      warnings_[id] = change.finding;
  }
  restored_ = std::move(open);
}

bool Reasoning::note_warning(TargetId target, std::optional<Finding> warning) {
  if (!warning) return warnings_.erase(target) > 0;
  const auto known = warnings_.find(target);
  const bool is_news = known == warnings_.end() || known->second.subject != warning->subject;
  warnings_[target] = *std::move(warning);
  return is_news;
}

Reasoning::Changes Reasoning::set_targets(const std::vector<Target>& targets) {
  Changes told;
  std::set<TargetId> wanted;
  for (const auto& target : targets)
    wanted.insert(target.id);
  for (const auto id : watched_) {
    if (wanted.contains(id)) continue;
    append(told, root_cause_.remove(id, tracker_.forget(id)));
    restless_until_.erase(id);
    foresight_.forget(id);
    warnings_.erase(id);
  }
  watched_ = std::move(wanted);
  root_cause_.set_targets(targets);
  for (auto& change : std::exchange(restored_, {})) {
    std::erase_if(change.targets, [&](TargetId id) { return !watched_.contains(id); });
    tracker_.restore(change);
    root_cause_.restore(change);
  }
  return told;
}

void Reasoning::keep_time(SysTime at) {
  if (clock_ - at >= clock_was_wrong_from) tracker_.doubt_dates();
  const bool was_awake = clock_ != SysTime{} && !situation_.asleep;
  if (was_awake && at - clock_ >= clock_was_wrong_from) tracker_.doubt_beginnings();
  clock_ = at;
}

Reasoning::Turn Reasoning::set_situation(const Situation& situation, SysTime at, SteadyTime now) {
  keep_time(at);
  const auto before = std::exchange(situation_, situation);
  const bool was_cut_off = is_cut_off(before);
  const bool cut_off = is_cut_off(situation);
  // The first report says where we are, not that we have moved.
  const bool moved = std::exchange(situation_known_, true) &&
                     (before.vpn != situation.vpn ||
                      (before.network != situation.network && !before.network.empty()));
  Turn turn;
  foresight_.set_situation(situation, at);
  turn.told = root_cause_.set_situation(situation, at, now);
  // What a network was at fault for is judged anew on the next one.
  tracker_.forget_outages(root_cause_.take_judged_anew());
  if (was_cut_off == cut_off && !moved) return turn;
  ++moves_;
  tracker_.forget_suspicions();
  turn.cut_off = cut_off && !was_cut_off;
  turn.look_again = !cut_off;
  return turn;
}

void Reasoning::understand(Check& check, int moves) {
  keep_time(check.at);
  auto situation = situation_;
  // A connection that was broken by the network's own change says nothing about the target.
  if (moves != moves_) situation.asleep = true;
  const bool cut_off = is_cut_off(situation);
  if (cut_off) check = apply_situation(std::move(check), situation);
  const bool is_about_target = !cut_off || verdict_of(check) != Verdict::unknown;
  const bool saved = check.target.id != unsaved;
  // Nor is one that outlived it learned from: which way it took is not known.
  passed_over_ = saved && situation.asleep && is_about_target;
  foreseen_ = saved && !situation.asleep && is_about_target;
  if (foreseen_) foresight_.consider(check);
  const auto warning = warnings_.find(check.target.id);
  if (warning != warnings_.end() && check.certificate &&
      check.certificate->sha256 == warning->second.subject)
    check.findings.push_back(warning->second);
}

Reasoning::Changes Reasoning::take(const Check& check, SteadyTime now) {
  if (passed_over_) return {};
  const Outlook none;
  const auto& outlook = foreseen_ ? foresight_.outlook() : none;
  auto changes = tracker_.update(check, now, outlook);
  at_ = check.at;
  now_ = now;
  for (const auto& change : changes) {
    if (change.finding.severity == Severity::failure)
      restless_until_[check.target.id] = now + restless_for;
  }
  return root_cause_.join(check, std::move(changes), now, outlook);
}

std::optional<SteadyTime> Reasoning::next_look(TargetId target) const {
  auto next = tracker_.next_look(target);
  const auto foreseen = foresight_.next_look(target);
  if (!foreseen) return next;
  const auto then = now_ + std::max<SysTime::duration>(*foreseen - at_, std::chrono::seconds{1});
  return next && *next < then ? next : then;
}

bool Reasoning::is_restless(TargetId target, SteadyTime now) const {
  const auto until = restless_until_.find(target);
  return until != restless_until_.end() && until->second > now;
}

}  // namespace monitor
