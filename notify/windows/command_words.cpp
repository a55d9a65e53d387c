#include "notify/command_words.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <shellapi.h>

namespace notify {

namespace {

/// Two that belong together for each that begins; one behind a backslash is part of a word.
bool every_quote_ends(std::string_view line) {
  bool open = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && (i == 0 || line[i - 1] != '\\')) open = !open;
  }
  return !open;
}

}  // namespace

// As Windows itself parts them for a program: a backslash is a part of a path.
std::optional<std::vector<std::string>> command_words(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::vector<std::string>();
  line.remove_prefix(first);
  if (!every_quote_ends(line)) return {};
  int count = 0;
  const std::unique_ptr<wchar_t*, monitor::FreeLocal> parts(
      CommandLineToArgvW(monitor::to_wide(line).c_str(), &count));
  std::vector<std::string> words;
  for (int i = 0; parts && i < count; ++i)
    words.push_back(monitor::to_utf8(parts.get()[i]));
  return words;
}

}  // namespace notify
