#include "monitor/engine/judge.h"

#include "monitor/model/finding_codes.h"
#include "monitor/probes/probe.h"

#include <algorithm>

namespace monitor {

namespace {

/// The probes as one line: each after the one that it needs.
Judge::Rungs in_order(Judge::Rungs probes) {
  Judge::Rungs line;
  std::string_view last;
  while (!probes.empty()) {
    const auto next = std::find_if(probes.begin(), probes.end(),
                                   [last](const auto& probe) { return probe->needs() == last; });
    // A probe that nothing leads to still comes, at the end.
    const auto chosen = next == probes.end() ? probes.begin() : next;
    last = (*chosen)->step();
    line.push_back(std::move(*chosen));
    probes.erase(chosen);
  }
  return line;
}

/// Green is earned: a broken step that no probe has words for still is a failure.
void judge_silence(const Check& check, std::vector<Finding>& findings) {
  const auto* broken = failing_step(check);
  if (broken == nullptr || broken->step == "identity") return;
  const bool said = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::failure;
  });
  if (said) return;
  const bool gateway = broken->step.starts_with("gateway.");
  const auto reason = broken->error ? broken->error->message : std::string();
  findings.push_back(
      make_finding(gateway ? "gateway.not_a_gateway" : "rdp.malformed", {{"reason", reason}}));
}

}  // namespace

Judge::Judge() : rungs_(in_order(all_probes())) {}

Judge::~Judge() = default;

std::vector<Finding> Judge::judge(const Check& check, const Check* before) const {
  std::vector<Finding> findings;
  for (const auto& rung : rungs_) {
    if (!rung->applies(check.target)) continue;
    for (auto& finding : rung->judge(check, before, standards_)) {
      const bool known = std::any_of(findings.begin(), findings.end(),
                                     [&](const Finding& one) { return one.code == finding.code; });
      if (!known) findings.push_back(std::move(finding));
    }
  }
  judge_silence(check, findings);
  return findings;
}

}  // namespace monitor
