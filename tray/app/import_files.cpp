#include "tray/app/import_files.h"

#include "monitor/importers/importer.h"
#include "monitor/platform/client_memory.h"
#include "tray/app/whole_file.h"

#include <algorithm>
#include <iterator>

namespace tray {

namespace {

namespace fs = std::filesystem;

// A folder of connection files; more than that is somebody's whole disk.
constexpr std::size_t most_files = 10'000;

void append(std::vector<monitor::Target>& to, std::vector<monitor::Target> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void read_into(ImportPreview& preview, const fs::path& file, const std::string& bytes) {
  auto targets = monitor::import_file(text_of(file.filename()), bytes);
  if (targets) {
    append(preview.targets, std::move(*targets));
  } else {
    preview.troubles.push_back(text_of(file) + ": " + targets.error().what);
  }
}

/// The files right in a folder, by name; in a folder that cannot be read there are none.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code trouble;
  for (fs::directory_iterator entry(folder, trouble), end; !trouble && entry != end;
       entry.increment(trouble)) {
    if (entry->is_regular_file(trouble) && files.size() < most_files) files.push_back(*entry);
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

ImportPreview read_connection_files(const std::vector<fs::path>& files) {
  ImportPreview preview;
  std::vector<fs::path> all;
  std::error_code trouble;
  for (const auto& file : files) {
    if (!fs::is_directory(file, trouble)) {
      all.push_back(file);
      continue;
    }
    const auto inside = files_in(file);
    all.insert(all.end(), inside.begin(), inside.end());
  }
  for (const auto& file : all) {
    const auto bytes = read_whole_file(file, monitor::largest_import);
    if (bytes) {
      read_into(preview, file, *bytes);
    } else {
      preview.troubles.push_back(bytes.error().what);
    }
  }
  return preview;
}

ImportPreview read_client_memory() {
  ImportPreview preview;
  auto memory = monitor::read_client_memory();
  if (!memory) {
    preview.troubles.push_back(memory.error().what);
    return preview;
  }
  for (const auto& file : memory->files) {
    const auto before = preview.targets.size();
    read_into(preview, path_of(file.name), file.bytes);
    for (auto i = before; !file.named_by_user && i < preview.targets.size(); ++i)
      preview.targets[i].name = monitor::short_text(preview.targets[i].endpoint);
  }
  for (const auto& file : memory->unreadable)
    preview.troubles.push_back("The file " + file + " cannot be read.");
  append(preview.targets, std::move(memory->targets));
  return preview;
}

}  // namespace tray
