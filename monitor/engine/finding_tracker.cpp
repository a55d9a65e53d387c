#include "monitor/engine/finding_tracker.h"

#include "monitor/engine/possible_cause.h"
#include "monitor/engine/wrong_clock.h"
#include "monitor/foresight/own_clock.h"
#include "monitor/model/finding_codes.h"
#include "monitor/model/taken_back.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace monitor {

namespace {

using Kind = FindingChange::Kind;

constexpr std::string_view gateway_prefix = "gateway.";

std::string_view step_of_area(std::string_view area) {
  if (area == "name") return "resolve";
  if (area == "tcp") return "connect";
  if (area == "rdp") return "negotiate";
  // What is remembered of a certificate is compared with the one that is shown.
  if (area == "tls" || area == "certificate" || area == "cache") return "tls";
  if (area == "identity") return "identity";
  return {};
}

/// The step that a finding of that code is judged from; empty where it is from no step.
std::string step_of(std::string_view code) {
  const bool gateway = code.starts_with(gateway_prefix);
  if (gateway) code.remove_prefix(gateway_prefix.size());
  const auto step = step_of_area(code.substr(0, code.find('.')));
  // gateway.not_a_gateway and gateway.service_down are what its HTTPS answer says.
  if (gateway) return std::string(gateway_prefix) + std::string(step.empty() ? "tls" : step);
  return std::string(step);
}

/// Whether that look would have shown it, had it been there.
bool was_looked_for(const Finding& finding, const Check& check) {
  // One that goes well may leave out who and how late it is there.
  if (finding.code == "identity.clock_skew")
    return has_told_its_time(check) && !is_barely_within_reach(finding, check);
  if (finding.code.starts_with("identity.")) return check.identity.has_value();
  if (failing_step(check) == nullptr) return true;
  const auto* step = find_step(check, step_of(finding.code));
  return step == nullptr || step->outcome == Outcome::ok;
}

FindingChange change(Kind kind, TargetId target, const Finding& finding, SysTime since) {
  return {kind, {target}, finding, since};
}

std::optional<Kind> step_between(const Finding& told, const Finding& seen) {
  if (seen.severity > told.severity || seen.level > told.level) return Kind::worsened;
  if (seen.severity < told.severity || seen.level < told.level) return Kind::eased;
  return {};
}

bool is_another_matter(const Finding& told, const Finding& seen) {
  return !told.subject.empty() && !seen.subject.empty() && told.subject != seen.subject;
}

/// A host that declines gets slower and fails more often, now the one and now the other.
bool are_one_matter(const Finding& a, const Finding& b) {
  constexpr std::string_view trend = "trend.";
  return a.code == b.code || (a.code.starts_with(trend) && b.code.starts_with(trend));
}

std::chrono::seconds patience_of(const Finding& finding) {
  const auto* row = find_code(finding.code);
  return row == nullptr ? std::chrono::seconds{0} : row->patience;
}

void keep_earlier(std::optional<SteadyTime>& earliest, std::optional<SteadyTime> other) {
  if (other && (!earliest || *other < *earliest)) earliest = other;
}

}  // namespace

bool is_outage(const Finding& finding, const Check& check) {
  if (finding.severity != Severity::failure) return false;
  const auto* step = find_step(check, step_of(finding.code));
  return step != nullptr && step->outcome == Outcome::failed;
}

bool may_be_an_outage(const Finding& finding) {
  if (finding.severity != Severity::failure) return false;
  const std::string_view code = finding.code;
  if (code.ends_with("certificate.unreadable")) return true;
  return code.find("certificate.") == code.npos && !code.starts_with("identity.");
}

void FindingTracker::restore(const FindingChange& open) {
  for (const auto target : open.targets) {
    Matter matter;
    matter.finding = finding_of_each(open);
    matter.since = open.since;
    matter.open = true;
    matter.outage = may_be_an_outage(open.finding);
    states_[target].matters.push_back(std::move(matter));
  }
}

