#include "monitor/model/clock.h"
#include "tray/app/history_export.h"
#include "tray/app/history_report.h"
#include "tray/app/local_time.h"
#include "tray/app/status_presenter.h"
#include "tray/app/whole_file.h"
#include "tray/cli/command.h"
#include "tray/cli/report.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Result;
using monitor::Verdict;
using store::HistoryPoint;

/// The worst verdict of a point, for its colour.
Verdict verdict_of(const HistoryPoint& point) {
  if (point.would_fail > 0) return Verdict::would_fail;
  if (point.at_risk > 0) return Verdict::at_risk;
  return point.ready > 0 ? Verdict::ready : Verdict::unknown;
}

/// Neighbours that ended alike, as one stretch.
struct Stretch {
  HistoryPoint first;
  monitor::SysTime end{};
  int looks = 0;
};

std::vector<Stretch> stretches(const std::vector<HistoryPoint>& points) {
  std::vector<Stretch> all;
  for (const auto& point : points) {
    const bool goes_on = !all.empty() && verdict_of(all.back().first) == verdict_of(point) &&
                         all.back().first.failing_code == point.failing_code;
    if (!goes_on) all.push_back({point, point.at, 0});
    all.back().end = point.at + point.span;
    all.back().looks += point.looks;
  }
  return all;
}

std::string looks_words(std::size_t looks) {
  return std::to_string(looks) + (looks == 1 ? " look" : " looks");
}

void print(const HistoryReport& report) {
  const auto day = [view = here_and_now()](monitor::SysTime at) {
    return local_day_text(at, view);
  };
  put(bold(printable(monitor::shown_name(report.target))) + '\n');
  if (report.looks == 0) {
    put("  No look is kept since then.\n");
  } else {
    put(fmt::format("  {} since {}", looks_words(report.looks), day(report.since)));
    if (report.availability)
      put(fmt::format(", {:.2f} % could connect", *report.availability * 100));
    if (report.connect_ms) put(fmt::format(", connect {:.1f} ms (median)", *report.connect_ms));
    put("\n\n");
  }
  for (const auto& one : stretches(report.points)) {
    const auto verdict = verdict_of(one.first);
    put(fmt::format("  {}  to {}  {}  {} {}\n", monitor::iso_seconds(one.first.at),
                    monitor::iso_seconds(one.end),
                    coloured(verdict, fmt::format("{:<10}", verdict_words(verdict))),
                    faint(looks_words(one.looks)), one.first.failing_code));
  }
  if (!report.certificates.empty()) put("\n  Certificates\n");
  for (const auto& seen : report.certificates) {
    put(fmt::format("    {}  {} to {}, seen {} to {}\n", seen.facts.sha256.substr(0, 16),
                    day(seen.facts.not_before), day(seen.facts.not_after), day(seen.first_seen),
                    day(seen.last_seen)));
  }
}

class HistoryCommand final : public Command {
 public:
  std::string_view name() const override { return "history"; }

  std::string_view summary() const override { return "Past verdicts, latency and certificates"; }

  std::string_view examples() const override {
    return "  rdpready history \"PC at work\"\n"
           "  rdpready history build-07 --since 24h --json\n"
           "  rdpready history build-07 --since 2026-11-01\n"
           "  rdpready history --export my-year.jsonl";
  }

  void declare(CLI::App& app) override {
    app.add_option("NAME", name_, "Which target; an export may leave it out and takes all");
    app.add_option("--since", since_, "24h, 7d, 2w, a day or an ISO time; 7d, for an export all")
        ->type_name("WHEN");
    app.add_option("--export", file_, "Write it for 'rdpready replay', - to standard output")
        ->type_name("FILE");
  }

  Result<int> run(const Invocation& invocation) override {
    if (name_.empty() && file_.empty())
      return monitor::fail(Failure::Kind::wrong_use, "Which target? Give its name.");
    const auto since = wanted_since();
    if (!since) return tl::unexpected(since.error());
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    if (!file_.empty()) return write_recording(**database, *since, invocation);
    const auto target = (*database)->find_target(name_);
    if (!target) return tl::unexpected(target.error());
    const auto report = read_history(**database, *target, *since);
    if (!report) return tl::unexpected(report.error());
    if (invocation.json) {
      put(json_text(history_json(*report)) + '\n');
    } else {
      print(*report);
    }
    return 0;
  }

 private:
  Result<monitor::SysTime> wanted_since() const {
    if (since_.empty() && !file_.empty()) return monitor::SysTime{};
    const auto since = parse_since(since_.empty() ? "7d" : since_, monitor::SystemClock().now());
    if (since) return *since;
    return monitor::fail(
        Failure::Kind::wrong_use,
        "--since takes 24h, 7d, 2w, 2026-11-01 or an ISO time, not \"" + since_ + "\".");
  }

  Result<std::vector<monitor::Target>> wanted_targets(store::Database& database) const {
    if (name_.empty()) return database.targets();
    auto target = database.find_target(name_);
    if (!target) return tl::unexpected(target.error());
    return std::vector{*std::move(target)};
  }

  Result<int> write_recording(store::Database& database, monitor::SysTime since,
                              const Invocation& invocation) const {
    const auto targets = wanted_targets(database);
    if (!targets) return tl::unexpected(targets.error());
    if (file_ == "-") {
      const auto count = export_history(database, *targets, since, [](std::string_view lines) {
        put(lines);
        return Result<void>();
      });
      if (!count) return tl::unexpected(count.error());
      return 0;
    }
    FileDraft draft(path_of(file_));
    const auto count = export_history(database, *targets, since,
                                      [&](std::string_view lines) { return draft.write(lines); });
    if (!count) return tl::unexpected(count.error());
    if (const auto kept = draft.keep(); !kept) return tl::unexpected(kept.error());
    tell(*count, invocation);
    return 0;
  }

  void tell(const ExportCount& count, const Invocation& invocation) const {
    if (invocation.json) {
      const Json json{{"schema", "rdpready.history_export/1"},
                      {"file", file_},
                      {"looks", count.looks},
                      {"summed_up", count.summed_up}};
      put(json_text(json) + '\n');
      return;
    }
    if (invocation.quiet) return;
    say_aside(
        fmt::format("Written: {}, with {} looks. Names and addresses stand in it as they are.",
                    file_, count.looks));
    if (count.summed_up > 0)
      say_aside(fmt::format("{} of them each stand for an hour or a day, of which no more is kept.",
                            count.summed_up));
  }

  std::string name_;
  std::string since_;
  std::string file_;
};

}  // namespace

std::unique_ptr<Command> make_history() {
  return std::make_unique<HistoryCommand>();
}

}  // namespace tray
