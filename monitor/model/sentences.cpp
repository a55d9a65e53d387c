#include "monitor/model/sentences.h"

#include "monitor/model/lower_case.h"

#include <algorithm>

namespace monitor {

namespace {

constexpr std::string_view end_of_sentence = ". ";

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
