#include "tray/cli/fix_report.h"

#include "tray/cli/repair_report.h"
#include "tray/cli/report.h"
#include "tray/cli/terminal.h"

#include <fmt/format.h>

#include <algorithm>

namespace tray {

namespace {

constexpr std::string_view indent = "     ";

std::string cause_text(std::size_t number, const monitor::Cause& cause) {
  auto text = fmt::format(
      "  {}. {}{}\n", number, bold(printable(cause.finding.title)),
      faint(fmt::format("  {}, {}", monitor::to_text(cause.confidence), cause.finding.code)));
  text += wrapped(printable(cause.finding.explanation), indent);
  return text + wrapped("How we know: " + printable(cause.how_we_know), indent);
}

std::string step_text(const FixStep& step, bool chosen) {
  auto text =
      fmt::format("  {} {}  {}\n", chosen ? "*" : " ", step.id, bold(printable(step.title)));
  std::string why = printable(step.why);
  if (step.reversible) why += " It can be put back.";
  if (!step.detail.empty()) why += ' ' + printable(step.detail);
  return text + wrapped(why, "       ");
}

}  // namespace

std::string diagnosis_text(const Diagnosis& diagnosis) {
  std::string text;
  if (diagnosis.causes.empty()) {
    text = bold("Nothing is wrong.") + " What was tested:\n";
    for (const auto& sentence : diagnosis.tested)
      text += "  " + sentence + '\n';
  } else {
    text = bold("What is wrong, likeliest first") + '\n';
    std::size_t number = 0;
    for (const auto& cause : diagnosis.causes)
      text += cause_text(++number, cause);
  }
  for (const auto& sentence : diagnosis.not_readable)
    text += wrapped("Not looked at: " + printable(sentence), "  ");
  return text;
}

std::string plan_text(const FixReport& report, const std::vector<std::string>& chosen) {
  if (report.steps.empty()) return {};
  std::string proposed;
  std::string clean;
  for (const auto& step : report.steps) {
    const bool is_chosen = std::ranges::find(chosen, step.id) != chosen.end();
    (step.full_clean && !is_chosen ? clean : proposed) += step_text(step, is_chosen);
  }
  std::string text;
  if (!proposed.empty()) text += '\n' + bold("What can be done") + '\n' + proposed;
  if (!clean.empty())
    text += '\n' + bold("What else is kept about it") + faint("  (--full-clean removes it too)") +
            '\n' + clean;
  return text;
}

std::string result_text(const FixReport& report) {
  std::string text;
  for (const auto& step : report.steps) {
    if (step.state == monitor::StepState::planned) continue;
    text += fmt::format("  {:<10} {}\n", state_in_words(step.state), printable(step.title));
    const bool tells = step.state == monitor::StepState::failed && !step.detail.empty();
    if (tells) text += wrapped(printable(step.detail), "             ");
  }
  if (!text.empty()) text += '\n';
  text += wrapped(printable(report.sentence), "");
  if (report.undo_id) {
    text += fmt::format("To take it back: rdpready undo {}\n",
                        static_cast<std::int64_t>(*report.undo_id));
  }
  return text;
}

}  // namespace tray
