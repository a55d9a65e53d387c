#pragma once

#include "monitor/model/target.h"

#include <filesystem>
#include <string>
#include <vector>

namespace monitor {

/// A connection file of an RDP client, as it stands on disk; an importer reads it.
struct RememberedFile {
  std::filesystem::path path;
  std::string bytes;

  bool operator==(const RememberedFile&) const = default;
};

/// What the RDP clients of this computer already remember.
struct ClientMemory {
  std::vector<RememberedFile> files;  ///< sorted by path
  /// Hosts that a client has connected to, by address only; without repetition, sorted by address.
  std::vector<Target> targets;
  std::vector<std::filesystem::path> unreadable;  ///< files that are there but could not be read
};

/// Looks in the places where the usual clients keep their connections; empty where there are none.
/// Never a password. Worker thread: reads the disk. Bounded: 10,000 files of at most 1 MiB.
ClientMemory remembered_by_clients();

}  // namespace monitor
