#pragma once

#include "monitor/model/check.h"
#include "monitor/model/result.h"
#include "store/database.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace tray {

/// How a program of ours was started.
struct Start {
  std::filesystem::path data_dir;  ///< --data-dir; empty: the usual place
  std::filesystem::path program;   ///< this executable: a file `portable` beside it counts
  bool verbose = false;            ///< log more
};

/// Begins to write the rotating log (1 MiB, 3 files) in the data folder; once for a process.
/// Without a folder to write to there is no log, which is no failure.
void open_log(const store::DataFolder& folder, bool verbose);

/// Whether this user has data already; makes nothing.
bool has_archive(const Start& start);

/// Opens this user's data with its log, for a command that works on one thread. Adds the targets
/// of the machine policy that are not there yet, and removes those that it has no more. Fails with
/// storage and one sentence.
monitor::Result<std::unique_ptr<store::Database>> open_archive(const Start& start);

/// When a missing or damaged data file was last replaced, by a copy of it or an empty one; empty:
/// never.
std::optional<monitor::SysTime> data_restored(store::Database& database);

/// The target's last look as the archive has it; null before the first.
std::shared_ptr<const monitor::Check> last_check(const store::LastLook& look,
                                                 const monitor::Target& target);

}  // namespace tray
