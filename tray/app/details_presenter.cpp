#include "tray/app/details_presenter.h"

#include "monitor/model/finding_codes.h"
#include "tray/app/certificate_presenter.h"
#include "tray/app/forecast_presenter.h"
#include "tray/app/snoozes.h"
#include "tray/app/status_presenter.h"
#include "tray/app/step_presenter.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tray {

namespace {

using monitor::Check;
using monitor::Finding;
using monitor::Verdict;

/// Overload set for std::visit.
template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string number_text(double value) {
  char text[48];
  const double tenths = std::round(value * 10) / 10;
  const bool whole = tenths == std::round(tenths);
  std::snprintf(text, sizeof text, whole ? "%.0f" : "%.1f", tenths);
  std::replace(text, text + sizeof text, ',', '.');
  return text;
}

/// "self_signed" is for programs.
std::string plain_word(std::string text) {
  if (text.find(' ') == std::string::npos) std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string value_text(const monitor::FactValue& value, const Viewpoint& view) {
  return std::visit(Overloaded{
                        [](std::monostate) { return std::string{}; },
                        [](bool yes) { return std::string(yes ? "yes" : "no"); },
                        [](std::int64_t number) { return std::to_string(number); },
                        [](double number) { return number_text(number); },
                        [](const std::string& text) { return plain_word(text); },
                        [&](monitor::SysTime at) {
                          return local_day_text(at, view) + ", " + clock_text(at, view);
                        },
                        [](const std::vector<std::string>& list) {
                          std::string text;
                          for (const auto& one : list)
                            text += (text.empty() ? "" : ", ") + one;
                          return text;
                        },
                    },
                    value);
}

/// "days_left" becomes "days left"; a unit at the end goes behind the value.
std::string fact_text(const monitor::Fact& fact, const Viewpoint& view) {
  auto value = value_text(fact.value, view);
  if (value.empty()) return {};
  std::string name = fact.name;
  if (name == "days_left" && value.starts_with('-')) {
    name = "days past the end";
    value.erase(0, 1);
  }
  for (const std::string_view unit : {"_ms", "_s"}) {
    if (!name.ends_with(unit)) continue;
    name.erase(name.size() - unit.size());
    value += ' ' + std::string(unit.substr(1));
  }
  std::replace(name.begin(), name.end(), '_', ' ');
  return name + ": " + value;
}

FindingView present_finding(const Finding& finding, const Viewpoint& view) {
  FindingView shown;
  shown.sign = sign_of(finding.severity);
  if (finding.code == "network.offline" || finding.code == "network.vpn_down")
    shown.sign = Sign::unknown;
  shown.title = finding.title;
  shown.explanation = finding.explanation;
  if (const auto* row = monitor::find_code(finding.code)) shown.advice = row->advice;
  shown.basis = basis_of(finding);
  for (const auto& fact : finding.evidence) {
    // The certificate's card shows the one, a line of its own the other.
    if (fact.name == "sha256" || fact.name == "basis") continue;
    const auto text = fact_text(fact, view);
    if (text.empty()) continue;
    shown.evidence += (shown.evidence.empty() ? "" : " · ") + text;
  }
  return shown;
}

std::vector<FindingView> present_findings(const Check& check, const Viewpoint& view) {
  std::vector<const Finding*> order;
  for (const auto& finding : check.findings)
    order.push_back(&finding);
  std::stable_sort(order.begin(), order.end(), [](const auto* left, const auto* right) {
    return left->severity > right->severity;
  });
  std::vector<FindingView> findings;
  for (const auto* finding : order)
    findings.push_back(present_finding(*finding, view));
  return findings;
}

std::string risk_headline(const Check& check, const Viewpoint& view) {
  const auto fails_at = monitor::earliest_failure(check.findings);
  if (!fails_at || *fails_at <= view.now) return "It works now, but something needs attention.";
  return "It works now and is expected to fail in " + left_text(*fails_at, view) + ".";
}

std::string headline(const Check* check, Verdict verdict, const Viewpoint& view) {
  if (check == nullptr) return "It has not been looked at yet.";
  switch (verdict) {
    case Verdict::ready:
      return "A connection started now would work.";
    case Verdict::at_risk:
      return risk_headline(*check, view);
    case Verdict::would_fail:
      return "A connection started now would fail.";
    case Verdict::unknown:
      return "This computer cannot tell at the moment.";
  }
  return {};
}

std::string address_line(const monitor::Target& target) {
  auto text = monitor::short_text(target.endpoint);
  if (target.gateway)
    text += " through " + monitor::short_text(*target.gateway, monitor::gateway_port);
  return text;
}

std::string timing_line(const TargetStatus& status, const Viewpoint& view) {
  std::string text;
  if (status.looking) text = "Looking now… ";
  if (status.last) {
    text += "Looked at " + ago_text(status.last->at, view) + ", in " +
            duration_text(status.last->took) + ". ";
  }
  if (status.since)
    text += capital(verdict_words(status.verdict)) + " since " + moment_text(*status.since, view) +
            ". ";
  if (status.snoozed_until && *status.snoozed_until > view.now)
    text += "Notifications are snoozed " + snooze_text(*status.snoozed_until, view) + ". ";
  else if (const auto silent = silence_text(status, view); !silent.empty())
    text += "Its outages are not told: " + silent + ". ";
  if (!text.empty()) text.pop_back();
  return text;
}

DetailsView present(const monitor::Target& target, const Check* check, Verdict verdict,
                    const Viewpoint& view) {
  DetailsView details;
  details.sign = sign_of(verdict);
  details.name = monitor::shown_name(target);
  details.headline = headline(check, verdict, view);
  details.address = address_line(target);
  if (check == nullptr) return details;
  details.findings = present_findings(*check, view);
  details.steps = present_steps(*check);
  details.certificates = present_certificates(*check, view);
  return details;
}

void append_line(std::string& text, std::string_view line, std::string_view indent = {}) {
  if (line.empty()) return;
  text.append(indent).append(line).push_back('\n');
}

}  // namespace

DetailsView present_details(const TargetStatus& status, const Viewpoint& view) {
  const auto* check = status.last ? &*status.last : nullptr;
  auto details = present(status.target, check, status.verdict, view);
  details.timing = timing_line(status, view);
  const auto forecast = present_forecast(status, view);
  details.forecast = forecast.words;
  if (std::ranges::find(details.findings, forecast.basis, &FindingView::basis) ==
      details.findings.end())
    details.forecast_basis = forecast.basis;
  return details;
}

DetailsView present_check(const Check& check, const Viewpoint& view) {
  return present(check.target, &check, monitor::verdict_of(check), view);
}

std::string as_text(const DetailsView& details) {
  std::string text;
  append_line(text, details.name + " (" + details.address + ")");
  append_line(text, details.headline);
  append_line(text, details.timing);
  append_line(text, details.forecast);
  append_line(text, details.forecast_basis);
  for (const auto& finding : details.findings) {
    text += '\n';
    append_line(text, finding.title);
    append_line(text, finding.explanation, "  ");
    append_line(text, finding.basis, "  ");
    append_line(text, finding.advice, "  ");
    append_line(text, finding.evidence, "  ");
  }
  text += '\n';
  for (const auto& step : details.steps) {
    const auto time = step.time.empty() ? std::string{} : " (" + step.time + ")";
    append_line(text, step.name + ": " + (step.sign == Sign::would_fail ? "failed, " : "") +
                          step.detail + time);
  }
  for (const auto& card : details.certificates) {
    text += '\n';
    append_line(text, card.heading + ": " + card.subject);
    append_line(text, card.validity, "  ");
    for (const auto& row : card.rows)
      append_line(text, row.label + ": " + row.value, "  ");
  }
  return text;
}

}  // namespace tray
