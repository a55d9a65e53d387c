#pragma once

#include "monitor/model/observation.h"

#include <utility>

namespace monitor {

/// The most that one step may take; a look as a whole may end it sooner.
inline constexpr Millis step_limit{5'000};

/// A step that went well. The ladder adds its name and time.
inline Observation step_done(Evidence facts) {
  Observation seen;
  seen.outcome = Outcome::ok;
  seen.facts = std::move(facts);
  return seen;
}

/// A step that broke: `kind` as in CONTRACT, `message` the expert's sentence.
inline Observation step_failed(std::string kind, std::string message, Evidence facts) {
  Observation seen;
  seen.outcome = Outcome::failed;
  seen.facts = std::move(facts);
  seen.error = StepError{std::move(kind), std::move(message)};
  return seen;
}

}  // namespace monitor
