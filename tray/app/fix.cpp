#include "tray/app/fix.h"

#include "monitor/inspections/inspection.h"
#include "monitor/repair/remedy.h"
#include "tray/app/fix_outcome.h"

#include <algorithm>

namespace tray {

namespace {

using monitor::Check;
using monitor::Failure;
using monitor::LocalFinding;
using monitor::Result;
using monitor::StepState;
using Stage = FixProgress::Stage;

tl::unexpected<Failure> stopped() {
  return monitor::fail(Failure::Kind::unavailable, "You stopped it; nothing was changed.");
}

void tell(const FixReach& reach, Stage stage, std::string text) {
  if (reach.heard) reach.heard({stage, std::move(text), {}});
}

bool is_cancelled(const FixReach& reach) {
  return reach.cancelled && reach.cancelled();
}

/// What a look and this computer say together.
struct Examined {
  std::vector<LocalFinding> local;
  std::vector<std::string> not_readable;
};

Examined examined(const Check& check, const FixReach& reach) {
  const auto around = reach.look_around();
  return {monitor::examine_all({check.target, &check}, around), around.not_readable};
}

monitor::RepairPlan plan_for(const Check& check, const std::vector<LocalFinding>& local) {
  std::vector<LocalFinding> all;
  for (const auto& finding : check.findings)
    all.push_back({finding, {}});
  all.insert(all.end(), local.begin(), local.end());
  return monitor::plan_repair(monitor::shown_name(check.target), all);
}

bool is_chosen(const monitor::RepairStep& step, const std::vector<std::string>& chosen) {
  return !monitor::is_for_the_host(step) && std::ranges::find(chosen, step.id) != chosen.end();
}

FixReport finished(FixReport report) {
  report.outcome = outcome_of(report);
  report.sentence = sentence_of(report);
  return report;
}

bool can_be_put_back(const monitor::JournalStep& step) {
  return step.step.act == monitor::StepAct::remove_item && step.state == StepState::applied;
}

}  // namespace

Result<Diagnosis> diagnose(const monitor::Target& target, const FixReach& reach) {
  tell(reach, Stage::looking, "Looking at " + monitor::shown_name(target) + "…");
  auto check = reach.look(target);
  if (!check || is_cancelled(reach)) return stopped();
  tell(reach, Stage::inspecting, "Looking at what this computer keeps…");
  auto [local, not_readable] = examined(*check, reach);
  if (is_cancelled(reach)) return stopped();
  Diagnosis diagnosis;
  diagnosis.causes = monitor::rank_causes(*check, local);
  diagnosis.plan = plan_for(*check, local);
  diagnosis.tested = tested_by(*check);
  diagnosis.not_readable = std::move(not_readable);
  if (diagnosis.not_readable.empty())
    diagnosis.tested.emplace_back("What this computer keeps about it was read.");
  diagnosis.before = *std::move(check);
  return diagnosis;
}

FixReport report_of_plan(const Diagnosis& diagnosis) {
  FixReport report;
  report.diagnosis = diagnosis;
  report.steps = planned_steps(diagnosis.plan);
  report.remaining = diagnosis.causes;
  return finished(std::move(report));
}

Result<FixReport> repair(const Diagnosis& diagnosis, const std::vector<std::string>& chosen,
                         monitor::RepairRunner& runner, const FixReach& reach) {
  auto report = report_of_plan(diagnosis);
  const auto& steps = diagnosis.plan.steps;
  if (std::ranges::none_of(steps, [&](const auto& step) { return is_chosen(step, chosen); })) {
    for (auto& step : report.steps) {
      if (step.on_this_computer) step.state = StepState::skipped;
    }
    return report;
  }
  const auto record = runner.apply(
      diagnosis.plan, chosen,
      [&](const monitor::JournalStep& step) {
        if (reach.heard) reach.heard({Stage::mending, step.step.title, shown_step(step)});
      },
      reach.cancelled);
  if (!record) return tl::unexpected(record.error());
  report.steps.clear();
  for (const auto& step : record->steps)
    report.steps.push_back(shown_step(step));
  if (std::ranges::any_of(record->steps, can_be_put_back)) report.undo_id = record->id;
  tell(reach, Stage::looking_again, "Looking again whether it works…");
  report.after = reach.look(diagnosis.before.target);
  if (!report.after) return report;
  report.remaining = monitor::rank_causes(*report.after, examined(*report.after, reach).local);
  return finished(std::move(report));
}

}  // namespace tray
