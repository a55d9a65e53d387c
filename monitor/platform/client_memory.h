#pragma once

#include "monitor/model/result.h"
#include "monitor/model/target.h"

#include <string>
#include <vector>

namespace monitor {

/// A connection file of an RDP client, as it stands on disk; an importer reads it.
struct RememberedFile {
  std::string name;  ///< the whole path, UTF-8
  std::string bytes;
  /// Whether that is how the user calls the connection; else it is just where the client keeps it.
  bool named_by_user = true;

  bool operator==(const RememberedFile&) const = default;
};

/// What the RDP clients of this computer already remember.
struct ClientMemory {
  std::vector<RememberedFile> files;  ///< by name, folder after folder
  /// Hosts that a client has connected to, by address only; without repetition, sorted by address.
  std::vector<Target> targets;
  std::vector<std::string> unreadable;  ///< names of files that are there but could not be read
};

/// Looks in the places where the usual clients keep their connections; empty where there are none.
/// Never a password. Worker thread: reads the disk. Bounded: 10,000 files of at most 1 MiB.
/// Fails with unavailable where the system does not say who the user is.
Result<ClientMemory> read_client_memory();

}  // namespace monitor
