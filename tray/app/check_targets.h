#pragma once

#include "monitor/model/check.h"
#include "monitor/model/clock.h"
#include "monitor/model/thresholds.h"

#include <functional>
#include <memory>
#include <vector>

namespace tray {

/// What to look at, and how.
struct CheckRequest {
  std::vector<monitor::Target> targets;
  monitor::Millis limit{10'000};   ///< for one look
  bool identity = false;           ///< ask for the NTLM challenge, whatever the targets' settings
  monitor::Thresholds thresholds;  ///< by which they are judged
  /// The last look at a target; may be empty or give null.
  std::function<std::shared_ptr<const monitor::Check>(const monitor::Target&)> before;
};

/// Looks at each target once, on the calling thread, many at a time. A failure that this computer
/// itself explains (it is offline) becomes `unknown`. `done` hears of each in the order in which
/// they finish; once `cancelled` says true, looks not yet done are dropped.
void check_targets(CheckRequest request, const std::function<void(const monitor::Check&)>& done,
                   const std::function<bool()>& cancelled = {});

}  // namespace tray
