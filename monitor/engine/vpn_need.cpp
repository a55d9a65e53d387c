#include "monitor/engine/vpn_need.h"

#include "monitor/engine/possible_cause.h"
#include "monitor/model/finding_codes.h"

namespace monitor {

namespace {

/// Whether the look ended before anybody could answer.
bool ended_on_the_way(const Check& check) {
  const auto* step = failing_step(check);
  return step != nullptr && (step->step.ends_with("resolve") || step->step.ends_with("connect"));
}

}  // namespace

Check VpnNeed::explain(Check check, const Situation& situation) {
  const auto id = check.target.id;
  if (was_answered(check)) {
    if (situation.vpn) {
      answered_over_[id] = *situation.vpn;
    } else {
      answered_over_.erase(id);
    }
    return check;
  }
  const auto need = answered_over_.find(id);
  if (situation.vpn || need == answered_over_.end() || !ended_on_the_way(check)) return check;
  check.findings.assign(1, make_finding("network.vpn_down", {{"vpn", need->second}}));
  return check;
}

}  // namespace monitor
