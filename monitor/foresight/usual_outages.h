#pragma once

#include "monitor/foresight/moment.h"
#include "monitor/foresight/target_past.h"

namespace monitor {

/// Off as usual at this hour, or not back but not yet missed; `while_away`: it may have gone off
/// before this computer came. Pure.
bool is_usual(const Spell& spell, bool while_away, const TargetPast& past, const Moment& moment);

/// Somebody switches it off and on as it comes, and it has not been off for longer than ever. Pure.
bool is_often_off(const Spell& spell, const TargetPast& past, const Moment& moment);

/// It fails at an hour at which it usually fails, and began to at one: restarts every night. Pure.
bool is_at_its_hour(const Spell& spell, const TargetPast& past, const Moment& moment);

/// That it answers now but usually goes off within half an hour, or is off as usual; empty where
/// neither is known.
std::optional<Finding> usual_outage(TargetPast& past, const Moment& moment);

}  // namespace monitor
