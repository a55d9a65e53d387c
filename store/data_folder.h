#pragma once

#include "monitor/model/result.h"

#include <filesystem>

namespace store {

/// Where one user's data lies.
struct DataFolder {
  std::filesystem::path database;  ///< the SQLite file
  std::filesystem::path backups;   ///< folder of verified copies
  std::filesystem::path logs;      ///< folder of the rotating log
};

/// The folders by CONTRACT: `chosen` (--data-dir) first, else RDPREADY_DATA_DIR, else the file
/// `portable` beside `program`, else the system's place for this user. Creates what is missing,
/// readable by this user alone. Fails with storage, naming the folder.
monitor::Result<DataFolder> open_data_folder(const std::filesystem::path& chosen,
                                             const std::filesystem::path& program);

}  // namespace store
