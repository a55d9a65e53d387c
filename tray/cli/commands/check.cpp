#include "tray/app/check_json.h"
#include "tray/app/check_targets.h"
#include "tray/app/loading.h"
#include "tray/app/network_memory.h"
#include "tray/app/snoozes.h"
#include "tray/app/warning_ahead.h"
#include "tray/cli/command.h"
#include "tray/cli/report.h"
#include "tray/cli/target_arguments.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tray {

namespace {

using monitor::Check;
using monitor::Failure;
using monitor::Result;
using monitor::Target;
using monitor::TargetId;

// A look shorter than a round trip to the other side of the world tells nothing.
constexpr double least_timeout_s = 0.05;
constexpr double most_timeout_s = 600;

/// Prints each look as it ends, and remembers the worst verdict.
class Printer {
 public:
  Printer(const Invocation& invocation, std::size_t expected)
      : json_(invocation.json),
        quiet_(invocation.quiet),
        verbose_(invocation.verbose),
        expected_(expected) {}

  void print(const Check& check) {
    worst_ = std::max(worst_, monitor::exit_code(monitor::verdict_of(check)));
    ++seen_;
    if (expected_ > 1) clear_progress();
    if (json_) {
      put(check_to_json(check) + '\n');
    } else if (expected_ == 1 || verbose_) {
      put(quiet_ ? one_line(check) : full_report(check, verbose_));
    } else {
      put(one_line(check));
    }
    if (expected_ > 1 && !quiet_) {
      show_progress(fmt::format("{} of {} looked at", seen_, expected_));
    }
  }

  int end() {
    if (expected_ > 1) clear_progress();
    return worst_;
  }

 private:
  bool json_;
  bool quiet_;
  bool verbose_;
  std::size_t expected_;
  std::size_t seen_ = 0;
  int worst_ = 0;
};

class CheckCommand final : public Command {
 public:
  std::string_view name() const override { return "check"; }

  std::string_view summary() const override { return "Look whether a connection would work now"; }

  std::string_view examples() const override {
    return "  rdpready check pc.example.com\n"
           "  rdpready check 192.0.2.7:3390 --identity --json\n"
           "  rdpready check build-07 --gateway rdgw.example.com\n"
           "  rdpready check --file hosts.txt --json --timeout 5\n"
           "  rdpready check --saved";
  }

  void declare(CLI::App& app) override {
    app.add_option("HOST[:PORT]", hosts_, "What to look at; '-' reads one a line from input");
    app.add_option("--file", file_, "Read one target a line from this file ('-': input)")
        ->type_name("LIST");
    app.add_flag("--saved", saved_, "Look at saved targets (all, or those named)");
    app.add_option("--gateway", gateway_, "Go by this RD Gateway")->type_name("HOST[:PORT]");
    app.add_option("--timeout", timeout_s_,
                   "End a look after this many seconds; else by the settings, usually 10")
        ->type_name("S");
    app.add_flag(
        "--identity", identity_,
        "Also ask the server's name and clock (an NTLM challenge; it can show in its log)");
  }

  Result<int> run(const Invocation& invocation) override {
    if (timeout_s_ && !(*timeout_s_ >= least_timeout_s && *timeout_s_ <= most_timeout_s)) {
      return monitor::fail(Failure::Kind::wrong_use, "--timeout takes seconds from 0.05 to 600.");
    }
    return saved_ ? run_saved(invocation) : run_given(invocation);
  }

 private:
  CheckRequest request(std::vector<Target> targets, const Preferences& preferences) const {
    CheckRequest asked;
    asked.targets = std::move(targets);
    asked.limit = preferences.look_limit;
    if (timeout_s_) asked.limit = std::chrono::duration<double>(*timeout_s_);
    asked.thresholds = preferences.thresholds;
    asked.identity = identity_;
    return asked;
  }

  Result<std::vector<Target>> given_targets() const {
    std::vector<Target> targets;
    const auto add_list = [&](const std::string& list) -> Result<void> {
      auto more = targets_in_list(list);
      if (!more) return tl::unexpected(more.error());
      targets.insert(targets.end(), more->begin(), more->end());
      return {};
    };
    for (const auto& host : hosts_) {
      if (host == "-") {
        if (const auto added = add_list(host); !added) return tl::unexpected(added.error());
        continue;
      }
      auto target = target_argument(host);
      if (!target) return tl::unexpected(target.error());
      targets.push_back(std::move(*target));
    }
    if (!file_.empty()) {
      if (const auto added = add_list(file_); !added) return tl::unexpected(added.error());
    }
    return targets;
  }

