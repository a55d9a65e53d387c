#include "tray/cli/report.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "tray/app/json_values.h"
#include "tray/app/local_time.h"
#include "tray/app/status_presenter.h"
#include "tray/app/step_presenter.h"
#include "tray/cli/terminal.h"

#include <fmt/format.h>

#include <algorithm>

namespace tray {

namespace {

using monitor::Check;
using monitor::Finding;
using monitor::Observation;
using monitor::Outcome;
using monitor::Severity;

constexpr std::string_view indent = "    ";

const Finding* worst_finding(const Check& check) {
  const auto worst =
      std::max_element(check.findings.begin(), check.findings.end(),
                       [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
  return worst == check.findings.end() ? nullptr : &*worst;
}

std::string shown_target(const Check& check) {
  const auto address = monitor::short_text(check.target.endpoint);
  std::string text = check.target.name.empty() || check.target.name == address
                         ? address
                         : check.target.name + " (" + address + ")";
  if (check.target.gateway) {
    text += " by " + monitor::short_text(*check.target.gateway, monitor::gateway_port);
  }
  return printable(text);
}

/// What a step found out, for the line of the ladder.
std::string step_remark(const Observation& step, std::string_view skipped) {
  if (step.outcome == Outcome::skipped) return std::string(skipped);
  if (step.error) return printable(step.error->message);
  std::string text;
  for (const auto& fact : step.facts) {
    const auto value = fact_json(fact.value);
    if (value.is_null() || (value.is_array() && value.empty())) continue;
    std::string shown;
    if (value.is_array()) {
      for (const auto& entry : value)
        shown += (shown.empty() ? "" : ", ") + entry.get<std::string>();
    } else {
      shown = value.is_string() ? value.get<std::string>() : value.dump();
    }
    text += (text.empty() ? "" : "  ") + shown;
  }
  return printable(text);
}

std::string ladder(const Check& check) {
  const auto why_skipped = skipped_words(check);
  std::string text;
  for (const auto& step : check.steps) {
    const bool skipped = step.outcome == Outcome::skipped;
    const auto* mark = skipped ? "-" : step.outcome == Outcome::ok ? "ok" : "FAILED";
    const auto ms = skipped ? std::string() : fmt::format("{:.1f} ms", step.took.count());
    text += fmt::format("  {:<16} {:<7} {:>10}  {}\n", step.step, mark, ms,
                        faint(step_remark(step, why_skipped)));
  }
  return text;
}

std::string certificate_card(const char* heading, const monitor::CertificateFacts& facts) {
  std::string names;
  for (const auto& name : facts.names)
    names += (names.empty() ? "" : ", ") + name;
  std::string text = fmt::format("  {}\n", heading);
  const auto row = [&](const char* label, const std::string& value) {
    text += fmt::format("    {:<12} {}\n", label, printable(value));
  };
  row("subject", facts.subject);
  row("issuer", facts.self_signed ? facts.issuer + " (itself)" : facts.issuer);
  row("names", names);
  row("valid",
      monitor::iso_seconds(facts.not_before) + " to " + monitor::iso_seconds(facts.not_after));
  row("key", facts.key + ", " + facts.signature);
  row("sha256", facts.sha256);
  return text;
}

std::string finding_text(const Finding& finding, bool details) {
  const auto verdict = monitor::verdict_of(std::span<const Finding>(&finding, 1));
  std::string text =
      "  " + coloured(verdict, printable(finding.title)) + faint("  " + finding.code) + '\n';
  text += wrapped(printable(finding.explanation), indent);
  if (!details) return text;
  for (const auto& fact : finding.evidence) {
    text += faint(
        fmt::format("{}{} = {}\n", indent, fact.name, printable(json_text(fact_json(fact.value)))));
  }
  return text;
}

std::string when_it_fails(const Check& check) {
  const auto fails_at = monitor::earliest_failure(check.findings);
  if (!fails_at || *fails_at <= check.at) return {};
  return "fails on " + local_day_text(*fails_at, here_and_now()) + ", in " +
         monitor::span_text(std::chrono::duration_cast<std::chrono::seconds>(*fails_at - check.at));
}

}  // namespace

std::string one_line(const Check& check) {
  const auto verdict = monitor::verdict_of(check);
  const auto* worst = worst_finding(check);
  std::string remark;
  if (worst != nullptr && (verdict != monitor::Verdict::ready)) remark = worst->title;
  return fmt::format("{}  {}  {}\n",
                     coloured(verdict, fmt::format("{:<10}", verdict_words(verdict))),
                     shown_target(check), printable(remark));
}

std::string full_report(const Check& check, bool details) {
  const auto verdict = monitor::verdict_of(check);
  std::string text =
      fmt::format("{}: {}", bold(shown_target(check)), coloured(verdict, verdict_words(verdict)));
  if (const auto when = when_it_fails(check); !when.empty()) text += ", " + when;
  text += "\n\n";
  for (const auto& finding : check.findings) {
    if (details || finding.severity != Severity::information ||
        verdict == monitor::Verdict::unknown)
      text += finding_text(finding, details) + '\n';
  }
  text += ladder(check);
  if (check.certificate) {
    text += details ? '\n' + certificate_card("certificate", *check.certificate)
                    : fmt::format("\n  certificate ends on {}\n",
                                  local_day_text(check.certificate->not_after, here_and_now()));
  }
  if (details && check.gateway_certificate) {
    text += '\n' + certificate_card("gateway's certificate", *check.gateway_certificate);
  }
  return text;
}

}  // namespace tray
