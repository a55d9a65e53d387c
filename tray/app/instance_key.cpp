#include "tray/app/instance_key.h"

#include "store/data_folder.h"

namespace tray {

monitor::Result<std::string> instance_key(const std::filesystem::path& data_dir,
                                          const std::filesystem::path& program) {
  const auto folder = store::open_data_folder(data_dir, program);
  if (!folder) return tl::unexpected(folder.error());
  std::error_code error;
  const auto canonical = std::filesystem::weakly_canonical(folder->database, error);
  return (error ? folder->database : canonical).string();
}

}  // namespace tray
