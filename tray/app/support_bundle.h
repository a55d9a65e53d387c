#pragma once

#include "monitor/platform/this_computer.h"
#include "store/database.h"

#include <string>
#include <vector>

namespace tray {

/// A file of the bundle.
struct BundleFile {
  std::string name;
  std::string text;  ///< UTF-8

  bool operator==(const BundleFile&) const = default;
};

/// What somebody who helps needs to see: versions, settings, targets, last results, what was told
/// and repaired, and the logs; at most 2 MiB of each file, its end. Saved passwords are not even
/// asked for. Unless `unredacted`, names and addresses are replaced by stand-ins, in all files by
/// the same ones, and the command for alerts is left out, since it may hold a secret.
/// The database's thread. Fails with storage.
monitor::Result<std::vector<BundleFile>> support_files(store::Database& database,
                                                       const std::filesystem::path& logs,
                                                       const monitor::ThisComputer& computer,
                                                       bool unredacted);

}  // namespace tray
