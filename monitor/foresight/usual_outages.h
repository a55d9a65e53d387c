#pragma once

#include "monitor/foresight/moment.h"
#include "monitor/foresight/target_past.h"

namespace monitor {

/// Off as usual at this hour, or not back but not yet missed; `while_away`: it may have gone off
/// before this computer came. Pure.
bool is_usual(const Spell& spell, bool while_away, const TargetPast& past, const Moment& moment);

/// Somebody switches it off and on as it comes, and it has not been off for longer than ever. Pure.
bool is_often_off(const Spell& spell, const TargetPast& past, const Moment& moment);

}  // namespace monitor
