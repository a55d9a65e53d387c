#include "monitor/engine/offline.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/lower_case.h"
#include "monitor/probes/probe.h"

#include <algorithm>
#include <utility>

namespace monitor {

namespace {

Evidence blank_facts_of(std::string_view step) {
  for (const auto& probe : all_probes()) {
    if (probe->step() == step) return probe->blank_facts();
  }
  return {};
}

std::vector<Observation> skipped_steps(const Target& target) {
  std::vector<Observation> steps;
  const auto add = [&](std::string_view step) {
    Observation skipped;
    skipped.step = step;
    skipped.facts = blank_facts_of(step);
    steps.push_back(std::move(skipped));
  };
  if (target.gateway) {
    for (const auto* step : {"gateway.resolve", "gateway.connect", "gateway.tls"})
      add(step);
  }
  for (const auto* step : {"resolve", "connect", "negotiate", "tls", "identity"})
    add(step);
  return steps;
}

}  // namespace

bool is_this_computer(const Target& target) {
  const auto host = lower_case(target.gateway ? target.gateway->host : target.endpoint.host);
  return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") ||
         host == "::1";
}

bool is_cut_off(const Situation& situation) {
  return situation.asleep || !situation.online;
}

Check apply_situation(Check check, const Situation& situation) {
  if (!is_cut_off(situation) || is_this_computer(check.target)) return check;
  if (failing_step(check) == nullptr) return check;
  check.findings.assign(1, make_finding("network.offline"));
  return check;
}

Check offline_check(const Target& target, SysTime at) {
  Check check;
  check.target = target;
  check.at = at;
  check.steps = skipped_steps(target);
  check.findings.push_back(make_finding("network.offline"));
  return check;
}

void OfflineSpell::begin(std::vector<TargetId> targets, SysTime at, SteadyTime now) {
  if (targets.empty()) return;
  FindingChange change;
  change.targets = std::move(targets);
  change.finding = make_finding("network.offline");
  change.since = at;
  change_ = std::move(change);
  tells_at_ = now + find_code("network.offline")->patience;
}

std::optional<FindingChange> OfflineSpell::end() {
  auto change = std::exchange(change_, {});
  if (std::exchange(tells_at_, {}) || !change) return {};
  change->kind = FindingChange::Kind::closed;
  return change;
}

std::optional<FindingChange> OfflineSpell::settle(SteadyTime now) {
  if (!tells_at_ || *tells_at_ > now) return {};
  tells_at_.reset();
  return change_;
}

}  // namespace monitor
