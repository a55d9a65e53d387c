#include "monitor/model/sentences.h"

#include "monitor/model/lower_case.h"

#include <algorithm>

namespace monitor {

namespace {

constexpr std::string_view end_of_sentence = ". ";

/// Characters of which only the last byte differs; UTF-8.
struct Controls {
  std::string_view front;
  unsigned char first;
  unsigned char last;
};

// Unicode 15, categories Cc, Zl, Zp and Cf, but for U+200C and U+200D, which Persian needs.
constexpr Controls controls[] = {
    {"", 0x00, 0x1F},         {"", 0x7F, 0x7F},         {"\xC2", 0x80, 0x9F},
    {"\xC2", 0xAD, 0xAD},     {"\xD8", 0x9C, 0x9C},     {"\xE2\x80", 0x8B, 0x8B},
    {"\xE2\x80", 0x8E, 0x8F}, {"\xE2\x80", 0xA8, 0xAE}, {"\xE2\x81", 0xA0, 0xAF},
    {"\xEF\xBB", 0xBF, 0xBF},
};

/// How many bytes the control character has with which the text begins; 0: it begins with another.
std::size_t control_at(std::string_view text) {
  for (const auto& [front, first, last] : controls) {
    if (!text.starts_with(front) || text.size() == front.size()) continue;
    const auto byte = static_cast<unsigned char>(text[front.size()]);
    if (byte >= first && byte <= last) return front.size() + 1;
  }
  return 0;
}

/// Behind the full stop of the first sentence.
std::size_t first_end(std::string_view text) {
  const auto end = text.find(end_of_sentence);
  return end == std::string_view::npos ? text.size() : end + 1;
}

}  // namespace

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string without_controls(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto control = control_at(text);
    plain += control > 0 ? '?' : text.front();
    text.remove_prefix(std::max<std::size_t>(control, 1));
  }
  return plain;
}

std::string_view since_of(std::string_view text) {
  return text.starts_with("Since ") ? text.substr(0, first_end(text)) : std::string_view();
}

std::string_view without_since(std::string_view text) {
  text.remove_prefix(since_of(text).size());
  if (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

std::string within_a_sentence(std::string title) {
  const bool is_word = title.size() < 2 || lower_case(title[1]) == title[1];
  if (!title.empty() && is_word) title[0] = lower_case(title[0]);
  return title;
}

std::vector<std::string> shorter_and_shorter(std::string_view text) {
  std::vector<std::string> forms{std::string(text)};
  const auto first = text.substr(0, first_end(text));
  auto rest = text.substr(first.size());
  for (auto end = first_end(rest); end < rest.size(); end = first_end(rest)) {
    rest.remove_prefix(end);
    forms.push_back(std::string(first).append(rest));
  }
  return forms;
}

}  // namespace monitor
