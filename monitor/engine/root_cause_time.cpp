#include "monitor/engine/finding_tracker.h"
#include "monitor/engine/possible_cause.h"
#include "monitor/engine/root_cause.h"
#include "monitor/foresight/settling.h"
#include "monitor/model/taken_back.h"

#include <algorithm>
#include <utility>

// RootCause's part that no look moves: what was told before this start, who is watched, time and
// this computer's situation.

namespace monitor {

using Kind = FindingChange::Kind;

namespace {

// Those that cannot be looked at now are waited for in that rhythm.
constexpr std::chrono::minutes looks_later{5};

}  // namespace

void RootCause::restore(const FindingChange& open) {
  std::vector<Target> watched;
  for (const auto id : open.targets) {
    if (const auto* target = sights_.target(id)) watched.push_back(*target);
  }
  // That this computer was the obstacle is no trouble that targets have.
  if (watched.empty() || verdict_of({&open.finding, 1}) == Verdict::unknown) return;
  if (open.targets.size() == 1) {
    alone_.push_back(open);
    return;
  }
  Shared shared;
  shared.cause = cause_of_shared(open.finding, watched);
  shared.told = open;
  for (const auto target : open.targets)
    shared.members[target] =
        FindingChange{Kind::opened, {target}, finding_of_each(open), open.since};
  shared_.push_back(std::move(shared));
}

RootCause::Changes RootCause::remove(TargetId target, Changes closed) {
  Changes told;
  for (auto& change : closed) {
    if (shared_by(target, change.finding) != nullptr || update_waiting(change)) continue;
    told.push_back(std::move(change));
  }
  std::erase_if(alone_, [&](const auto& alone) { return alone.targets.front() == target; });
  std::erase_if(left_, [&](FindingChange& left) {
    std::erase(left.targets, target);
    return left.targets.empty();
  });
  sights_.remove(target);
  std::erase_if(shared_, [&](Shared& shared) {
    if (shared.members.erase(target) == 0 || !shared.members.empty()) return false;
    shared.told.kind = Kind::closed;
    told.push_back(shared.told);
    return true;
  });
  return told;
}

void RootCause::leave_for(const std::string& network) {
  network_ = network;
  std::erase_if(shared_, [&](Shared& shared) {
    if (network.empty() || shared.network.empty() || shared.network == network) return false;
    const auto& targets = shared.told.targets;
    judged_anew_.insert(judged_anew_.end(), targets.begin(), targets.end());
    left_.push_back(std::move(shared.told));
    left_.back().kind = Kind::closed;
    return true;
  });
}

/// The next network may block as well: what comes through ends it, what is told instead takes its
/// place.
void RootCause::end_left(const Check* check, Changes& told) {
  std::erase_if(left_, [&](FindingChange& left) {
    const auto is_its = [&](TargetId id) { return std::ranges::count(left.targets, id) > 0; };
    const auto* failed = check == nullptr ? nullptr : failing_step(*check);
    const bool through = check != nullptr && is_its(check->target.id) &&
                         (failed == nullptr || !ended_on_the_way(*failed));
    const bool replaced = std::ranges::any_of(told, [&](const FindingChange& one) {
      return one.kind == Kind::opened && may_be_an_outage(one.finding) &&
             std::ranges::any_of(one.targets, is_its);
    });
    if (!through && !replaced) return false;
    if (!through) left.finding.evidence.push_back({std::string(left_behind), true});
    told.insert(told.begin(), std::move(left));
    return true;
  });
}

RootCause::Changes RootCause::set_situation(const Situation& situation, SysTime at,
                                            SteadyTime now) {
  // Where it wakes is not known yet.
  const bool moved = !situation.asleep && !network_.empty() && situation.network != network_;
  Changes told;
  if (!situation.asleep) leave_for(situation.network);
  vpn_ = situation.vpn.value_or("");
  const bool was_cut_off = std::exchange(cut_off_, is_cut_off(situation));
  if (cut_off_) {
    if (!was_cut_off) offline_.begin(sights_.elsewhere(), at, now);
    return told;
  }
  if (!was_cut_off && !moved) return told;
  sights_.age();
  if (const auto change = offline_.end()) told.push_back(*change);
  // What was suspected before says little about the network that is there now.
  for (auto& waiting : waiting_) {
    waiting.from = now;
    waiting.until = now + parts_after;
    waiting.longer = false;
  }
  for (auto& shared : shared_) {
    if (shared.ends_at) shared.ends_at = now + parts_after;
  }
  return told;
}

void RootCause::close(Shared& shared, Changes& told) {
  if (shared.told.kind == Kind::closed) return;
  shared.told.kind = Kind::closed;
  told.push_back(shared.told);
}

/// One of them is well again.
void RootCause::end_for_one(Shared& shared, const FindingChange& closed, SteadyTime now,
                            Changes& told) {
  const auto target = closed.targets.front();
  shared.members.erase(target);
  if (is_taken_back(closed.finding)) {
    // Before what it is told as now.
    take_back(shared.told.finding);
    if (shared.members.empty()) close(shared, told);
    return;
  }
  if (shared.ends_at || shared.members.empty()) return;
  if (is_a_certificates(shared.cause) || is_a_trends(shared.cause)) {
    std::erase(shared.told.targets, target);
    told.push_back(shared.told);
    return;
  }
  shared.well_since = now;
  shared.ends_at = now + parts_after;
  for (const auto& [member, alone] : shared.members)
    suspects_.push_back(member);
}

void RootCause::part(SteadyTime now, Changes& told) {
  std::erase_if(shared_, [&](Shared& shared) {
    if (!shared.members.empty()) {
      if (!shared.ends_at || *shared.ends_at > now) return false;
      // Out of reach for now, or about to be well: how they are will be seen later.
      const bool outage = may_be_an_outage(shared.told.finding);
      if (std::ranges::any_of(shared.members, [&](const auto& member) {
            return !sights_.was_seen(member.first, shared.well_since) ||
                   (outage && sights_.is_awaited(member.first)) ||
                   sights_.looks_well(member.first, shared.cause, outage);
          })) {
        shared.ends_at = now + looks_later;
        return false;
      }
      // It came back to those that were well.
      const auto first = shared.members.begin()->first;
      if (sights_.weigh(shared.cause, first, {shared.well_since, now}, true) ==
          Sights::Answer::shared) {
        shared.ends_at.reset();
        return false;
      }
    }
    // It is over for those that are not told of alone.
    std::erase_if(shared.told.targets, [&](TargetId target) {
      const auto member = shared.members.find(target);
      return member != shared.members.end() && member->second;
    });
    close(shared, told);
    for (auto& [target, alone] : shared.members) {
      if (alone) tell_alone(std::move(*alone), told);
    }
    return true;
  });
}

RootCause::Changes RootCause::settle(SteadyTime now) {
  Changes told;
  if (const auto change = offline_.settle(now)) told.push_back(*change);
  if (cut_off_) return told;
  decide(now, told);
  part(now, told);
  end_left(nullptr, told);
  return told;
}

std::optional<SteadyTime> RootCause::next_settle() const {
  auto next = offline_.next_tell();
  if (cut_off_) return next;
  const auto keep = [&next](SteadyTime at) {
    if (!next || at < *next) next = at;
  };
  for (const auto& waiting : waiting_)
    keep(waiting.until);
  for (const auto& shared : shared_) {
    if (shared.ends_at) keep(*shared.ends_at);
  }
  return next;
}

}  // namespace monitor
