#include "monitor/model/time_text.h"
#include "tray/app/coming_dates.h"
#include "tray/app/forecast_presenter.h"
#include "tray/app/json_values.h"
#include "tray/app/loading.h"
#include "tray/app/status_presenter.h"
#include "tray/cli/command.h"
#include "tray/cli/report.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace tray {

namespace {

using monitor::Result;

Json text_json(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json forecast_json(const TargetStatus& status, const Viewpoint& view) {
  const auto forecast = present_forecast(status, view);
  Json json;
  json["text"] = forecast.words;
  json["basis"] = text_json(forecast.basis);
  json["code"] = text_json(forecast.code);
  json["fails_at"] = time_json(forecast.fails_at);
  json["certificate_ends_at"] = time_json(next_certificate_end(status));
  return json;
}

/// The nearest date of all; null where none is known.
Json next_json(const std::vector<TargetStatus>& statuses, const Viewpoint& view) {
  const auto dates = coming_dates(statuses, view);
  if (dates.empty()) return {};
  const auto& next = dates.front();
  return {{"at", monitor::iso_seconds(next.at)},
          {"name", next.name},
          {"text", next_words(statuses, view)}};
}

Json status_json(const TargetStatus& status, const Viewpoint& view) {
  Json json;
  json["name"] = monitor::shown_name(status.target);
  json["verdict"] = monitor::to_text(status.verdict);
  json["since"] = time_json(status.since);
  json["checked_at"] = status.last ? Json(monitor::iso_millis(status.last->at)) : Json();
  json["fails_at"] =
      status.last ? time_json(monitor::earliest_failure(status.last->findings)) : Json();
  json["forecast"] = forecast_json(status, view);
  const bool until_fixed = status.snoozed_until == notify::until_fixed;
  json["snoozed_until"] = until_fixed ? Json() : time_json(status.snoozed_until);
  json["snoozed_until_fixed"] = until_fixed;
  json["last_check"] = status.last ? check_document(*status.last) : Json();
  return json;
}

/// Columns: verdict, name, forecast.
std::string status_line(const TargetStatus& status, std::size_t name_width, const Viewpoint& view) {
  const auto silent = silence_text(status, view);
  return fmt::format("{}  {:<{}}  {}{}\n",
                     coloured(status.verdict, fmt::format("{:<10}", verdict_words(status.verdict))),
                     printable(monitor::shown_name(status.target)), name_width,
                     printable(forecast_words(status, view)),
                     silent.empty() ? "" : " (" + silent + ')');
}

std::string whole_report(const TargetStatus& status, bool details, const Viewpoint& view) {
  auto text = full_report(*status.last, details);
  const auto forecast = present_forecast(status, view);
  text += '\n' + wrapped(printable(forecast.words), "  ");
  if (!forecast.basis.empty()) text += wrapped(printable(forecast.basis), "  ");
  if (status.since) {
    text += fmt::format("\n  {} since {}, last look {}\n", verdict_words(status.verdict),
                        moment_text(*status.since, view), moment_text(status.last->at, view));
  }
  if (const auto silent = silence_text(status, view); !silent.empty()) text += "  " + silent + '\n';
  return text;
}

/// A name may be long; one such line may stand out.
std::size_t name_width(const std::vector<TargetStatus>& statuses) {
  constexpr std::size_t widest = 32;
  std::size_t width = 0;
  for (const auto& status : statuses) {
    const auto size = printable(monitor::shown_name(status.target)).size();
    if (size <= widest) width = std::max(width, size);
  }
  return width;
}

class StatusCommand final : public Command {
 public:
  std::string_view name() const override { return "status"; }

  std::string_view summary() const override {
    return "The last verdicts and what is foreseen, without any network";
  }

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
    invocation.say_policy_troubles(loaded->preferences);
    auto& statuses = loaded->statuses;
    if (!name_.empty()) {
      const auto target = (*database)->find_target(name_);
      if (!target) return tl::unexpected(target.error());
      std::erase_if(statuses, [&](const TargetStatus& one) { return one.target.id != target->id; });
    }
    print(statuses, invocation);
    // Nothing is well with an empty list that was none before.
    if ((*database)->opening_report().lost) return exit_storage;
    int worst = 0;
    for (const auto& status : statuses)
      worst = std::max(worst, monitor::exit_code(status.verdict));
    return worst;
  }

 private:
  void print(const std::vector<TargetStatus>& statuses, const Invocation& invocation) const {
    const auto view = here_and_now();
    if (invocation.json) return print_json(statuses, view);
    if (!name_.empty() && statuses.front().last)
      return put(whole_report(statuses.front(), invocation.verbose, view));
    if (statuses.empty() && !invocation.quiet) {
      say_aside("No target is saved yet; add one with 'rdpready targets add'.");
    }
    const auto width = name_width(statuses);
    for (const auto& status : statuses)
      put(status_line(status, width, view));
    if (statuses.size() > 1 && !invocation.quiet)
      put('\n' + printable(overview_words(statuses, view)) + '\n');
  }

  static void print_json(const std::vector<TargetStatus>& statuses, const Viewpoint& view) {
    Json json{{"schema", "rdpready.status/1"}};
    json["summary"] = overview_words(statuses, view);
    json["next"] = next_json(statuses, view);
    json["targets"] = Json::array();
    for (const auto& status : statuses)
      json["targets"].push_back(status_json(status, view));
    put(json_text(json) + '\n');
  }

  std::string name_;
};

}  // namespace

std::unique_ptr<Command> make_status() {
  return std::make_unique<StatusCommand>();
}

}  // namespace tray
