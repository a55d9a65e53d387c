#include "tray/app/diagnosis.h"

#include "monitor/repair/remedy.h"

namespace tray {

using monitor::JournalStep;
using monitor::RepairStep;
using monitor::StepAct;
using monitor::StepState;
using monitor::Undo;

namespace {

/// What to know before agreeing to it.
std::string note_about(const RepairStep& step) {
  switch (step.act) {
    case StepAct::tell_administrator:
      return "Only the host's administrator can do this.";
    case StepAct::empty_resolver_cache:
      return "Nothing is lost by it, so there is nothing to put back.";
    case StepAct::remove_item:
      break;
  }
  switch (step.item.undo) {
    case Undo::whole:
      return {};
    case Undo::needs_password_again:
      return "The system lets no program read this password, so it cannot be put back: you will "
             "be asked for it the next time.";
    case Undo::impossible:
      return "It cannot be put back.";
  }
  return {};
}

FixStep shown(const RepairStep& step) {
  FixStep one;
  one.id = step.id;
  one.remedy = step.remedy;
  one.title = step.title;
  one.why = step.why;
  one.on_this_computer = !monitor::is_for_the_host(step);
  one.reversible = step.act == StepAct::remove_item && step.item.undo == Undo::whole;
  one.needs_admin = !one.on_this_computer;
  one.by_default = step.by_default;
  one.full_clean = monitor::is_full_clean(step);
  one.detail = note_about(step);
  return one;
}

}  // namespace

std::vector<FixStep> planned_steps(const monitor::RepairPlan& plan) {
  std::vector<FixStep> steps;
  for (const auto& step : plan.steps)
    steps.push_back(shown(step));
  return steps;
}

FixStep shown_step(const JournalStep& step) {
  auto one = shown(step.step);
  // Nobody could have agreed to what is not for this computer: it is still to be done.
  one.state = one.on_this_computer ? step.state : StepState::planned;
  if (!step.detail.empty()) one.detail = step.detail;
  return one;
}

std::vector<std::string> proposed_ids(const Diagnosis& diagnosis) {
  return monitor::default_choice(diagnosis.plan);
}

std::string_view to_text(FixOutcome outcome) {
  switch (outcome) {
    case FixOutcome::fixed:
      return "fixed";
    case FixOutcome::improved:
      return "improved";
    case FixOutcome::unchanged:
      return "unchanged";
    case FixOutcome::needs_host_admin:
      return "needs_host_admin";
    case FixOutcome::nothing_wrong:
      return "nothing_wrong";
  }
  return "unchanged";
}

}  // namespace tray
