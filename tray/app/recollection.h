#pragma once

#include "monitor/engine/monitor.h"
#include "store/database.h"

#include <vector>

namespace tray {

/// What the archive knows of the targets' past that forecasts go by: certificates, hours looked at
/// in the last 90 days, when the user connected, and from where it last answered. What cannot be
/// read is left out. Store thread, or the only thread of a command.
std::vector<monitor::TargetMemory> recollect(store::Database& database,
                                             const std::vector<monitor::Target>& targets,
                                             monitor::SysTime now);

/// What foresight had learned; nothing where it cannot be read. The same threads.
monitor::Learned recall_learned(store::Database& database);

/// Keeps what it has learned since. The same threads. Fails with storage.
monitor::Result<void> keep_learned(store::Database& database, const monitor::Learned& learned);

}  // namespace tray
