#pragma once

#include "monitor/model/repair.h"
#include "monitor/platform/windows/kept_file.h"

#include <filesystem>
#include <string>
#include <vector>

namespace monitor {

/// A file that mstsc keeps.
struct FileItem {
  SavedItem item;
  KeptFile file;
};

/// The files that mstsc keeps.
struct ClientFiles {
  std::vector<FileItem> items;
  std::vector<std::string> unreadable;  ///< a sentence for each
};

/// Bitmap caches; as history, Default.rdp and the list of recent computers in the task bar.
ClientFiles read_client_files();

/// Where the file of that id belongs; empty for an id that is none of theirs.
std::filesystem::path path_of_file(const std::string& id);

}  // namespace monitor
