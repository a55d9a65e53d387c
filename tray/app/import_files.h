#pragma once

#include "monitor/model/target.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tray {

/// What reading connection files gave, before anything is saved.
struct ImportPreview {
  std::vector<monitor::Target> targets;  ///< in file order
  std::vector<std::string> troubles;     ///< one sentence for each file that could not be read
};

/// Reads connection files of any known format, folders with the files right in them; saves nothing.
/// Worker thread or a command.
ImportPreview read_connection_files(const std::vector<std::filesystem::path>& files);
/// What the RDP clients of this computer remember; saves nothing.
ImportPreview read_client_memory();

}  // namespace tray
