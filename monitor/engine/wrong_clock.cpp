#include "monitor/engine/wrong_clock.h"

#include "monitor/engine/finding_tracker.h"
#include "monitor/foresight/own_clock.h"

#include <algorithm>
#include <cmath>

namespace monitor {

namespace {

/// Whether an end that was told is about as near: which of two clocks that differ by so little was
/// right is not known.
bool is_about_as_near(const Finding& told, const Finding& seen) {
  constexpr double few_days = 2;
  const auto* then = find_fact<double>(told.evidence, "days_left");
  const auto* now = find_fact<double>(seen.evidence, "days_left");
  return then != nullptr && now != nullptr && *now - *then < few_days;
}

}  // namespace

bool is_shown_again(const Finding& told, const Check& check) {
  const bool gateway = told.code.starts_with("gateway.");
  const auto& certificate = gateway ? check.gateway_certificate : check.certificate;
  const auto* step = find_step(check, gateway ? "gateway.tls" : "tls");
  return step != nullptr && step->outcome == Outcome::ok && certificate &&
         (told.subject.empty() || certificate->sha256 == told.subject);
}

bool is_still_so(const Finding& told, const Check& check, const Outlook& outlook) {
  return std::ranges::any_of(check.findings, [&](const Finding& seen) {
    return seen.code == told.code && seen.severity >= told.severity &&
           (seen.level >= told.level || is_about_as_near(told, seen)) &&
           belief(outlook, seen.code, false) != Belief::wait;
  });
}

bool is_out_of_time(const Finding& told, const Check& check, const Outlook& outlook) {
  return is_dated(told.code) && std::ranges::any_of(check.findings, [&](const Finding& seen) {
           // What was about to end has begun.
           const bool is_wrong =
               seen.code != told.code && seen.code.ends_with("certificate.not_yet_valid");
           return seen.severity == Severity::failure && is_dated(seen.code) &&
                  (told.subject.empty() || seen.subject == told.subject) &&
                  (is_wrong || belief(outlook, seen.code, false) == Belief::wait);
         });
}

bool is_barely_within_reach(const Finding& told, const Check& check) {
  constexpr double clearly_within_s = 290;
  return told.severity == Severity::failure &&
         std::abs(*check.identity->clock_skew_s) > clearly_within_s;
}

// FindingTracker's part that is told of the clock.

void FindingTracker::doubt_dates() {
  for (auto& [target, state] : states_) {
    for (auto& matter : state.matters)
      matter.doubted = true;
  }
}

void FindingTracker::doubt_beginnings() {
  for (auto& [target, state] : states_) {
    for (auto& matter : state.matters)
      matter.doubted |= matter.finding.code.ends_with("certificate.not_yet_valid");
  }
}

}  // namespace monitor
