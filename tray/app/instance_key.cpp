#include "tray/app/instance_key.h"

#include "store/data_folder.h"
#include "tray/app/whole_file.h"

namespace tray {

monitor::Result<std::string> instance_key(const std::filesystem::path& data_dir,
                                          const std::filesystem::path& program) {
  const auto folder = store::open_data_folder(data_dir, program);
  if (!folder) return tl::unexpected(folder.error());
  std::error_code error;
  const auto canonical = std::filesystem::weakly_canonical(folder->database, error);
  return text_of(error ? folder->database : canonical);
}

}  // namespace tray
