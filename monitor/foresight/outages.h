#pragma once

#include "monitor/foresight/moment.h"
#include "monitor/foresight/outlook.h"
#include "monitor/foresight/target_past.h"
#include "monitor/model/check.h"

namespace monitor {

/// What a VPN may take to come up after waking.
inline constexpr std::chrono::minutes vpn_takes{12};

/// A target is new for so long, in hours of looking; who has just added it wants to hear of it.
inline constexpr double known_after_h = 1;

/// Whether the outage that this failing look is part of is worth telling now, by how long it has
/// lasted, how long this host's and others' interruptions usually last, whether the host is usually
/// off at this hour, and how soon the user usually connects. The spell must already hold this look.
/// Sets `past.next_look` to when it would be.
Belief weigh_outage(const Check& check, TargetPast& past, const Moment& moment);

/// Gives the failing findings of that look the words for since when, and for what is usual.
void describe_outage(Check& check, const TargetPast& past, const Moment& moment);

/// "It failed 6 times since 09:10, …", with its basis.
Finding failing_more_often(const Spells::Burst& burst, const Moment& moment);

/// A quarter of an hour before the user usually connects, if that is still to come today.
std::optional<SysTime> look_before_use(const TargetPast& past, const Moment& moment);

}  // namespace monitor
