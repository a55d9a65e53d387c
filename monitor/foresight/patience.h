#pragma once

#include "monitor/foresight/moment.h"
#include "monitor/foresight/target_past.h"
#include "monitor/model/check.h"

namespace monitor {

/// Restarts take some minutes; patience outlasts them.
inline constexpr double least_patience = 10;

/// Minutes that are waited for a host that may be off as long as nobody is likely to use it.
inline constexpr double nobody_waits = 360;

/// Settings and certificates are at fault, not a restart: somebody refuses in so many words.
bool is_no_restart(const Check& check);

/// It is there and breaks off what it accepts, where a restart would first have made it silent;
/// `failed` is the look's failing step.
bool is_turned_away(const Observation& failed);

/// It is silent together with others on a network where Remote Desktop has not answered yet.
bool is_the_networks(const Check& check);

/// Nothing comes from where the host was: it may be off, and not for the first time.
bool may_be_off(const Check& check);

/// How likely the user connects.
struct Use {
  bool soon = false;    ///< within half an hour, as likely as not to matter
  bool likely = false;  ///< within two hours
};

Use expected_use(const TargetPast& past, const LocalMoment& local);

/// How long what a look shows has to last before it is told, and what that follows from.
struct Patience {
  double minutes = least_patience;
  Use use;
  bool off = false;      ///< the host may be off, whatever the name service says by now
  bool shaky = false;    ///< several others were interrupted with it, and are well again
  bool in_vain = false;  ///< the user has tried it since
};

/// Longer than a restart takes, by what is known of this host, of all, of the line and of when the
/// user connects. The spell must already hold this look. Pure.
Patience patience(const Check& check, const TargetPast& past, const Moment& moment);

}  // namespace monitor
