#include "monitor/engine/root_cause.h"

#include "monitor/engine/finding_tracker.h"
#include "monitor/engine/possible_cause.h"
#include "monitor/model/taken_back.h"

#include <algorithm>

namespace monitor {

namespace {

using std::chrono::seconds;
using Kind = FindingChange::Kind;

// A few looks of ten seconds, some of them one after the other.
constexpr seconds waits_at_most{30};
// What comes in days can wait for the others' usual looks.
constexpr std::chrono::minutes waits_for_usual_looks{5};
// Looks of one wake-up do not end in the same instant.
constexpr seconds same_moment{5};

bool is_same_subject(const Finding& a, const Finding& b) {
  return a.subject.empty() || b.subject.empty() || a.subject == b.subject;
}

/// What is broken at a target is one matter, however it fails by now.
bool is_same_matter(const FindingChange& a, const FindingChange& b) {
  if (a.targets != b.targets) return false;
  return (a.finding.code == b.finding.code && is_same_subject(a.finding, b.finding)) ||
         (may_be_an_outage(a.finding) && may_be_an_outage(b.finding));
}

seconds longest_wait(const Finding& finding) {
  const bool comes_in_days = finding.level > 0 || finding.code.starts_with("trend.");
  return comes_in_days ? waits_for_usual_looks : waits_at_most;
}

/// What is left of a shared trouble may fail in another way by now.
void keep_as_it_is_now(Finding& told, const Check& check) {
  if (!may_be_an_outage(told)) return;
  for (const auto& finding : check.findings) {
    if (is_outage(finding, check)) told = finding;
  }
}

}  // namespace

RootCause::Changes RootCause::join(const Check& check, Changes changes, SteadyTime now,
                                   const Outlook& outlook) {
  Changes told;
  if (verdict_of(check) == Verdict::unknown) {
    sights_.note_in_vain(check.target.id);
    return told;
  }
  sights_.note(check, now, outlook.outage == Belief::wait, outlook.over_vpn);
  for (auto& shared : shared_) {
    const auto member = shared.members.find(check.target.id);
    if (member == shared.members.end()) continue;
    shared.cause = as_seen(std::move(shared.cause), check);
    // One that was only ever suspected leaves as it came.
    if (!member->second && !sights_.has_cause(check.target.id, shared.cause)) {
      shared.members.erase(member);
    } else if (member->second && shared.ends_at) {
      keep_as_it_is_now(member->second->finding, check);
    } else if (member->second && outlook.outage == Belief::at_once &&
               sights_.refutes(check.target.id, shared.cause)) {
      if (auto own = free_one(shared, check)) changes.push_back(*std::move(own));
    }
  }
  for (auto& change : changes)
    take_in(std::move(change), check, now, told);
  decide(now, told);
  part(now, told);
  end_left(&check, told);
  return told;
}

/// It does not have it any more and is sure to fail in another way, which is to be judged anew.
std::optional<FindingChange> RootCause::free_one(Shared& shared, const Check& check) {
  if (!may_be_an_outage(shared.told.finding) || failing_step(check) == nullptr) return {};
  auto member = shared.members.extract(check.target.id);
  keep_as_it_is_now(member.mapped()->finding, check);
  auto& targets = shared.told.targets;
  if (targets.size() > 1) std::erase(targets, check.target.id);
  return std::move(member.mapped());
}

void RootCause::take_in(FindingChange change, const Check& check, SteadyTime now, Changes& told) {
  if (change.kind != Kind::opened) {
    const auto told_alone = std::find_if(alone_.begin(), alone_.end(), [&](const auto& alone) {
      return is_same_matter(alone, change);
    });
    if (told_alone != alone_.end()) {
      if (change.kind == Kind::closed) {
        // As it was told, which may be another code.
        change.finding.code = told_alone->finding.code;
        alone_.erase(told_alone);
      } else {
        told_alone->finding = change.finding;
      }
      told.push_back(std::move(change));
      return;
    }
    if (!follow(change, now, told) && !update_waiting(change)) told.push_back(std::move(change));
    return;
  }
  auto causes = possible_causes(check, change.finding, sights_.way_to(check.target.id));
  std::erase_if(causes, [&](const auto& cause) {
    return is_a_computers(cause) && !sights_.is_of_several(cause);
  });
  if (absorb(change, causes, told) || join_alone(change, causes, told)) return;
  if (causes.empty() || is_this_computer(check.target)) {
    told.push_back(std::move(change));
    return;
  }
  // Before that of its old certificate is over: that end is then no relief.
  if (is_last_with(check.target.id, change.finding.code))
    return tell_alone(std::move(change), told);
  const auto from = sights_.has_since(check.target.id, causes).value_or(now) - same_moment;
  for (const auto& cause : causes) {
    const auto others = sights_.missing(cause, {from, now});
    suspects_.insert(suspects_.end(), others.begin(), others.end());
  }
  const auto until = now + longest_wait(change.finding);
  waiting_.push_back({std::move(change), std::move(causes), from, until});
}

RootCause::Shared* RootCause::shared_by(TargetId target, const Finding& finding) {
  const auto found = std::find_if(shared_.begin(), shared_.end(), [&](const Shared& shared) {
    return shared.members.contains(target) && is_part_of(finding, shared.cause) &&
           (is_a_certificates(shared.cause) || is_same_subject(finding, shared.told.finding));
  });
  return found == shared_.end() ? nullptr : &*found;
}

bool RootCause::absorb(const FindingChange& change, const std::vector<std::string>& causes,
                       Changes& told) {
  const auto target = change.targets.front();
  for (auto& shared : shared_) {
    // What comes after it began to be over is another trouble.
    const bool ends = shared.ends_at || is_taken_back(shared.told.finding);
    const bool is_member = shared.members.contains(target);
    if (ends && !is_member) continue;
    const bool as_before =
        is_member && shared.cause == some_computer_cause && may_be_an_outage(change.finding);
    if (!as_before && !is_among(shared.cause, causes)) continue;
    if (!is_a_certificates(shared.cause) && !is_same_subject(change.finding, shared.told.finding))
      continue;
    const bool is_other_time = std::ranges::all_of(
        shared.members, [&](const auto& one) { return sights_.disagree(one.first, target); });
    if (shared.cause == clock_cause && is_other_time) continue;
    shared.members[target] = change;
    auto& targets = shared.told.targets;
    if (std::find(targets.begin(), targets.end(), target) == targets.end()) {
      targets.push_back(target);
      told.push_back(shared.told);
    }
    return true;
  }
  return false;
}

/// The same certificate of the same gateway, or this computer's clock, told of another target a
/// while ago.
bool RootCause::join_alone(const FindingChange& change, const std::vector<std::string>& causes,
                           Changes& told) {
  for (auto alone = alone_.begin(); alone != alone_.end(); ++alone) {
    if (alone->targets == change.targets) continue;
    const auto* target = sights_.target(alone->targets.front());
    if (target == nullptr) continue;
    const auto cause = std::ranges::find_if(causes, [&](const std::string& one) {
      const bool by_now =
          one != clock_cause || (!sights_.disagree(target->id, change.targets.front()) &&
                                 !sights_.is_our_clock_confirmed());
      return by_now && sights_.could_share(one, target->id) &&
             is_known_to_be_one(one, alone->finding, change.finding);
    });
    if (cause == causes.end()) continue;
    Shared shared;
    shared.cause = *cause;
    shared.told = *alone;
    shared.told.finding = finding_of_shared(*cause, alone->finding, true);
    shared.told.targets.push_back(change.targets.front());
    shared.members[alone->targets.front()] = std::move(*alone);
    shared.members[change.targets.front()] = change;
    alone_.erase(alone);
    told.push_back(shared.told);
    shared_.push_back(std::move(shared));
    return true;
  }
  return false;
}

bool RootCause::follow(const FindingChange& change, SteadyTime now, Changes& told) {
  auto* shared = shared_by(change.targets.front(), change.finding);
  if (shared == nullptr) return false;
  if (change.kind == Kind::closed) {
    const auto& own = shared->members[change.targets.front()];
    // Its new certificate has the same fault.
    if (own && !is_same_subject(own->finding, change.finding)) return true;
    end_for_one(*shared, change, now, told);
    return true;
  }
  shared->members[change.targets.front()] =
      FindingChange{Kind::opened, change.targets, change.finding, change.since};
  // What is better for one is not yet better for all.
  if (change.kind == Kind::eased) return true;
  auto& finding = shared->told.finding;
  const bool news =
      change.finding.level != finding.level || change.finding.severity != finding.severity;
  auto now_told = finding_of_shared(shared->cause, change.finding, true);
  now_told.subject = finding.subject;
  finding = std::move(now_told);
  if (news) told.push_back({change.kind, shared->told.targets, finding, shared->told.since});
  return true;
}

bool RootCause::update_waiting(const FindingChange& change) {
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& waiting) {
    return is_same_matter(waiting.change, change);
  });
  if (found == waiting_.end()) return false;
  if (change.kind == Kind::closed) {
    waiting_.erase(found);
  } else {
    found->change.finding = change.finding;
  }
  return true;
}

bool RootCause::is_last_with(TargetId target, const std::string& code) const {
  return std::ranges::any_of(alone_,
                             [&](const auto& alone) {
                               return alone.targets.front() == target && alone.finding.code == code;
                             }) ||
         std::ranges::any_of(shared_, [&](const Shared& shared) {
           return shared.members.size() == 1 && shared.members.contains(target) &&
                  shared.told.finding.code == code;
         });
}

}  // namespace monitor
