#pragma once

#include "monitor/model/check.h"
#include "monitor/model/situation.h"

#include <optional>
#include <vector>

namespace monitor {

/// Whether looking at it needs no network, so that no situation explains a failure: 127.0.0.0/8,
/// ::1, localhost (RFC 6761, 6.3); of a target behind a gateway, the gateway.
bool is_this_computer(const Target& target);

/// Whether this computer reaches nothing but itself.
bool is_cut_off(const Situation& situation);

/// The check as it is to be understood in that situation: what a computer that is offline or asleep
/// fails to reach says nothing about the target. Such a failure becomes network.offline, verdict
/// unknown; a look that went well and targets on this computer stay as they are.
Check apply_situation(Check check, const Situation& situation);

/// The look that cannot be made: every step skipped, network.offline.
Check offline_check(const Target& target, SysTime at);

/// Being cut off as one change for all targets, told only once it has lasted.
/// Lives on the network thread; pure.
class OfflineSpell {
 public:
  void begin(std::vector<TargetId> targets, SysTime at, SteadyTime now);
  /// What is to be told of its end; empty where its beginning was not told.
  std::optional<FindingChange> end();
  /// What is to be told once next_tell() has come.
  std::optional<FindingChange> settle(SteadyTime now);

  std::optional<SteadyTime> next_tell() const { return tells_at_; }

 private:
  std::optional<FindingChange> change_;
  std::optional<SteadyTime> tells_at_;  ///< empty once told
};

}  // namespace monitor
