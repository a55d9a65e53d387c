#pragma once

#include "store/database.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace tray {

/// What a recording holds.
struct ExportCount {
  std::int64_t looks = 0;      ///< lines with a look
  std::int64_t summed_up = 0;  ///< of them, those that stand for an hour or a day of looks
};

/// Writes what the archive keeps of these targets as a recording that `rdpready replay` reads, in
/// order of time: looks as far as the archive knows them, sleep, networks and VPNs, when the user
/// connected, and local time where it changes. Nothing else of the user is in it. `write` is given
/// whole lines. Fails with storage, and as `write` does.
monitor::Result<ExportCount> export_history(
    store::Database& database, const std::vector<monitor::Target>& targets, monitor::SysTime since,
    const std::function<monitor::Result<void>(std::string_view)>& write);

}  // namespace tray
