#pragma once

#include "monitor/model/evidence.h"

#include <optional>
#include <string>

namespace monitor {

/// How one step ended, as CONTRACT prints it.
enum class Outcome { ok, failed, skipped };

/// Why a step failed. `kind` is the last part of the finding code it leads to ("refused",
/// "timeout", "closed_in_handshake"); `message` is the expert's sentence.
struct StepError {
  std::string kind;
  std::string message;

  bool operator==(const StepError&) const = default;
};

/// What one probe saw of one target at one moment. Never an opinion.
/// `took` is zero and `facts` hold only nulls where the step was skipped.
struct Observation {
  std::string step;  ///< "resolve", "connect", "negotiate", "tls", "identity", "gateway.tls" …
  Outcome outcome = Outcome::skipped;
  Millis took{0};
  Evidence facts;
  std::optional<StepError> error;  ///< present exactly if the outcome is `failed`

  bool operator==(const Observation&) const = default;
};

}  // namespace monitor
