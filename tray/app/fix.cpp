#include "tray/app/fix.h"

#include "monitor/inspections/inspection.h"
#include "monitor/inspections/judging/client_sessions.h"
#include "monitor/repair/client_complaint.h"
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

/// The client's last word about the target, unless that was a good one.
std::optional<monitor::ClientWord> last_word(const monitor::Subject& subject,
                                             const monitor::ClientLog& log) {
  const auto sessions = monitor::sessions_to(subject, log);
  if (sessions.empty() || monitor::is_harmless(sessions.back().reason)) return {};
  const auto reason = sessions.back().reason;
  const auto count = std::ranges::count(sessions, reason, &monitor::ClientSession::reason);
  return monitor::ClientWord{reason, count, sessions.back().ended};
}

/// A look without what was known of this computer before: that is examined afresh.
std::optional<Check> look_afresh(const FixReach& reach, const monitor::Target& target) {
  auto check = reach.look(target);
  if (check) {
    std::erase_if(check->findings, [](const monitor::Finding& finding) {
      return finding.code == monitor::outdated_certificate;
    });
  }
  return check;
}

bool is_about_signing_in(const monitor::ClientWord& word) {
  const auto complaint = monitor::complaint_of(word.reason);
  return complaint == monitor::ClientComplaint::sign_in ||
         complaint == monitor::ClientComplaint::rule;
}

/// A person's word counts before the client's log. Only where the look finds nothing of what it
/// complains of, while the log tells of a refused sign-in, does that say more.
std::optional<monitor::ClientWord> word_that_counts(
    const Check& check, const std::optional<monitor::ClientWord>& told,
    const std::optional<monitor::ClientWord>& logged) {
  if (!told) return logged;
  const bool refused = logged && is_about_signing_in(*logged) && !is_about_signing_in(*told);
  const bool works = monitor::failing_step(check) == nullptr &&
                     monitor::verdict_of(check) != monitor::Verdict::would_fail;
  return refused && works ? logged : told;
}

/// What a look and this computer say together.
struct Examined {
  monitor::Clues clues;
  std::vector<monitor::SavedItem> traces;
  std::vector<std::string> not_readable;
};

Examined examined(const Check& check, const FixReach& reach) {
  const auto around = reach.look_around();
  monitor::Subject subject{check.target, &check};
  if (reach.past_certificates) subject.certificates = reach.past_certificates();
  Examined seen;
  seen.clues.check = check;
  seen.clues.local = monitor::examine_all(subject, around);
  seen.clues.client = last_word(subject, around.log);
  if (reach.look_at_others && may_be_shared(check))
    seen.clues.shared = shared_trouble(check, reach.look_at_others(),
                                       reach.new_network ? reach.new_network() : NewNetwork{});
  if (reach.network && monitor::failing_step(check) != nullptr)
    seen.clues.network = reach.network();
  seen.traces = monitor::traces_of(subject, around);
  seen.not_readable = around.not_readable;
  return seen;
}

/// Causes have remedies, and so has what is only good to know about this computer.
monitor::RepairPlan plan_for(const std::vector<monitor::Cause>& causes,
                             const monitor::Clues& clues) {
  auto all = clues.local;
  for (const auto& cause : causes) {
    const bool known = std::ranges::any_of(
        all, [&](const auto& local) { return local.finding.code == cause.finding.code; });
    if (!known) all.push_back({cause.finding, {}});
  }
  return monitor::plan_repair(monitor::shown_name(clues.check.target), all);
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

/// What is wrong after a repair. The client's log is from before it: where something else was
/// wrong, it says nothing any more.
std::vector<monitor::Cause> remaining_causes(const Check& after, const Diagnosis& before,
                                             const FixReach& reach) {
  auto clues = examined(after, reach).clues;
  clues.client.reset();
  if (before.causes.size() > 1) {
    std::erase_if(clues.local, [](const LocalFinding& local) {
      return local.finding.code == "client.repeated_disconnects";
    });
  }
  return monitor::rank_causes(clues);
}

}  // namespace

std::vector<monitor::PastCertificate> past_certificates(
    const Result<std::vector<store::SeenCertificate>>& seen) {
  std::vector<monitor::PastCertificate> past;
  if (!seen) return past;
  for (const auto& one : *seen) {
    if (!one.gateway) past.push_back({one.facts, one.first_seen, one.doubted});
  }
  return past;
}

Result<Diagnosis> diagnose(const monitor::Target& target, const FixReach& reach,
                           std::optional<monitor::ClientWord> told) {
  tell(reach, Stage::looking, "Looking at " + monitor::shown_name(target) + "…");
  auto check = look_afresh(reach, target);
  if (!check || is_cancelled(reach)) return stopped();
  tell(reach, Stage::inspecting, "Looking at what this computer keeps…");
  auto [clues, traces, not_readable] = examined(*check, reach);
  clues.client = word_that_counts(*check, told, clues.client);
  if (is_cancelled(reach)) return stopped();
  Diagnosis diagnosis;
  diagnosis.causes = monitor::rank_causes(clues);
  diagnosis.plan = plan_for(diagnosis.causes, clues);
  monitor::offer_full_clean(diagnosis.plan, traces);
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
  report.after = look_afresh(reach, diagnosis.before.target);
  if (!report.after) {
    report.outcome = FixOutcome::unchanged;
    report.sentence = "The repair was stopped; whether the connection to " +
                      monitor::shown_name(diagnosis.before.target) + " works now was not tested.";
    return report;
  }
  report.remaining = remaining_causes(*report.after, diagnosis, reach);
  return finished(std::move(report));
}

}  // namespace tray
