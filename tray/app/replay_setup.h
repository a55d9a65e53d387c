#pragma once

#include "store/database.h"
#include "tray/app/replay.h"

#include <functional>
#include <map>
#include <string>

namespace tray {

/// Settings by key that hold instead of the saved ones.
using Overrides = std::map<std::string, std::string, std::less<>>;

/// What a replay goes by: the saved targets and settings, the machine policy, and `overrides`,
/// which win. `database` is null where nothing is saved. Fails with storage, and with wrong_use for
/// an override that is no setting.
monitor::Result<Replay::Setup> replay_setup(store::Database* database, const Overrides& overrides);

}  // namespace tray
