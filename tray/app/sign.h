#pragma once

#include "monitor/model/finding.h"
#include "monitor/model/observation.h"

namespace tray {

/// A small picture that goes with words: shape and colour tell the same.
enum class Sign { ready, at_risk, would_fail, unknown, information, skipped };

constexpr Sign sign_of(monitor::Verdict verdict) {
  switch (verdict) {
    case monitor::Verdict::ready:
      return Sign::ready;
    case monitor::Verdict::at_risk:
      return Sign::at_risk;
    case monitor::Verdict::would_fail:
      return Sign::would_fail;
    case monitor::Verdict::unknown:
      return Sign::unknown;
  }
  return Sign::unknown;
}

constexpr Sign sign_of(monitor::Severity severity) {
  switch (severity) {
    case monitor::Severity::information:
      return Sign::information;
    case monitor::Severity::risk:
      return Sign::at_risk;
    case monitor::Severity::failure:
      return Sign::would_fail;
  }
  return Sign::unknown;
}

constexpr Sign sign_of(monitor::Outcome outcome) {
  switch (outcome) {
    case monitor::Outcome::ok:
      return Sign::ready;
    case monitor::Outcome::failed:
      return Sign::would_fail;
    case monitor::Outcome::skipped:
      return Sign::skipped;
  }
  return Sign::skipped;
}

}  // namespace tray