std::vector<FindingChange> FindingTracker::update(const Check& check, SteadyTime now,
                                                  const Outlook& outlook) {
  std::vector<FindingChange> changes;
  auto& state = states_[check.target.id];
  if (verdict_of(check) == Verdict::unknown) return changes;
  withdraw(state, {check, outlook, now}, changes);
  for (auto& matter : state.matters) {
    ++matter.missing;
    matter.shown = false;
  }
  for (const auto& finding : check.findings)
    see(state, {check, outlook, now}, finding, changes);
  std::erase_if(state.matters, [&](Matter& matter) {
    return matter.missing > 0 && miss(matter, {check, outlook, now}, changes);
  });
  state.next_look.reset();
  for (const auto& matter : state.matters)
    keep_earlier(state.next_look, wish(matter, now));
  return changes;
}

/// What a wrong clock has said and the right one does not; with all else of the same certificate
/// that is not so.
void FindingTracker::withdraw(State& state, const Seen& seen, std::vector<FindingChange>& changes) {
  const auto& check = seen.check;
  std::vector<std::string> wrong;
  for (auto& matter : state.matters) {
    // Or it was set back while this program did not run.
    const bool doubted = matter.doubted || matter.since - check.at >= clock_was_wrong_from;
    if (!matter.open || !doubted || !is_shown_again(matter.finding, check)) continue;
    matter.doubted = false;
    if (is_dated(matter.finding.code) && !is_still_so(matter.finding, check, seen.outlook) &&
        !is_out_of_time(matter.finding, check, seen.outlook))
      wrong.push_back(matter.finding.subject);
  }
  if (wrong.empty()) return;
  std::erase_if(state.matters, [&](Matter& matter) {
    const bool is_wrong = std::ranges::find(wrong, matter.finding.subject) != wrong.end();
    if (!matter.open || !is_wrong || !is_dated(matter.finding.code) ||
        is_still_so(matter.finding, check, seen.outlook)) {
      return false;
    }
    take_back(matter.finding);
    changes.push_back(change(Kind::closed, check.target.id, matter.finding, matter.since));
    return true;
  });
}

/// A host without a valid certificate that breaks off TLS: that the certificate has ended was told.
bool FindingTracker::is_told_as_an_end(const State& state, const Finding& finding) {
  const bool gateway = finding.code.starts_with(gateway_prefix);
  const bool in_tls = finding.code.find("tls.") != std::string::npos ||
                      finding.code.ends_with("no_certificate_on_host");
  return in_tls && std::ranges::any_of(state.matters, [&](const Matter& matter) {
           return matter.open && matter.finding.code.ends_with("certificate.expired") &&
                  matter.finding.code.starts_with(gateway_prefix) == gateway;
         });
}

void FindingTracker::see(State& state, const Seen& seen, const Finding& finding,
                         std::vector<FindingChange>& changes) {
  const auto& check = seen.check;
  const auto target = check.target.id;
  const bool outage = is_outage(finding, check);
  auto found = std::find_if(state.matters.begin(), state.matters.end(), [&](const Matter& matter) {
    return outage ? matter.outage : !matter.outage && are_one_matter(matter.finding, finding);
  });
  if (found == state.matters.end()) {
    Matter matter;
    matter.finding = finding;
    matter.since = check.at;
    matter.suspected_from = seen.now;
    matter.outage = outage;
    found = state.matters.insert(state.matters.end(), std::move(matter));
  }
  auto& matter = *found;
  matter.shown = true;
  const auto believed = belief(seen.outlook, finding.code, outage);
  // What is left of it would not be told, or is no end: whether it is over is found below.
  if (matter.open && !outage && finding.severity < matter.finding.severity &&
      (believed == Belief::wait || !was_looked_for(matter.finding, check))) {
    return;
  }
  matter.missing = 0;
  ++matter.seen;
  if (!matter.open) {
    matter.finding = finding;
    matter.belief = is_told_as_an_end(state, finding) ? Belief::wait : believed;
    if (!is_believed(matter, seen)) return;
    matter.open = true;
    changes.push_back(change(Kind::opened, target, finding, matter.since));
    return;
  }
  matter.newest.reset();
  // However it fails or declines: until that is over it is the trouble that was told. Nor does what
  // would not be told now become worse.
  if (outage || believed == Belief::wait || finding.code != matter.finding.code) {
    matter.newest = finding;
    return;
  }
  if (is_another_matter(matter.finding, finding)) {
    // The new one first: its end is then no relief.
    changes.push_back(change(Kind::opened, target, finding, check.at));
    changes.push_back(change(Kind::closed, target, matter.finding, matter.since));
    matter.since = check.at;
  } else if (const auto kind = step_between(matter.finding, finding)) {
    changes.push_back(change(*kind, target, finding, matter.since));
  }
  matter.finding = finding;
}

