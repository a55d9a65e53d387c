#include "store/surroundings.h"

#include <cstdlib>

namespace store {

namespace fs = std::filesystem;

fs::path path_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? fs::path() : fs::path(value);
}

void create_private_folder(const fs::path& folder) {
  if (fs::create_directory(folder)) fs::permissions(folder, fs::perms::owner_all);
}

}  // namespace store
