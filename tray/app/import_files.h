#pragma once

#include "monitor/model/result.h"
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

/// A whole file of at most `largest` bytes. Fails with invalid_input, naming the file.
monitor::Result<std::string> read_whole_file(const std::filesystem::path& file,
                                             std::size_t largest);
/// Reads connection files of any known format, folders with the files right in them; saves nothing.
/// Worker thread or a command.
ImportPreview read_connection_files(const std::vector<std::filesystem::path>& files);
/// What the RDP clients of this computer remember; saves nothing.
ImportPreview read_client_memory();

}  // namespace tray
