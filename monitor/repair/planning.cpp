#include "monitor/repair/remedy.h"

#include <algorithm>

namespace monitor {

namespace {

constexpr std::string_view full_clean = "this_computer.forget_target";

/// The order in which steps are shown and done; what cannot be taken back comes late.
int rank_of(const RepairStep& step) {
  if (step.act == StepAct::tell_administrator) return 4;
  if (step.remedy == full_clean) return 3;
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

void add_unless_known(RepairPlan& plan, RepairStep step) {
  const bool known = std::ranges::any_of(
      plan.steps, [&](const RepairStep& other) { return is_the_same(step, other); });
  if (!known) plan.steps.push_back(std::move(step));
}

void put_in_order(RepairPlan& plan) {
  std::ranges::stable_sort(plan.steps, {}, rank_of);
  int number = 0;
  for (auto& step : plan.steps)
    step.id = std::to_string(++number);
}

}  // namespace

RepairPlan plan_repair(std::string target, std::span<const LocalFinding> findings) {
  RepairPlan plan{.target = std::move(target), .steps = {}};
  const auto remedies = all_remedies();
  for (const auto& finding : findings) {
    for (const auto& remedy : remedies) {
      if (!remedy->treats(finding.finding)) continue;
      for (auto& step : remedy->plan(finding))
        add_unless_known(plan, std::move(step));
    }
  }
  put_in_order(plan);
  return plan;
}

void offer_full_clean(RepairPlan& plan, std::span<const SavedItem> traces) {
  for (const auto& item : traces) {
    RepairStep step;
    step.act = StepAct::remove_item;
    step.remedy = full_clean;
    step.title = "Remove: " + item.shown_as;
    step.why =
        item.kind == ItemKind::sign_in
            ? "Nothing is wrong with it. For a full clean: you type the password next time."
            : "Nothing is wrong with it. For a full clean of what is kept about this target.";
    step.item = item;
    add_unless_known(plan, std::move(step));
  }
  put_in_order(plan);
}

bool is_full_clean(const RepairStep& step) {
  return step.remedy == full_clean;
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
