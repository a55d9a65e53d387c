#include "tray/app/autostart_switch.h"
#include "tray/app/json_values.h"
#include "tray/cli/command.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

namespace tray {

namespace {

class AutostartCommand final : public Command {
 public:
  std::string_view name() const override { return "autostart"; }

  std::string_view summary() const override { return "Whether the tray program starts at login"; }

  std::string_view examples() const override {
    return "  rdpready autostart status\n"
           "  rdpready autostart on";
  }

  void declare(CLI::App& app) override {
    app.add_option("STATE", state_, "on, off or status")
        ->required()
        ->check(CLI::IsMember({"on", "off", "status"}));
  }

  monitor::Result<int> run(const Invocation& invocation) override {
    if (state_ != "status") {
      const auto set = set_starts_at_login(state_ == "on", invocation.start.program);
      if (!set) return tl::unexpected(set.error());
    }
    const auto on = starts_at_login();
    if (!on) return tl::unexpected(on.error());
    if (invocation.json) {
      put(json_text(Json{{"schema", "rdpready.autostart/1"}, {"starts_at_login", *on}}) + '\n');
    } else if (!invocation.quiet) {
      put(*on ? "RDP Ready starts at login.\n" : "RDP Ready does not start at login.\n");
    }
    return 0;
  }

 private:
  std::string state_;
};

}  // namespace

std::unique_ptr<Command> make_autostart() {
  return std::make_unique<AutostartCommand>();
}

}  // namespace tray
