#include "monitor/model/time_text.h"
#include "tray/app/json_values.h"
#include "tray/app/loading.h"
#include "tray/cli/command.h"
#include "tray/cli/report.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace tray {

namespace {

using monitor::Result;

Json status_json(const TargetStatus& status) {
  Json json;
  json["name"] = monitor::shown_name(status.target);
  json["verdict"] = monitor::to_text(status.verdict);
  json["since"] = time_json(status.since);
  json["checked_at"] = status.last ? Json(monitor::iso_millis(status.last->at)) : Json();
  json["fails_at"] =
      status.last ? time_json(monitor::earliest_failure(status.last->findings)) : Json();
  const bool until_fixed = status.snoozed_until == notify::until_fixed;
  json["snoozed_until"] = until_fixed ? Json() : time_json(status.snoozed_until);
  json["snoozed_until_fixed"] = until_fixed;
  json["last_check"] = status.last ? check_document(*status.last) : Json();
  return json;
}

std::string status_text(const TargetStatus& status, bool alone, bool details) {
  if (!status.last) {
    return fmt::format("{}  {}  not looked at yet\n",
                       coloured(status.verdict, fmt::format("{:<10}", in_words(status.verdict))),
                       printable(monitor::shown_name(status.target)));
  }
  std::string text = alone ? full_report(*status.last, details) : one_line(*status.last);
  if (alone && status.since) {
    text += fmt::format("\n  {} since {}, last look {}\n", in_words(status.verdict),
                        monitor::iso_seconds(*status.since), monitor::iso_seconds(status.last->at));
  }
  const auto view = here_and_now();
  if (status.snoozed_until && *status.snoozed_until > view.now)
    text += "  notifications are snoozed " + snooze_text(*status.snoozed_until, view) + '\n';
  return text;
}

class StatusCommand final : public Command {
 public:
  std::string_view name() const override { return "status"; }

  std::string_view summary() const override { return "The last verdicts, without any network"; }

  std::string_view examples() const override {
    return "  rdpready status\n"
           "  rdpready status \"PC at work\" --json";
  }

  void declare(CLI::App& app) override { app.add_option("NAME", name_, "Only this target"); }

  Result<int> run(const Invocation& invocation) override {
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    auto loaded = load(**database);
    if (!loaded) return tl::unexpected(loaded.error());
    auto& statuses = loaded->statuses;
    if (!name_.empty()) {
      const auto target = (*database)->find_target(name_);
      if (!target) return tl::unexpected(target.error());
      std::erase_if(statuses, [&](const TargetStatus& one) { return one.target.id != target->id; });
    }
    print(statuses, invocation);
    int worst = 0;
    for (const auto& status : statuses)
      worst = std::max(worst, monitor::exit_code(status.verdict));
    return worst;
  }

 private:
  void print(const std::vector<TargetStatus>& statuses, const Invocation& invocation) const {
    if (invocation.json) {
      Json json{{"schema", "rdpready.status/1"}, {"targets", Json::array()}};
      for (const auto& status : statuses)
        json["targets"].push_back(status_json(status));
      put(json_text(json) + '\n');
      return;
    }
    if (statuses.empty() && !invocation.quiet) {
      say_aside("No target is saved yet; add one with 'rdpready targets add'.");
    }
    for (const auto& status : statuses)
      put(status_text(status, !name_.empty(), invocation.verbose));
  }

  std::string name_;
};

}  // namespace

std::unique_ptr<Command> make_status() {
  return std::make_unique<StatusCommand>();
}

}  // namespace tray
