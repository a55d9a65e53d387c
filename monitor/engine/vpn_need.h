#pragma once

#include "monitor/model/check.h"
#include "monitor/model/situation.h"

#include <map>
#include <string>

namespace monitor {

/// Knows which targets answered over a VPN the last time that they answered at all. When that VPN
/// is down and they cannot be reached, the target is not to blame. Forgets over a restart.
/// Lives on the network thread; pure.
class VpnNeed {
 public:
  /// The check as it is to be understood: network.vpn_down, verdict unknown, instead of a failure
  /// to reach a target that needs a VPN which is down. Also learns from it.
  Check explain(Check check, const Situation& situation);

 private:
  std::map<TargetId, std::string> answered_over_;
};

}  // namespace monitor
