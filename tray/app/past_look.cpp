#include "tray/app/past_look.h"

#include "store/summary.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace tray {

namespace {

using monitor::Check;
using monitor::Observation;
using monitor::Outcome;
using monitor::SysTime;
using monitor::Verdict;

// RDP_NEG_FAILURE codes, MS-RDPBCGR 2.2.1.2.2, by the findings that they lead to.
constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> negotiation_failures = {{
    {"refused", 5},
    {"no_certificate_on_host", 3},
    {"client_certificate_required", 6},
    {"entra_required", 7},
}};

/// The step that a finding code says broke, and how; no step for a code that speaks of none.
struct Break {
  std::string step;
  std::string kind;
  std::optional<std::int64_t> failure_code;
};

std::string_view step_of_area(std::string_view area) {
  if (area == "name") return "resolve";
  if (area == "tcp") return "connect";
  if (area == "rdp") return "negotiate";
  return area == "tls" ? "tls" : "";
}

Break break_of(std::string_view code) {
  constexpr std::string_view gateway = "gateway.";
  const bool at_gateway = code.starts_with(gateway);
  if (code == "network.port_blocked") code = "tcp.timeout";
  if (at_gateway) code.remove_prefix(gateway.size());
  const auto dot = code.find('.');
  if (code == "certificate.unreadable") code = "tls.unreadable";
  Break found;
  found.kind = code.substr(dot == code.npos ? 0 : code.find('.') + 1);
  // What only a gateway can be, its last step tells: "gateway.service_down".
  found.step = dot == code.npos ? "tls" : step_of_area(code.substr(0, code.find('.')));
  if (at_gateway && !found.step.empty()) found.step.insert(0, gateway);
  for (const auto& [kind, number] : negotiation_failures) {
    if (found.step != "negotiate" || found.kind != kind) continue;
    found.kind = "negotiation_failure";
    found.failure_code = number;
  }
  return found;
}

/// The step that the archive says broke.
Break break_in(const store::HistoryPoint& point, Verdict verdict) {
  if (verdict == Verdict::would_fail) return break_of(point.failing_code);
  if (verdict != Verdict::unknown || point.broken.empty()) return {};
  const auto gap = point.broken.find(' ');
  Break found;
  found.step = point.broken.substr(0, gap);
  if (gap != std::string::npos) found.kind = point.broken.substr(gap + 1);
  return found;
}

std::vector<std::string> steps_of(const monitor::Target& target) {
  std::vector<std::string> steps = {"resolve", "connect", "negotiate", "tls", "identity"};
  if (target.gateway)
    steps.insert(steps.begin(), {"gateway.resolve", "gateway.connect", "gateway.tls"});
  return steps;
}

/// As at the last look, where that came so far.
Observation gone_well(const PastTarget& known, const std::string& step) {
  const auto* last = known.last_look ? monitor::find_step(*known.last_look, step) : nullptr;
  Observation seen;
  seen.step = step;
  seen.outcome = Outcome::ok;
  if (last != nullptr && last->outcome == Outcome::ok) {
    seen.facts = last->facts;
  } else if (step == "negotiate") {
    const bool tls = !known.certificates.empty();
    seen.facts = {{"protocol", std::string(tls ? "hybrid" : "rdp")}};
  }
  return seen;
}

/// Whether the look gets to see it when nothing breaks.
bool is_seen(const PastTarget& known, const store::HistoryPoint& point, const std::string& step) {
  if (step == "identity") return point.steps.of(step).has_value();
  const bool at_gateway = step.starts_with("gateway.");
  if (known.target.gateway) return at_gateway;
  return step != "tls" || !known.certificates.empty();
}

/// The one shown then, as far as is known: the newest that was seen before the end of the stretch.
std::optional<monitor::CertificateFacts> shown_then(const PastTarget& known, bool gateway,
                                                    const store::HistoryPoint& point) {
  const store::SeenCertificate* shown = nullptr;
  const auto is_better = [&](const store::SeenCertificate& one) {
    const auto end = point.at + point.span;
    const bool before = one.first_seen <= end;
    const bool shown_before = shown->first_seen <= end;
    if (before != shown_before) return before;
    return before ? one.first_seen > shown->first_seen : one.first_seen < shown->first_seen;
  };
  for (const auto& one : known.certificates) {
    if (one.gateway == gateway && (shown == nullptr || is_better(one))) shown = &one;
  }
  return shown == nullptr ? std::nullopt : std::optional(shown->facts);
}

/// What that step took, as far as it is kept.
std::optional<monitor::Millis> kept_time(const store::HistoryPoint& point,
                                         const Observation& seen) {
  if (seen.outcome == Outcome::failed) return {};
  if (!seen.step.ends_with("connect")) return point.steps.of(seen.step);
  return point.connect_ms ? std::optional(monitor::Millis{*point.connect_ms}) : std::nullopt;
}

/// What is left of the whole look belongs to the step that broke; where older looks were kept
/// without the times of their steps, to the last of those.
void set_times(Check& check, const store::HistoryPoint& point) {
  auto rest = check.took;
  Observation* untimed = nullptr;
  for (auto& seen : check.steps) {
    if (seen.outcome == Outcome::skipped) continue;
    const auto kept = kept_time(point, seen);
    if (!kept) untimed = &seen;
    seen.took = kept.value_or(monitor::Millis{0});
    rest -= seen.took;
  }
  if (untimed != nullptr) untimed->took = std::max(rest, monitor::Millis{0});
}

}  // namespace

Verdict verdict_of(const store::HistoryPoint& point) {
  return store::most_of({point.ready, point.at_risk, point.would_fail, point.unknown});
}

std::optional<Check> past_look(const PastTarget& known, const store::HistoryPoint& point) {
  const auto verdict = verdict_of(point);
  const auto broken = break_in(point, verdict);
  if (verdict == Verdict::unknown && broken.step.empty()) return {};
  Check check;
  check.target = known.target;
  check.at = point.at + point.seen_after;
  check.took = monitor::Millis{point.total_ms.value_or(0)};
  bool below = false;
  for (const auto& step : steps_of(known.target)) {
    Observation seen;
    seen.step = step;
    if (!below && step == broken.step) {
      seen.outcome = Outcome::failed;
      seen.error = monitor::StepError{broken.kind, "As the history tells."};
      if (broken.failure_code) seen.facts = {{"failure_code", *broken.failure_code}};
      below = true;
    } else if (!below && is_seen(known, point, step)) {
      seen = gone_well(known, step);
      if (step.ends_with("tls")) {
        const bool gateway = step.starts_with("gateway.");
        (gateway ? check.gateway_certificate : check.certificate) =
            shown_then(known, gateway, point);
      }
    }
    check.steps.push_back(std::move(seen));
  }
  set_times(check, point);
  return check;
}

}  // namespace tray
