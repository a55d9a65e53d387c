#include "notify/command_words.h"

#include <utility>

namespace notify {

// As in a shell: blanks part words, quotes of either kind keep them together, a backslash within
// double quotes or outside takes the next character as it is.
std::optional<std::vector<std::string>> command_words(std::string_view line) {
  std::vector<std::string> words;
  std::optional<std::string> word;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\\' && quote != '\'' && i + 1 < line.size()) {
      word = word.value_or("") + line[++i];
    } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
      quote = quote == 0 ? c : '\0';
      word = word.value_or("");
    } else if (quote == 0 && (c == ' ' || c == '\t')) {
      if (word) words.push_back(*std::exchange(word, {}));
    } else {
      word = word.value_or("") + c;
    }
  }
  if (quote != 0) return {};
  if (word) words.push_back(*word);
  return words;
}

}  // namespace notify
