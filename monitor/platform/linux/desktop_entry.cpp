#include "monitor/platform/linux/desktop_entry.h"

namespace monitor {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

/// In double quotes, with the four characters that keep a meaning there escaped; then once more
/// for the general escapes of string values. A percent sign would begin a field code.
std::string quoted(const std::string& argument) {
  std::string out = "\"";
  for (const char c : argument) {
    if (c == '\\') {
      out += R"(\\\\)";
    } else if (c == '"' || c == '`' || c == '$') {
      out += R"(\\)";
      out += c;
    } else if (c == '%') {
      out += "%%";
    } else if (c == '\n') {
      out += R"(\n)";
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

std::string exec_line(const std::vector<std::string>& command) {
  std::string line;
  for (const auto& argument : command)
    line += (line.empty() ? "" : " ") + quoted(argument);
  return line;
}

std::optional<std::string> entry_value(std::string_view text, std::string_view key) {
  bool in_group = false;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with('[')) in_group = line == "[Desktop Entry]";
    const auto equals = line.find('=');
    if (!in_group || line.starts_with('#') || equals == std::string_view::npos) continue;
    if (trimmed(line.substr(0, equals)) == key)
      return std::string(trimmed(line.substr(equals + 1)));
  }
  return {};
}

}  // namespace monitor
