#pragma once

#include "monitor/foresight/moment.h"
#include "monitor/foresight/target_past.h"
#include "monitor/model/check.h"

namespace monitor {

/// Restarts take some minutes; patience outlasts them.
inline constexpr double least_patience = 10;
/// What a restart does not explain needs less.
inline constexpr double own_fault = 4;

/// Where it may be updated just now.
inline constexpr double longest_update = 19;
/// That it fails now and then, or slows down, was told already.
inline constexpr double while_declining = 60;

/// Minutes that are waited for a host that may be off as long as nobody is likely to use it.
inline constexpr double nobody_waits = 360;

/// Settings and certificates are at fault, not a restart: somebody refuses in so many words.
bool is_no_restart(const Check& check);

/// It is silent together with others on a network where Remote Desktop has not answered yet.
bool is_the_networks(const Check& check);

/// Nothing comes from where the host was: it may be off, and not for the first time.
bool may_be_off(const Check& check);

/// It may be updated just now, and restart.
bool may_be_updated(const Check& check, const LocalMoment& local);

/// It fails more often than it used to, or gets slower: told, or about to be.
bool is_declining(const TargetPast& past);

/// How likely the user connects.
struct Use {
  bool soon = false;    ///< within half an hour, as likely as not to matter
  bool likely = false;  ///< within two hours
};

Use expected_use(const TargetPast& past, const LocalMoment& local);

/// For how many minutes what this look shows has to last before it is told: longer than a restart
/// takes, by what is known of this host, of all, and of when the user connects. The spell must
/// already hold this look. Pure.
double patience(const Check& check, const TargetPast& past, const Moment& moment);

}  // namespace monitor
