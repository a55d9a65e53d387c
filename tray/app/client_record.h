#pragma once

#include "monitor/platform/client_log.h"
#include "store/database.h"

#include <cstdint>
#include <vector>

namespace tray {

/// A connection that this program started a client for, once the client has ended.
struct ClientEnd {
  monitor::Endpoint endpoint;
  monitor::SysTime began{};
  monitor::SysTime ended{};
  std::uint32_t reason = 0;  ///< discReason, as `rdpready explain` takes it
};

/// Keeps it among the newest hundred. The database's thread. Fails with storage.
monitor::Result<void> remember(store::Database& database, const ClientEnd& end);

/// What is kept, oldest first; empty where it cannot be read. The database's thread.
std::vector<ClientEnd> remembered_ends(store::Database& database);

/// Adds what is kept to a client's own log, where it keeps none itself: its events in order of
/// time. The database's thread.
void add_remembered(store::Database& database, monitor::ClientLog& log);

}  // namespace tray
