#pragma once

#include "monitor/model/clock.h"
#include "store/data_folder.h"
#include "store/kept.h"

#include <filesystem>

namespace store {

/// Makes sure that there is a sound data file of a schema this program knows: creates a missing
/// one, puts the newest sound copy in the place of a damaged, empty or lost one, and keeps the
/// damaged one beside it under a dated name. Call it only while alone with the data (DataLock).
/// Gives what the user should hear of; its notice is empty where all was well.
/// Throws Trouble for a newer schema, and SQLite's and the file system's exceptions.
OpeningReport make_sound(const DataFolder& folder, monitor::SysTime now);

/// Writes `database` into the backups folder as the copy of that day, checks it, and removes all
/// but the newest three. Does nothing where there is one of that day.
/// A copy from a day to come was made under a wrong clock and goes as well.
void back_up_file(const DataFolder& folder, monitor::SysTime now);

/// Makes `file` readable by this user alone.
void make_private(const std::filesystem::path& file);

}  // namespace store
