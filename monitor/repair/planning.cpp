#include "monitor/repair/remedy.h"

#include <algorithm>

namespace monitor {

namespace {

/// The order in which steps are shown and done; what cannot be taken back comes late.
int rank_of(const RepairStep& step) {
  if (step.act == StepAct::tell_administrator) return 3;
  if (step.act == StepAct::remove_item && step.item.undo != Undo::whole) return 2;
  return step.by_default ? 0 : 1;
}

bool is_the_same(const RepairStep& one, const RepairStep& other) {
  if (one.act != other.act) return false;
  switch (one.act) {
    case StepAct::remove_item:
      return one.item.place == other.item.place && one.item.id == other.item.id;
    case StepAct::empty_resolver_cache:
      return true;
    case StepAct::tell_administrator:
      return one.remedy == other.remedy;
  }
  return false;
}

}  // namespace

RepairPlan plan_repair(std::string target, std::span<const LocalFinding> findings) {
  RepairPlan plan{.target = std::move(target), .steps = {}};
  const auto remedies = all_remedies();
  for (const auto& finding : findings) {
    for (const auto& remedy : remedies) {
      if (!remedy->treats(finding.finding)) continue;
      for (auto& step : remedy->plan(finding)) {
        const bool known = std::ranges::any_of(
            plan.steps, [&](const RepairStep& other) { return is_the_same(step, other); });
        if (!known) plan.steps.push_back(std::move(step));
      }
    }
  }
  std::ranges::stable_sort(plan.steps, {}, rank_of);
  int number = 0;
  for (auto& step : plan.steps)
    step.id = std::to_string(++number);
  return plan;
}

std::vector<std::string> default_choice(const RepairPlan& plan) {
  std::vector<std::string> ids;
  for (const auto& step : plan.steps) {
    if (step.by_default) ids.push_back(step.id);
  }
  return ids;
}

bool is_for_the_host(const RepairStep& step) {
  return step.act == StepAct::tell_administrator;
}

}  // namespace monitor
