#include "tray/app/repair_presenter.h"

#include "monitor/repair/remedy.h"

#include <algorithm>
#include <utility>

namespace tray {

namespace {

using monitor::Cause;
using monitor::StepState;

RepairCauseRow cause_row(const Cause& cause) {
  const auto& finding = cause.finding;
  std::string text = finding.explanation;
  if (!cause.how_we_know.empty()) text += (text.empty() ? "" : " ") + cause.how_we_know;
  return {sign_of(finding.severity), finding.title, std::move(text)};
}

std::string undo_of(const FixStep& step) {
  if (!step.detail.empty()) return step.detail;
  if (!step.on_this_computer) return "Only the host's administrator can do this.";
  return step.reversible ? "Can be undone." : "Cannot be undone.";
}

Sign sign_of_state(const FixStep& step) {
  switch (step.state) {
    case StepState::applied:
      return Sign::ready;
    case StepState::failed:
      return Sign::would_fail;
    case StepState::planned:
    case StepState::removing:
    case StepState::skipped:
    case StepState::undone:
      break;
  }
  return step.on_this_computer ? Sign::skipped : Sign::information;
}

std::string how_it_went(const FixStep& step) {
  switch (step.state) {
    case StepState::applied:
      return step.reversible ? "Done. Can be undone." : "Done.";
    case StepState::failed:
      return step.detail.empty() ? "This did not work; nothing was changed." : step.detail;
    case StepState::skipped:
      return "Not done.";
    case StepState::undone:
      return "Put back.";
    case StepState::planned:
    case StepState::removing:
      break;
  }
  return step.on_this_computer ? "Not done." : "Still to be done by the host's administrator.";
}

RepairStepRow planned_row(const FixStep& step) {
  RepairStepRow row;
  row.id = step.id;
  row.sign = step.on_this_computer ? Sign::information : Sign::skipped;
  row.can_be_ticked = step.on_this_computer;
  row.ticked = step.on_this_computer && step.by_default;
  row.title = step.title;
  row.why = step.why;
  row.undo = undo_of(step);
  return row;
}

RepairStepRow done_row(const FixStep& step) {
  RepairStepRow row;
  row.id = step.id;
  row.sign = sign_of_state(step);
  row.title = step.title;
  row.why = step.why;
  row.undo = how_it_went(step);
  row.can_be_undone = step.state == StepState::applied && step.reversible;
  return row;
}

/// Where a remedy is done by hand.
std::optional<SystemPage> page_of(std::string_view remedy) {
  if (remedy == "this_computer.remove_credential" || remedy == "this_computer.type_password")
    return SystemPage::sign_ins;
  if (remedy == "this_computer.check_network" || remedy == "this_computer.connect_network" ||
      remedy == "this_computer.check_vpn" || remedy == "this_computer.flush_resolver")
    return SystemPage::network;
  if (remedy == "this_computer.allow_client") return SystemPage::firewall;
  if (remedy == "this_computer.sync_clock" || remedy == "host.sync_clock")
    return SystemPage::date_and_time;
  return std::nullopt;
}

std::vector<SystemPage> pages_for(const std::vector<Cause>& causes) {
  std::vector<SystemPage> pages;
  for (const auto& cause : causes) {
    for (const auto& remedy : cause.finding.remedies) {
      const auto page = page_of(remedy);
      if (page && std::ranges::count(pages, *page) == 0) pages.push_back(*page);
    }
  }
  return pages;
}

bool is_for_administrator(const std::vector<Cause>& causes) {
  return std::ranges::any_of(causes, [](const Cause& cause) {
    return std::ranges::any_of(cause.finding.remedies, [](const std::string& remedy) {
      return remedy.starts_with("host.") || remedy.starts_with("gateway.");
    });
  });
}

void add_causes(RepairView& view, const std::vector<Cause>& causes) {
  for (const auto& cause : causes)
    view.causes.push_back(cause_row(cause));
  view.pages = pages_for(causes);
  view.for_administrator = is_for_administrator(causes);
}

Sign sign_of(FixOutcome outcome) {
  switch (outcome) {
    case FixOutcome::fixed:
    case FixOutcome::nothing_wrong:
      return Sign::ready;
    case FixOutcome::improved:
      return Sign::at_risk;
    case FixOutcome::unchanged:
    case FixOutcome::needs_host_admin:
      return Sign::would_fail;
  }
  return Sign::unknown;
}

std::string headline_of(FixOutcome outcome) {
  switch (outcome) {
    case FixOutcome::fixed:
      return "The connection is mended";
    case FixOutcome::improved:
      return "It is better, but something is left";
    case FixOutcome::unchanged:
      return "This did not mend it";
    case FixOutcome::needs_host_admin:
      return "The other computer's administrator is needed";
    case FixOutcome::nothing_wrong:
      return "Nothing is wrong";
  }
  return {};
}

std::string plan_headline(const RepairView& view, bool nothing_wrong) {
  if (nothing_wrong) return "Nothing is wrong";
  const bool ticked = std::ranges::any_of(view.steps, &RepairStepRow::ticked);
  if (ticked) return "This computer can mend something";
  if (view.for_administrator) return "The other computer's administrator is needed";
  const bool choice = std::ranges::any_of(view.steps, &RepairStepRow::can_be_ticked);
  return choice ? "Something can be tried" : "This is what was found";
}

RepairStepRow past_row(const monitor::JournalStep& step) {
  auto row = done_row(shown_step(step));
  row.id = std::to_string(step.number);
  row.can_be_ticked = false;
  return row;
}

}  // namespace

std::string repair_title(const monitor::Target& target) {
  return "Fix my connection to " + monitor::shown_name(target);
}

RepairView present_plan(const Diagnosis& diagnosis) {
  RepairView view;
  add_causes(view, diagnosis.causes);
  for (const auto& step : planned_steps(diagnosis.plan))
    view.steps.push_back(planned_row(step));
  const bool choice = std::ranges::any_of(view.steps, &RepairStepRow::can_be_ticked);
  if (!view.steps.empty()) view.steps_heading = choice ? "What can be done" : "What is to be done";
  view.tested = diagnosis.tested;
  view.not_readable = diagnosis.not_readable;
  view.sign = view.causes.empty() ? Sign::ready : view.causes.front().sign;
  view.headline = plan_headline(view, diagnosis.causes.empty());
  return view;
}

RepairView present_result(const FixReport& report) {
  RepairView view;
  add_causes(view, report.remaining);
  for (const auto& step : report.steps)
    view.steps.push_back(done_row(step));
  if (!view.steps.empty()) view.steps_heading = "What was done";
  view.tested = report.diagnosis.tested;
  view.not_readable = report.diagnosis.not_readable;
  view.sign = sign_of(report.outcome);
  view.headline = headline_of(report.outcome);
  view.sentence = report.sentence;
  view.undo_id = report.undo_id;
  return view;
}

std::string repair_button(std::size_t ticked) {
  if (ticked == 0) return {};
  return ticked == 1 ? "Do this step" : "Do these " + std::to_string(ticked) + " steps";
}

std::string page_button(SystemPage page) {
  switch (page) {
    case SystemPage::sign_ins:
      return "Saved passwords…";
    case SystemPage::network:
      return "Network connections…";
    case SystemPage::firewall:
      return "Firewall…";
    case SystemPage::date_and_time:
      return "Date and time…";
  }
  return {};
}

std::string missing_page_text(SystemPage page) {
  constexpr auto before =
      "No program for this was found. Look in the settings of this computer for ";
  switch (page) {
    case SystemPage::sign_ins:
      return std::string(before) + "passwords.";
    case SystemPage::network:
      return std::string(before) + "network connections.";
    case SystemPage::firewall:
      return std::string(before) + "the firewall.";
    case SystemPage::date_and_time:
      return std::string(before) + "date and time.";
  }
  return {};
}

std::vector<PastRepairView> present_past_repairs(const std::vector<monitor::RepairRecord>& records,
                                                 const Viewpoint& view) {
  std::vector<PastRepairView> past;
  for (const auto& record : records) {
    PastRepairView one;
    one.id = record.id;
    for (const auto& step : record.steps) {
      if (step.state == StepState::applied || step.state == StepState::undone)
        one.steps.push_back(past_row(step));
    }
    if (one.steps.empty()) continue;
    one.headline = record.target.empty() ? moment_text(record.at, view)
                                         : record.target + ", " + moment_text(record.at, view);
    one.can_be_undone = std::ranges::any_of(one.steps, &RepairStepRow::can_be_undone);
    past.push_back(std::move(one));
  }
  return past;
}

std::string undo_text(const monitor::RepairRecord& record, std::optional<int> step) {
  std::string trouble;
  bool back = false;
  for (const auto& one : record.steps) {
    if (step && one.number != *step) continue;
    back = back || one.state == StepState::undone;
    if (one.state == StepState::applied && !one.detail.empty()) trouble = one.detail;
  }
  if (trouble.empty()) return back ? "It was put back." : "There is nothing to put back.";
  return back ? "Some of it was put back. " + trouble : trouble;
}

}  // namespace tray
