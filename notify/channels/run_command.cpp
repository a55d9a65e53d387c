#include "monitor/model/time_text.h"
#include "notify/channel.h"
#include "notify/process.h"

#include <optional>

namespace notify {

namespace {

constexpr std::chrono::seconds runs_at_most{10};

/// The words of a command line: blanks part them, quotes of either kind keep them together, a
/// backslash within double quotes or outside takes the next character as it is. Nothing is
/// expanded. Empty for a quote without its end.
std::optional<std::vector<std::string>> words_of(std::string_view line) {
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

std::string lines_of(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts)
    out += (out.empty() ? "" : "\n") + text;
  return out;
}

class RunCommand final : public Channel {
 public:
  std::string_view name() const override { return "run_command"; }

  bool accepts(const Alert&, const ChannelSettings& settings) const override {
    return !settings.command.empty();
  }

  monitor::Result<void> deliver(const Alert& alert, const ChannelSettings& settings) override {
    const auto words = words_of(settings.command);
    if (!words || words->empty()) {
      return monitor::fail(monitor::Failure::Kind::invalid_input,
                           "The command for alerts has a quotation mark without its end.");
    }
    return run_process(
        *words,
        {{"RDPREADY_ALERT", std::string(to_text(alert.kind))},
         {"RDPREADY_EPISODE", alert.episode},
         {"RDPREADY_TARGETS", lines_of(alert.target_names)},
         {"RDPREADY_CODE", alert.code},
         {"RDPREADY_SEVERITY", std::string(monitor::to_text(alert.severity))},
         {"RDPREADY_AT", monitor::iso_seconds(alert.at)},
         {"RDPREADY_FAILS_AT", alert.fails_at ? monitor::iso_seconds(*alert.fails_at) : ""},
         {"RDPREADY_TITLE", alert.title},
         {"RDPREADY_TEXT", alert.text}},
        runs_at_most);
  }
};

}  // namespace

std::unique_ptr<Channel> make_run_command() {
  return std::make_unique<RunCommand>();
}

}  // namespace notify
