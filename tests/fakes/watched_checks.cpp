#include "tests/fakes/watched_checks.h"

#include "monitor/model/finding_codes.h"

namespace tests {

namespace {

std::vector<monitor::Observation> steps_of(const monitor::Target& target) {
  std::vector<std::string> names;
  if (target.gateway) names = {"gateway.resolve", "gateway.connect", "gateway.tls"};
  for (const auto* name : {"resolve", "connect", "negotiate", "tls", "identity"})
    names.emplace_back(name);
  std::vector<monitor::Observation> steps;
  for (const auto& name : names) {
    monitor::Observation step;
    step.step = name;
    const bool unseen = name == "identity" || (target.gateway && !name.starts_with("gateway."));
    step.outcome = unseen ? monitor::Outcome::skipped : monitor::Outcome::ok;
    steps.push_back(std::move(step));
  }
  return steps;
}

std::string_view verb_of(monitor::FindingChange::Kind kind) {
  switch (kind) {
    case monitor::FindingChange::Kind::opened:
      return "opened ";
    case monitor::FindingChange::Kind::worsened:
      return "worsened ";
    case monitor::FindingChange::Kind::eased:
      return "eased ";
    case monitor::FindingChange::Kind::closed:
      return "closed ";
  }
  return "";
}

}  // namespace

monitor::Target pc(int id) {
  monitor::Target target;
  target.id = monitor::TargetId{id};
  target.name = "pc" + std::to_string(id);
  target.endpoint.host = target.name + ".example.com";
  return target;
}

monitor::Target pc_at(int id, const std::string& host) {
  auto target = pc(id);
  target.endpoint.host = host;
  return target;
}

monitor::Check good_look(const monitor::Target& target, std::vector<monitor::Finding> findings) {
  monitor::Check check;
  check.target = target;
  check.steps = steps_of(target);
  check.findings = std::move(findings);
  return check;
}

monitor::Check broken_at(const monitor::Target& target, std::string_view step,
                         std::string_view code) {
  auto check = good_look(target, {monitor::make_finding(code)});
  bool reached = false;
  for (auto& seen : check.steps) {
    if (reached) seen.outcome = monitor::Outcome::skipped;
    if (seen.step != step) continue;
    reached = true;
    seen.outcome = monitor::Outcome::failed;
    seen.error = monitor::StepError{std::string(code.substr(code.rfind('.') + 1)), "It broke."};
  }
  return check;
}

std::vector<std::string> told_of(const std::vector<monitor::FindingChange>& changes) {
  std::vector<std::string> texts;
  for (const auto& change : changes) {
    texts.push_back(std::string(verb_of(change.kind)) + change.finding.code);
    if (change.targets.size() > 1) texts.back() += " x" + std::to_string(change.targets.size());
  }
  return texts;
}

}  // namespace tests
