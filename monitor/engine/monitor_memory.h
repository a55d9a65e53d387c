#pragma once

#include "monitor/foresight/learned.h"
#include "monitor/model/check.h"
#include "monitor/model/clock.h"
#include "monitor/model/situation.h"

#include <functional>
#include <optional>
#include <vector>

namespace monitor {

/// A certificate that a target has shown.
struct ShownCertificate {
  CertificateFacts facts;
  bool gateway = false;  ///< its gateway showed it
  SysTime first_seen{};
  SysTime last_seen{};
};

/// An hour of the past in which a target was looked at.
struct PastHour {
  SysTime at{};  ///< its beginning
  int looks = 0;
  int answered = 0;
};

/// What forecasts go by besides what was learned, each oldest first.
struct TargetMemory {
  TargetId target{};
  std::vector<ShownCertificate> certificates;
  std::vector<PastHour> hours;
  std::vector<SysTime> attempts;  ///< the user began to connect
  /// Where this computer was when the target last answered.
  std::optional<Situation> answered_in;
};

/// What was known before this start.
struct MonitorMemory {
  std::vector<Check> last_checks;           ///< at most one for each target
  std::vector<FindingChange> open_changes;  ///< believed and told, not yet closed
  std::vector<TargetMemory> pasts;
  Learned learned;  ///< as on_learned gave it
  /// Local time minus UTC at a moment; empty: none.
  std::function<std::chrono::seconds(SysTime)> utc_offset;
};

}  // namespace monitor
