#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "tray/app/json_values.h"
#include "tray/app/loading.h"
#include "tray/cli/command.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Result;
using monitor::SysTime;

/// When people who snooze until tomorrow want to hear again; the tray's menu has the same.
constexpr std::chrono::hours morning{8};

/// "30m", "1h", "2d"; at most notify::longest_snooze.
std::optional<std::chrono::minutes> parse_span(std::string_view text) {
  int count = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit(stop, static_cast<std::size_t>(text.data() + text.size() - stop));
  constexpr int most = 100'000;
  if (error != std::errc{} || count < 1 || count > most) return {};
  const auto minutes = unit == "m"   ? std::chrono::minutes{count}
                       : unit == "h" ? std::chrono::hours{count}
                       : unit == "d" ? std::chrono::days{count}
                                     : std::chrono::minutes{0};
  if (minutes < std::chrono::minutes{1} || minutes > notify::longest_snooze) return {};
  return minutes;
}

Json until_json(std::optional<SysTime> until) {
  if (!until) return {};
  return *until == notify::until_fixed ? Json("fixed") : Json(monitor::iso_seconds(*until));
}

class SnoozeCommand final : public Command {
 public:
  std::string_view name() const override { return "snooze"; }

  std::string_view summary() const override { return "Keep still about a target or one trouble"; }

  std::string_view examples() const override {
    return "  rdpready snooze\n"
           "  rdpready snooze \"PC at work\" --for 1h\n"
           "  rdpready snooze \"PC at work\" --until-tomorrow\n"
           "  rdpready snooze tcp.refused/1/2026-11-22T12:00:00Z --until-fixed\n"
           "  rdpready snooze \"PC at work\" --off";
  }

  void declare(CLI::App& app) override {
    app.add_option("NAME|EPISODE", what_, "A saved target, or a trouble as listed without it");
    auto* how = app.add_option_group("how");
    how->add_option("--for", for_, "So long: 30m, 1h, 2d")->type_name("TIME");
    how->add_flag("--until-tomorrow", until_tomorrow_, "Until tomorrow morning");
    how->add_flag("--until-fixed", until_fixed_, "Until what is wrong now is over");
    how->add_flag("--off", off_, "End the snooze");
    how->require_option(0, 1);
  }

  Result<int> run(const Invocation& invocation) override {
    const auto until = end_of_snooze();
    if (!until) return tl::unexpected(until.error());
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    auto loaded = load(**database);
    if (!loaded) return tl::unexpected(loaded.error());
    if (!what_.empty()) {
      const auto done = snooze(**database, *loaded, *until);
      if (!done) return tl::unexpected(done.error());
      loaded = load(**database);
      if (!loaded) return tl::unexpected(loaded.error());
    }
    if (invocation.json) {
      put(json_text(list_json(*loaded)) + '\n');
    } else if (!invocation.quiet) {
      list(*loaded);
    }
    return 0;
  }

 private:
  /// When it ends; in the past for --off, and where only the list is asked for.
  Result<SysTime> end_of_snooze() const {
    if (what_.empty() && (until_fixed_ || until_tomorrow_ || !for_.empty()))
      return monitor::fail(Failure::Kind::wrong_use, "Say which target or trouble it is about.");
    if (until_fixed_) return notify::until_fixed;
    if (until_tomorrow_) return next_morning(view_, morning);
    if (!for_.empty()) {
      const auto span = parse_span(for_);
      if (!span) {
        return monitor::fail(Failure::Kind::wrong_use,
                             "--for takes 30m, 1h or 2d, 31 days at most, not \"" + for_ + "\".");
      }
      return view_.now + *span;
    }
    if (!what_.empty() && !off_) {
      return monitor::fail(Failure::Kind::wrong_use,
                           "Say how: --for 1h, --until-tomorrow, --until-fixed or --off.");
    }
    if (what_.empty() && off_)
      return monitor::fail(Failure::Kind::wrong_use, "Say which snooze is to end.");
    return view_.now - std::chrono::seconds{1};
  }

  Result<void> snooze(store::Database& database, Loaded& loaded, SysTime until) const {
    const bool is_episode = std::ranges::any_of(
        loaded.told, [&](const store::ToldRow& row) { return row.open && row.episode == what_; });
    if (is_episode) return snooze_episode(database, what_, until, view_.now);
    const auto target = database.find_target(what_);
    if (!target) return tl::unexpected(target.error());
    const auto status = std::ranges::find(loaded.statuses, target->id,
                                          [](const TargetStatus& one) { return one.target.id; });
    if (status == loaded.statuses.end()) return {};
    if (until == notify::until_fixed && !is_in_trouble(*status)) {
      return monitor::fail(Failure::Kind::wrong_use, "Nothing is known to be wrong with " +
                                                         monitor::shown_name(*target) + ".");
    }
    set_snooze(*status, until);
    return database.save_setting(snooze_key(target->id), snooze_as_kept(*status));
  }

  static bool is_in_trouble(const TargetStatus& status) {
    return status.verdict == monitor::Verdict::at_risk ||
           status.verdict == monitor::Verdict::would_fail;
  }

  std::optional<SysTime> still(std::optional<SysTime> until) const {
    return until && *until > view_.now ? until : std::nullopt;
  }

  static std::optional<SysTime> end_of(const Loaded& loaded, const std::string& episode) {
    const auto found = loaded.snoozed_episodes.find(episode);
    if (found == loaded.snoozed_episodes.end()) return {};
    return found->second;
  }

  Json list_json(const Loaded& loaded) const {
    Json json{
        {"schema", "rdpready.snooze/1"}, {"targets", Json::array()}, {"episodes", Json::array()}};
    for (const auto& status : loaded.statuses) {
      json["targets"].push_back({{"name", monitor::shown_name(status.target)},
                                 {"until", until_json(still(status.snoozed_until))}});
    }
    for (const auto& row : loaded.told) {
      if (!row.open) continue;
      json["episodes"].push_back({{"episode", row.episode},
                                  {"code", row.code},
                                  {"until", until_json(still(end_of(loaded, row.episode)))}});
    }
    return json;
  }

  void list(const Loaded& loaded) const {
    for (const auto& status : loaded.statuses)
      put(line(monitor::shown_name(status.target), still(status.snoozed_until)));
    for (const auto& row : loaded.told) {
      if (!row.open) continue;
      put(line(words_of(row, loaded), still(end_of(loaded, row.episode))));
      put("  " + faint(printable(row.episode)) + '\n');
    }
  }

  /// "BUILD-07: The certificate ends soon".
  static std::string words_of(const store::ToldRow& row, const Loaded& loaded) {
    std::string names;
    for (const auto& status : loaded.statuses) {
      if (std::ranges::count(row.targets, status.target.id) > 0)
        names += (names.empty() ? "" : ", ") + monitor::shown_name(status.target);
    }
    const auto* code = monitor::find_code(row.code);
    return names + ": " + std::string(code != nullptr ? code->title : row.code);
  }

  std::string line(const std::string& what, std::optional<SysTime> until) const {
    return fmt::format("{}  {}\n", printable(what),
                       until ? "snoozed " + snooze_text(*until, view_) : faint("not snoozed"));
  }

  Viewpoint view_ = here_and_now();
  std::string what_;
  std::string for_;
  bool until_tomorrow_ = false;
  bool until_fixed_ = false;
  bool off_ = false;
};

}  // namespace

std::unique_ptr<Command> make_snooze() {
  return std::make_unique<SnoozeCommand>();
}

}  // namespace tray
