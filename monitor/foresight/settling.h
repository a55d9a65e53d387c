#pragma once

#include "monitor/foresight/moment.h"
#include "monitor/foresight/target_past.h"
#include "monitor/model/check.h"

// What a failing look says of the host, and what of a network that this computer has just come to.

namespace monitor {

/// A network needs a while after waking or moving, in minutes.
inline constexpr double settles_after = 5;

/// Nobody signs in to a portal later than that.
inline constexpr std::chrono::minutes longest_portal{60};

/// Whether the look ended before anybody could answer; `failed` is its failing step.
bool ended_on_the_way(const Observation& failed);

/// It has spoken Remote Desktop, or a gateway has said that its service is down: that is no
/// network's fault.
bool is_itself(const Check& check);

/// The host itself says why it refuses: that is no network's fault, and does not pass.
bool says_why(const Check& check);

/// Something before the host may have broken it off or answered in its place.
bool may_be_anothers(const Observation& failed);

/// A portal that nobody has signed in to yet may answer in a gateway's place, but does not say that
/// its service is down.
bool is_in_gateways_place(const Observation& failed);

/// Several hosts are turned away since this computer came here, and nobody has answered: that is
/// what stands before them all, for as long as a portal may.
bool are_all_turned_away(const Check& check, const Moment& moment);

/// A target that never answered may need a VPN, or a network, that is not there yet.
bool may_lack_network(const Check& check, const TargetPast& past, const Moment& moment);

/// How many minutes after waking or moving a failure may be the network's.
double settling(const Check& check, const TargetPast& past, const Moment& moment);

}  // namespace monitor
