#include "tray/app/alert_json.h"
#include "tray/app/assembly.h"
#include "tray/app/worker.h"
#include "tray/cli/command.h"
#include "tray/cli/console.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>

namespace tray {

namespace {

using monitor::Result;
using notify::Alert;

/// Prints each alert as a line.
class PrintChannel final : public notify::Channel {
 public:
  explicit PrintChannel(bool json) : json_(json) {}

  std::string_view name() const override { return "print"; }

  bool accepts(const Alert&, const notify::ChannelSettings&) const override { return true; }

  Result<void> deliver(const Alert& alert, const notify::ChannelSettings&) override {
    put((json_ ? alert_json(alert) : printable(alert_line(alert))) + '\n');
    std::fflush(stdout);
    return {};
  }

 private:
  bool json_;
};

class WatchCommand final : public Command {
 public:
  std::string_view name() const override { return "watch"; }

  std::string_view summary() const override { return "Watch the saved targets and print alerts"; }

  std::string_view examples() const override {
    return "  rdpready watch\n"
           "  rdpready watch --json >> alerts.jsonl";
  }

  void declare(CLI::App& /*app*/) override {}

  Result<int> run(const Invocation& invocation) override {
    hold_stop_requests();
    Worker home;
    Assembly::Options options;
    options.data_dir = invocation.start.data_dir;
    options.program = invocation.start.program;
    options.verbose = invocation.verbose;
    options.on_home_thread = [&home](std::function<void()> work) { home.post(std::move(work)); };
    options.channels.push_back(std::make_unique<PrintChannel>(invocation.json));
    auto assembly = Assembly::open(std::move(options));
    if (!assembly) return tl::unexpected(assembly.error());
    invocation.say_policy_troubles((*assembly)->preferences());
    if (!invocation.quiet) greet(**assembly);
    (*assembly)->set_changed([&kept = **assembly, said = std::string()]() mutable {
      const auto trouble = kept.trouble();
      if (!trouble.empty() && trouble != said) say_aside(trouble);
      said = trouble;
    });
    home.post([&assembly] { (*assembly)->start(); });
    wait_for_stop();
    home.stop();
    (*assembly)->stop();
    return 0;
  }

 private:
  static void greet(const Assembly& assembly) {
    if (const auto notice = assembly.opening_notice(); !notice.empty()) say_aside(notice);
    const auto count = assembly.statuses().size();
    say_aside(count == 1 ? "Watching 1 target. Ctrl+C ends."
                         : fmt::format("Watching {} targets. Ctrl+C ends.", count));
  }
};

}  // namespace

std::unique_ptr<Command> make_watch() {
  return std::make_unique<WatchCommand>();
}

}  // namespace tray
