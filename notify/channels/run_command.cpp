#include "monitor/model/time_text.h"
#include "notify/channel.h"
#include "notify/command_words.h"
#include "notify/process.h"

namespace notify {

namespace {

constexpr std::chrono::seconds runs_at_most{10};

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
    const auto words = command_words(settings.command);
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
         {"RDPREADY_TEXT", alert.text},
         {"RDPREADY_DELIVERY", std::string(delivery_of(alert))}},
        runs_at_most);
  }
};

}  // namespace

std::unique_ptr<Channel> make_run_command() {
  return std::make_unique<RunCommand>();
}

}  // namespace notify
