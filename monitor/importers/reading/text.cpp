#include "monitor/importers/reading/text.h"

#include "monitor/model/lower_case.h"

#include <algorithm>

namespace monitor {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool same_word(std::string_view a, std::string_view b) {
  const auto small = [](char c) { return lower_case(c); };
  return std::ranges::equal(a, b, {}, small, small);
}

bool says_yes(std::string_view text) {
  text = trimmed(text);
  return same_word(text, "true") || same_word(text, "yes") || text == "1";
}

bool says_no(std::string_view text) {
  text = trimmed(text);
  return same_word(text, "false") || same_word(text, "no") || text == "0";
}

std::string_view base_name(std::string_view path) {
  const auto slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view stem(std::string_view path) {
  const auto name = base_name(path);
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

bool has_extension(std::string_view path, std::string_view extension) {
  return path.size() > extension.size() &&
         same_word(path.substr(path.size() - extension.size()), extension);
}

std::optional<std::string_view> LineReader::next() {
  if (rest_.empty()) return std::nullopt;
  ++number_;
  const auto end = rest_.find_first_of("\r\n");
  const auto line = rest_.substr(0, end);
  if (end == std::string_view::npos) {
    rest_ = {};
  } else {
    const bool pair = rest_.substr(end).starts_with("\r\n");
    rest_.remove_prefix(end + (pair ? 2 : 1));
  }
  return line;
}

}  // namespace monitor
