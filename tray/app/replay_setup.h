#pragma once

#include "store/database.h"
#include "tray/app/replay.h"

#include <functional>
#include <map>
#include <string>

namespace tray {

/// Settings by key that hold instead of the saved ones.
using Overrides = std::map<std::string, std::string, std::less<>>;

/// What a replay goes by: the saved targets, their maintenance, the settings and the machine
/// policy, and `overrides`, which win. Snoozes are of today and do not count. `database` is null
/// where nothing is saved. Fails with storage, and with wrong_use for an override that is none.
monitor::Result<Replay::Setup> replay_setup(store::Database* database, const Overrides& overrides);

}  // namespace tray
