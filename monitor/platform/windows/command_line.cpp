#include "monitor/platform/windows/command_line.h"

#include "monitor/platform/windows/wide_text.h"

namespace monitor {

namespace {

/// Backslashes mean themselves, but for those right before a quotation mark.
std::wstring quoted(const std::wstring& word) {
  std::wstring out = L"\"";
  std::size_t backslashes = 0;
  for (const wchar_t c : word) {
    if (c == L'"') out.append(backslashes + 1, L'\\');
    backslashes = c == L'\\' ? backslashes + 1 : 0;
    out += c;
  }
  out.append(backslashes, L'\\');
  return out + L'"';
}

}  // namespace

std::wstring command_line(const std::vector<std::string>& words) {
  std::wstring line;
  for (const auto& word : words) {
    const auto wide = to_wide(word);
    // The program's own name is always quoted, so that nobody cuts it at a blank.
    const bool plain =
        !line.empty() && !wide.empty() && wide.find_first_of(L" \t\n\v\"") == std::wstring::npos;
    if (!line.empty()) line += L' ';
    line += plain ? wide : quoted(wide);
  }
  return line;
}

}  // namespace monitor
