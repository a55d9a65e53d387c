#pragma once

#include "monitor/model/certificate_facts.h"
#include "monitor/model/finding.h"
#include "monitor/model/observation.h"
#include "monitor/model/target.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// One look at one target: what was seen, step by step, and what was concluded from it.
/// `steps` hold every step of CONTRACT for this kind of target, in order, also the skipped ones.
struct Check {
  Target target;
  SysTime at{};    ///< when the look began, UTC
  Millis took{0};  ///< from the first to the last step; closing the connection is not counted
  std::vector<Observation> steps;
  std::optional<CertificateFacts> certificate;
  std::optional<CertificateFacts> gateway_certificate;
  std::optional<IdentityFacts> identity;
  std::vector<Finding> findings;

  bool operator==(const Check&) const = default;
};

inline Verdict verdict_of(const Check& check) {
  return verdict_of(std::span<const Finding>(check.findings));
}

/// The step by that name; null where the target's kind has none.
inline const Observation* find_step(const Check& check, std::string_view step) {
  for (const auto& seen : check.steps) {
    if (seen.step == step) return &seen;
  }
  return nullptr;
}

/// The step that broke; null where all went well.
inline const Observation* failing_step(const Check& check) {
  for (const auto& seen : check.steps) {
    if (seen.outcome == Outcome::failed) return &seen;
  }
  return nullptr;
}

inline const Finding* find_finding(const Check& check, std::string_view code) {
  for (const auto& finding : check.findings) {
    if (finding.code == code) return &finding;
  }
  return nullptr;
}

}  // namespace monitor
