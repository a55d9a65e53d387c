#include "tray/app/instance_key.h"

#include "store/data_place.h"
#include "tray/app/whole_file.h"

namespace tray {

namespace {

monitor::Result<std::string> key_of(const monitor::Result<store::DataFolder>& folder) {
  if (!folder) return tl::unexpected(folder.error());
  std::error_code error;
  const auto canonical = std::filesystem::weakly_canonical(folder->database, error);
  return text_of(error ? folder->database : canonical);
}

}  // namespace

monitor::Result<std::string> instance_key(const std::filesystem::path& data_dir,
                                          const std::filesystem::path& program) {
  return key_of(store::open_data_folder(data_dir, program));
}

monitor::Result<std::string> key_of_running_instance(const std::filesystem::path& data_dir,
                                                     const std::filesystem::path& program) {
  return key_of(store::find_data_folder(data_dir, program));
}

}  // namespace tray
