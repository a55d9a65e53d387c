#include "tray/app/forecast_presenter.h"

#include "monitor/foresight/renewals.h"
#include "tray/app/status_presenter.h"

#include <algorithm>
#include <variant>

namespace tray {

namespace {

using monitor::Finding;
using monitor::SysTime;
using monitor::Verdict;

constexpr std::string_view overdue = "certificate.renewal_overdue";

const monitor::FactValue* fact_of(const Finding& finding, std::string_view name) {
  const auto found = std::ranges::find(finding.evidence, name, &monitor::Fact::name);
  return found == finding.evidence.end() ? nullptr : &found->value;
}

std::optional<SysTime> time_of(const Finding& finding, std::string_view name) {
  const auto* value = fact_of(finding, name);
  const auto* at = value == nullptr ? nullptr : std::get_if<SysTime>(value);
  return at == nullptr ? std::nullopt : std::optional(*at);
}

/// Of two that end on the same day, the one that says more goes first.
bool is_sooner(const Finding& left, const Finding& right) {
  if (*left.fails_at != *right.fails_at) return *left.fails_at < *right.fails_at;
  return left.code.ends_with(overdue) && !right.code.ends_with(overdue);
}

/// The next failure that a finding announces; null where none does.
const Finding* next_failure(const TargetStatus& status, SysTime now) {
  const Finding* next = nullptr;
  for (const auto& finding : status.last->findings) {
    const bool ahead = finding.fails_at && *finding.fails_at > now;
    if (!ahead || finding.severity == monitor::Severity::information) continue;
    if (next == nullptr || is_sooner(finding, *next)) next = &finding;
  }
  return next;
}

/// "in 6 days, on 3 December".
std::string when(SysTime at, const Viewpoint& view) {
  return "in " + left_text(at, view) + ", " + on_coming_day(at, view);
}

std::string renewal_words(const Finding& finding, const TargetStatus& status) {
  if (finding.code.ends_with(overdue)) return "; it should have been renewed by now";
  if (!basis_of(finding).empty()) return {};
  const auto& facts = shown_certificate(status, is_about_gateway(finding.code));
  if (!facts) return {};
  return monitor::renews_by_itself(*facts) ? "; it is normally renewed by itself"
                                           : "; somebody has to renew it";
}

std::string failure_words(const Finding& finding, const TargetStatus& status,
                          const Viewpoint& view) {
  const auto at = when(*finding.fails_at, view);
  if (is_about_certificate(finding.code)) {
    const bool gateway = is_about_gateway(finding.code);
    return std::string(gateway ? "The gateway's certificate" : "The certificate") + " ends " + at +
           renewal_words(finding, status) + ".";
  }
  if (finding.code == "identity.clock_skew")
    return "The two clocks will be too far apart to sign in " + at + ".";
  return finding.title + ". Connections are expected to fail " + at + ".";
}

/// The certificate on the way to the target that ends first, of those that have not.
const monitor::CertificateFacts* next_to_end(const TargetStatus& status, SysTime now) {
  const monitor::CertificateFacts* next = nullptr;
  for (const auto* facts : {&shown_certificate(status, false), &shown_certificate(status, true)}) {
    if (!*facts || (*facts)->not_after <= now) continue;
    if (next == nullptr || (*facts)->not_after < next->not_after) next = &**facts;
  }
  return next;
}

/// `nothing`: "Nothing" or "Nothing else".
std::string calm_words(const std::string& nothing, const TargetStatus& status,
                       const Viewpoint& view) {
  const auto* next = next_to_end(status, view.now);
  if (next == nullptr) return nothing + " is foreseen.";
  const auto& of_gateway = shown_certificate(status, true);
  const bool gateway = of_gateway && next == &*of_gateway;
  return nothing + " is foreseen before " + coming_day_text(next->not_after, view) + ", when the " +
         (gateway ? "gateway's " : "") + "certificate ends" +
         (monitor::renews_by_itself(*next) ? "; it is normally renewed by itself." : ".");
}

/// Of the finding that the state's words are about.
std::string basis_of_state(const TargetStatus& status) {
  for (const auto& finding : status.last->findings) {
    if (finding.severity == monitor::Severity::information) continue;
    if (auto basis = basis_of(finding); !basis.empty()) return basis;
  }
  return {};
}

ForecastView announced(const Finding& finding, const TargetStatus& status, const Viewpoint& view) {
  ForecastView shown;
  shown.words = failure_words(finding, status, view);
  shown.basis = basis_of(finding);
  shown.code = finding.code;
  shown.fails_at = finding.fails_at;
  shown.earliest = time_of(finding, "earliest");
  shown.latest = time_of(finding, "latest");
  return shown;
}

}  // namespace

std::string basis_of(const Finding& finding) {
  const auto* value = fact_of(finding, "basis");
  const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
  return text == nullptr ? std::string{} : *text;
}

bool is_about_gateway(std::string_view code) {
  return code.starts_with("gateway.");
}

bool is_about_certificate(std::string_view code) {
  return code.find("certificate.") != std::string_view::npos;
}

ForecastView present_forecast(const TargetStatus& status, const Viewpoint& view) {
  ForecastView shown;
  if (!status.last) {
    shown.words = "It has not been looked at yet.";
    return shown;
  }
  if (status.verdict == Verdict::would_fail) {
    shown.words = "A connection would fail now: " + state_words_inside(status, view) + ".";
    shown.basis = basis_of_state(status);
    return shown;
  }
  if (const auto* failure = next_failure(status, view.now))
    return announced(*failure, status, view);
  if (status.verdict == Verdict::ready) {
    shown.words = calm_words("Nothing", status, view);
    return shown;
  }
  const bool risky = status.verdict == Verdict::at_risk;
  shown.words = state_words(status, view) + ". " +
                calm_words(risky ? "Nothing else" : "Nothing", status, view);
  shown.basis = basis_of_state(status);
  return shown;
}

std::string forecast_words(const TargetStatus& status, const Viewpoint& view) {
  return present_forecast(status, view).words;
}

}  // namespace tray
