#pragma once

#include "monitor/model/check.h"
#include "monitor/model/clock.h"
#include "monitor/model/thresholds.h"

#include <functional>
#include <memory>
#include <vector>

namespace monitor {

/// How a single run of looks is made.
struct CheckRunOptions {
  Millis limit{10'000};   ///< for one look, all steps together
  bool identity = false;  ///< ask for the NTLM challenge, whatever the target's setting
  Thresholds thresholds;  ///< by which they are judged
  std::chrono::seconds utc_offset{0};  ///< local time minus UTC
  int in_flight = 64;                  ///< looks at the same time; two at one host never
  /// The last look at a target, to notice what has changed; may be empty or give null.
  std::function<std::shared_ptr<const Check>(const Target&)> before;
};

/// Looks at every target once, on the calling thread; returns when the last look is done.
/// `on_done` hears of each in the order in which they finish, before its connection is closed.
/// `cancelled` is asked now and then; once it says true, looks not yet done are dropped.
void run_checks(std::vector<Target> targets, const CheckRunOptions& options, const Clock& clock,
                const std::function<void(Check)>& on_done,
                const std::function<bool()>& cancelled = {});

}  // namespace monitor
