#include "monitor/platform/program_path.h"

#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <filesystem>
#include <system_error>

namespace monitor {

std::string program_path(const std::string& name) {
  const auto wide = to_wide(name);
  std::wstring found(MAX_PATH, L'\0');
  auto length = SearchPathW(nullptr, wide.c_str(), L".exe", MAX_PATH, found.data(), nullptr);
  if (length > found.size()) {
    found.resize(length);
    length = SearchPathW(nullptr, wide.c_str(), L".exe", length, found.data(), nullptr);
  }
  found.resize(length);
  std::error_code error;
  return std::filesystem::is_regular_file(found, error) ? to_utf8(found) : std::string();
}

}  // namespace monitor
