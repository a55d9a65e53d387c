#include "tray/app/alert_json.h"
#include "tray/app/loading.h"
#include "tray/app/replay_setup.h"
#include "tray/app/whole_file.h"
#include "tray/cli/command.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Result;

class ReplayCommand final : public Command {
 public:
  std::string_view name() const override { return "replay"; }

  std::string_view summary() const override {
    return "Print the alerts that recorded looks would have given";
  }

  std::string_view examples() const override {
    return "  rdpready replay year.jsonl\n"
           "  rdpready replay year.jsonl --json | jq .title\n"
           "  rdpready replay year.jsonl --set notify_at_least=failure";
  }

  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "JSON Lines of looks and events; - reads standard input")
        ->required();
    app.add_option("--set", settings_, "Another setting for this run, as KEY=VALUE")
        ->type_name("KEY=VALUE");
  }

  Result<int> run(const Invocation& invocation) override {
    auto setup = setup_of(invocation);
    if (!setup) return tl::unexpected(setup.error());
    std::ifstream file;
    if (file_ != "-") {
      file.open(path_of(file_), std::ios::binary);
      if (!file) return monitor::fail(Failure::Kind::invalid_input, file_ + " cannot be opened.");
    }
    auto& recording = file_ == "-" ? std::cin : file;
    const auto source = file_ == "-" ? std::string("standard input") : file_;
    const auto read = replay(recording, source, std::move(*setup), [&](const notify::Alert& alert) {
      put((invocation.json ? alert_json(alert) : printable(alert_line(alert))) + '\n');
    });
    if (!read) return tl::unexpected(read.error());
    return 0;
  }

 private:
  Result<Replay::Setup> setup_of(const Invocation& invocation) const {
    Overrides overrides;
    for (const auto& setting : settings_) {
      const auto equals = setting.find('=');
      if (equals == std::string::npos || equals == 0) {
        return monitor::fail(Failure::Kind::wrong_use,
                             "--set takes KEY=VALUE, not \"" + setting + "\".");
      }
      overrides[setting.substr(0, equals)] = setting.substr(equals + 1);
    }
    std::unique_ptr<store::Database> kept;
    if (has_archive(invocation.start)) {
      auto database = invocation.open();
      if (!database) return tl::unexpected(database.error());
      kept = *std::move(database);
    }
    invocation.say_policy_troubles(load_preferences(kept.get()));
    return replay_setup(kept.get(), overrides);
  }

  std::string file_;
  std::vector<std::string> settings_;
};

}  // namespace

std::unique_ptr<Command> make_replay() {
  return std::make_unique<ReplayCommand>();
}

}  // namespace tray