bool FindingTracker::is_believed(const Matter& matter, const Seen& seen) const {
  switch (matter.belief) {
    case Belief::wait:
      return false;
    case Belief::at_once:
      return true;
    case Belief::by_rule:
      break;
  }
  if (matter.outage && matter.seen < rules_.failures_to_believe) return false;
  return seen.now - matter.suspected_from >= patience_of(matter.finding);
}

bool FindingTracker::miss(Matter& matter, const Seen& seen,
                          std::vector<FindingChange>& changes) const {
  const auto& check = seen.check;
  if (!was_looked_for(matter.finding, check) ||
      is_out_of_time(matter.finding, check, seen.outlook)) {
    matter.missing = 0;
    return false;
  }
  if (!matter.open) return true;
  // What is only worth knowing needs no second look to be over.
  const bool weighty = matter.finding.severity != Severity::information;
  if (weighty && matter.missing < rules_.recoveries_to_believe) return false;
  changes.push_back(change(Kind::closed, check.target.id, matter.finding, matter.since));
  return true;
}

std::optional<SteadyTime> FindingTracker::wish(const Matter& matter, SteadyTime now) const {
  if (matter.open) {
    if (matter.missing == 0) return {};
    return now + rules_.confirm_after;
  }
  if (matter.outage && matter.seen < rules_.failures_to_believe) return now + rules_.confirm_after;
  // Foresight says itself when it wants to look again.
  if (matter.belief == Belief::wait) return {};
  return matter.suspected_from + patience_of(matter.finding);
}

void FindingTracker::forget_suspicions() {
  for (auto& [target, state] : states_) {
    std::erase_if(state.matters, [](const Matter& matter) { return !matter.open; });
    for (auto& matter : state.matters)
      matter.missing = 0;
    state.next_look.reset();
  }
}

void FindingTracker::forget_outages(const std::vector<TargetId>& targets) {
  for (const auto target : targets)
    std::erase_if(states_[target].matters, [](const Matter& matter) { return matter.outage; });
}

std::vector<FindingChange> FindingTracker::forget(TargetId target) {
  std::vector<FindingChange> changes;
  const auto found = states_.find(target);
  if (found == states_.end()) return changes;
  for (const auto& matter : found->second.matters) {
    if (matter.open) changes.push_back(change(Kind::closed, target, matter.finding, matter.since));
  }
  states_.erase(found);
  return changes;
}

const Finding* FindingTracker::newest(TargetId target, const Finding& finding) const {
  const auto found = states_.find(target);
  if (found == states_.end()) return nullptr;
  const bool outage = may_be_an_outage(finding);
  const auto& matters = found->second.matters;
  const auto matter = std::ranges::find_if(matters, [&](const Matter& one) {
    return one.shown && (outage ? one.outage : one.finding.code == finding.code);
  });
  if (matter == matters.end()) return nullptr;
  return matter->newest ? &*matter->newest : &matter->finding;
}

std::optional<SteadyTime> FindingTracker::next_look(TargetId target) const {
  const auto found = states_.find(target);
  return found == states_.end() ? std::nullopt : found->second.next_look;
}

}  // namespace monitor
