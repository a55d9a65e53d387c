#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <limits>
#include <stdexcept>

namespace monitor {

namespace {

/// The system counts in `int`; nothing of ours comes near its end.
int counted(std::size_t size) {
  if (size > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    throw std::length_error("A text is too long for Windows.");
  return static_cast<int>(size);
}

}  // namespace

std::wstring to_wide(std::string_view utf8) {
  if (utf8.empty()) return {};
  const int size = counted(utf8.size());
  const int needed = MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, nullptr, 0);
  std::wstring wide(static_cast<std::size_t>(needed), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, utf8.data(), size, wide.data(), needed);
  return wide;
}

std::string to_utf8(std::wstring_view wide) {
  if (wide.empty()) return {};
  const int size = counted(wide.size());
  const int needed =
      WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, nullptr, 0, nullptr, nullptr);
  std::string utf8(static_cast<std::size_t>(needed), '\0');
  WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, utf8.data(), needed, nullptr, nullptr);
  return utf8;
}

}  // namespace monitor