  Result<void> set_gateway(std::vector<Target>& targets) const {
    if (gateway_.empty()) return {};
    const auto gateway = monitor::parse_endpoint(gateway_, monitor::gateway_port);
    if (!gateway)
      return monitor::fail(Failure::Kind::wrong_use, "--gateway: " + gateway.error().what);
    for (auto& target : targets)
      target.gateway = *gateway;
    return {};
  }

  /// The user's, where there are any and they can be read: a look goes without.
  static Preferences preferences(const Invocation& invocation) {
    if (!has_archive(invocation.start)) return load_preferences(nullptr);
    const auto database = invocation.open();
    if (!database) say_aside(database.error().what);
    return load_preferences(database ? database->get() : nullptr);
  }

  Result<int> run_given(const Invocation& invocation) {
    auto targets = given_targets();
    if (!targets) return tl::unexpected(targets.error());
    if (const auto set = set_gateway(*targets); !set) return tl::unexpected(set.error());
    if (targets->empty()) {
      if (!file_.empty() || !hosts_.empty()) return 0;
      return monitor::fail(Failure::Kind::wrong_use,
                           "Name a HOST, or give --file LIST or --saved.");
    }
    auto asked = request(std::move(*targets), preferences(invocation));
    Printer printer(invocation, asked.targets.size());
    check_targets(std::move(asked), [&](const Check& check) { printer.print(check); });
    return printer.end();
  }

  Result<std::vector<Target>> saved_targets(store::Database& database) const {
    if (hosts_.empty()) return database.targets();
    std::vector<Target> targets;
    for (const auto& name : hosts_) {
      auto target = database.find_target(name);
      if (!target) return tl::unexpected(target.error());
      targets.push_back(std::move(*target));
    }
    return targets;
  }

  /// Those that the network may keep from answering.
  static void print_silent(store::Database& database, const std::vector<Check>& seen,
                           Printer& printer) {
    if (std::ranges::none_of(seen, may_be_shared)) return;
    const auto here = new_network(database);
    for (auto check : seen) {
      if (!may_be_shared(check)) continue;
      if (auto shared = shared_trouble(check, seen, here)) {
        std::erase_if(check.findings, [](const auto& one) { return one.code == "tcp.timeout"; });
        check.findings.insert(check.findings.begin(), *std::move(shared));
      }
      printer.print(check);
    }
  }

  Result<int> run_saved(const Invocation& invocation) {
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    auto targets = saved_targets(**database);
    if (!targets) return tl::unexpected(targets.error());
    const auto looks = (*database)->last_looks();
    if (!looks) return tl::unexpected(looks.error());
    if (targets->empty() && !invocation.quiet) {
      say_aside("No target is saved yet; add one with 'rdpready targets add'.");
    }
    auto asked = request(*targets, load_preferences(database->get()));
    const auto before = [&](const Target& target) -> std::shared_ptr<const Check> {
      for (const auto& look : *looks) {
        if (look.target == target.id) return last_check(look, target);
      }
      return nullptr;
    };
    asked.before = before;
    Printer printer(invocation, targets->size());
    NetworkNotes networks(**database);
    Result<void> kept;
    std::vector<Check> seen;
    check_targets(std::move(asked), [&](Check check) {
      if (auto warning = warning_ahead(check, (*database)->certificates(check.target.id)))
        check.findings.push_back(*std::move(warning));
      auto recorded = (*database)->record(check, check_to_json(check));
      if (recorded) recorded = networks.take(check);
      if (recorded) recorded = end_snooze_of_outage(**database, before(check.target), check);
      if (!recorded) kept = std::move(recorded);
      seen.push_back(check);
      // What the others tell of it is known only when all have been looked at.
      if (!may_be_shared(check)) printer.print(check);
    });
    print_silent(**database, seen, printer);
    if (!kept) return tl::unexpected(kept.error());
    const int worst = printer.end();
    return (*database)->opening_report().lost ? exit_storage : worst;
  }

  std::vector<std::string> hosts_;
  std::string file_;
  bool saved_ = false;
  std::string gateway_;
  std::optional<double> timeout_s_;
  bool identity_ = false;
};

}  // namespace

std::unique_ptr<Command> make_check() {
  return std::make_unique<CheckCommand>();
}

}  // namespace tray
