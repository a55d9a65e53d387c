#include "monitor/platform/windows/handle.h"

#include "monitor/platform/windows/wide_text.h"

#include <objbase.h>

namespace monitor {

void FreeTaskMemory::operator()(void* memory) const {
  CoTaskMemFree(memory);
}

std::string system_message(DWORD error) {
  wchar_t* text = nullptr;
  const DWORD size = FormatMessageW(
      FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS,
      nullptr, error, 0, reinterpret_cast<wchar_t*>(&text), 0, nullptr);
  const std::unique_ptr<wchar_t, FreeLocal> owned(text);
  auto message = to_utf8(std::wstring_view(text == nullptr ? L"" : text, size));
  while (!message.empty() && (message.back() == '\n' || message.back() == '\r'))
    message.pop_back();
  return message + " (" + std::to_string(error) + ")";
}

}  // namespace monitor
