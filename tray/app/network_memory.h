#pragma once

#include "monitor/model/situation.h"
#include "store/database.h"

#include <string>

namespace tray {

/// Keeps which network this computer was on when the target answered. The database's thread.
/// Fails with storage.
monitor::Result<void> remember_network(store::Database& database, monitor::TargetId target,
                                       const monitor::Situation& situation);

/// The network and VPN in use, and how they differ from when the target last answered: one or two
/// sentences; empty where the system names no network. The database's thread.
std::string network_in_words(store::Database& database, monitor::TargetId target,
                             const monitor::Situation& now);

}  // namespace tray
