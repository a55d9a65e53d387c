#pragma once

#include "store/database.h"
#include "tray/app/assembly.h"
#include "tray/app/snoozes.h"

#include <string>
#include <vector>

namespace tray {

/// Everything of the archive that the faces and the engine need before the first look.
struct Loaded {
  std::vector<TargetStatus> statuses;
  std::vector<store::ToldRow> told;
  Preferences preferences;  ///< with the machine policy applied
  SnoozedEpisodes snoozed_episodes;
  std::optional<monitor::SysTime> data_restored;
};

/// Reads it all. Store thread, or the only thread of a command. Fails with storage.
monitor::Result<Loaded> load(store::Database& database);

/// Takes over what the last look saw of certificates; what it did not get to stays.
void remember_certificates(TargetStatus& status);

/// The settings alone, with the machine policy applied. `database` is null where nothing is saved.
Preferences load_preferences(store::Database* database);

}  // namespace tray
