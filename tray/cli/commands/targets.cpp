#include "tray/app/import_files.h"
#include "tray/app/json_values.h"
#include "tray/app/loading.h"
#include "tray/app/policy_targets.h"
#include "tray/app/target_list.h"
#include "tray/app/whole_file.h"
#include "tray/cli/command.h"
#include "tray/cli/target_options.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Result;
using monitor::Target;

std::string target_line(const Target& target) {
  std::string line = fmt::format("{}  {}", printable(monitor::shown_name(target)),
                                 faint(monitor::short_text(target.endpoint)));
  if (target.gateway)
    line += faint("  by " + monitor::short_text(*target.gateway, monitor::gateway_port));
  if (!target.group.empty()) line += faint("  in " + printable(target.group));
  return line + '\n';
}

class TargetsCommand final : public Command {
 public:
  std::string_view name() const override { return "targets"; }

  std::string_view summary() const override { return "The saved targets: add, edit, import …"; }

  std::string_view examples() const override {
    return "  rdpready targets add pc.example.com \"PC at work\"\n"
           "  rdpready targets edit \"PC at work\" --maintenance \"sun 02:00-06:00\"\n"
           "  rdpready targets import Connections.rdg work.rdp --dry-run\n"
           "  rdpready targets import --from-mstsc\n"
           "  rdpready targets export targets.csv";
  }

  void declare(CLI::App& app) override {
    app.require_subcommand(1);
    declare_add(app);
    declare_edit(app);
    declare_remove(app);
    declare_list(app);
    declare_show(app);
    declare_import(app);
    declare_export(app);
  }

  Result<int> run(const Invocation& invocation) override {
    auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    return action_(**database, invocation);
  }

 private:
  using Action = Result<int> (TargetsCommand::*)(store::Database&, const Invocation&);

  CLI::App* declare_action(CLI::App& app, const char* name, const char* summary, Action action) {
    auto* sub = app.add_subcommand(name, summary);
    sub->fallthrough();
    sub->callback([this, action] {
      action_ = [this, action](store::Database& database, const Invocation& invocation) {
        return (this->*action)(database, invocation);
      };
    });
    return sub;
  }

  void declare_add(CLI::App& app) {
    auto* sub = declare_action(app, "add", "Save a target", &TargetsCommand::add);
    sub->add_option("HOST[:PORT]", host_, "Where it is")->required();
    sub->add_option("NAME", name_, "What to call it");
    options_.declare(*sub);
  }

  void declare_edit(CLI::App& app) {
    auto* sub = declare_action(app, "edit", "Change a saved target", &TargetsCommand::edit);
    sub->add_option("NAME", name_, "Which one")->required();
    sub->add_option("--host", host_, "Where it is now")->type_name("HOST[:PORT]");
    options_.declare(*sub);
  }

  void declare_remove(CLI::App& app) {
    auto* sub =
        declare_action(app, "remove", "Forget targets and their history", &TargetsCommand::remove);
    sub->add_option("NAME", names_, "Which ones")->required();
  }

  void declare_list(CLI::App& app) {
    auto* sub = declare_action(app, "list", "Every saved target", &TargetsCommand::list);
    sub->add_flag("--names", only_names_, "Only the names, one a line");
  }

  void declare_show(CLI::App& app) {
    auto* sub = declare_action(app, "show", "All settings of one target", &TargetsCommand::show);
    sub->add_option("NAME", name_, "Which one")->required();
  }

  void declare_import(CLI::App& app) {
    auto* sub = declare_action(app, "import", "Take over connections of other programs",
                               &TargetsCommand::import);
    sub->add_option("FILE", files_,
                    ".rdp, .rdg, confCons.xml, .remmina, .rdm, .rtsz, .csv, or a folder of them");
    sub->add_flag("--from-mstsc,--from-clients", from_clients_,
                  "What the RDP clients of this computer remember");
    sub->add_flag("--dry-run", dry_run_, "Only show what would be saved");
  }

  void declare_export(CLI::App& app) {
    auto* sub = declare_action(app, "export", "Write the targets as CSV", &TargetsCommand::export_);
    sub->add_option("FILE", file_, "Where to; '-' prints them")->required();
  }

  int show_one(const Target& target, const char* done, const Invocation& invocation) const {
    if (invocation.json) return show_json(saved_target_json(target));
    if (!invocation.quiet) put(done + target_line(target));
    return 0;
  }

  static int show_json(const Json& target) {
    put(json_text(Json{{"schema", "rdpready.target/1"}, {"target", target}}) + '\n');
    return 0;
  }

  static int show_many(const std::vector<Target>& targets, const Invocation& invocation) {
    if (invocation.json) {
      put(json_text(targets_json(targets)) + '\n');
      return 0;
    }
    for (const auto& target : targets)
      put(target_line(target));
    return 0;
  }

  Result<int> add(store::Database& database, const Invocation& invocation) {
    Target target;
    target.name = name_;
    if (const auto set = set_given(target); !set) return tl::unexpected(set.error());
    const auto added = database.add_target(target);
    if (!added) return tl::unexpected(added.error());
    return keep_and_show(database, *added, invocation);
  }

  Result<int> edit(store::Database& database, const Invocation& invocation) {
    auto target = database.find_target(name_);
    if (!target) return tl::unexpected(target.error());
    const auto before = *target;
    if (const auto set = set_given(*target); !set) return tl::unexpected(set.error());
    if (is_policy_target(load_preferences(&database), before) &&
        !is_as_the_policy_has_it(before, *target))
      return monitor::fail(Failure::Kind::denied,
                           stays_by_policy(before, "renamed or sent elsewhere"));
    const auto saved = database.update_target(*target);
    if (!saved) return tl::unexpected(saved.error());
    return keep_and_show(database, *target, invocation);
  }

  Result<int> keep_and_show(store::Database& database, const Target& target,
                            const Invocation& invocation) const {
    const auto kept = options_.keep(database, target.id);
    if (!kept) return tl::unexpected(kept.error());
    return show_one(target, "Saved: ", invocation);
  }

  Result<void> set_given(Target& target) const {
    if (!host_.empty()) {
      const auto endpoint = monitor::parse_endpoint(host_);
      if (!endpoint) return monitor::fail(Failure::Kind::wrong_use, endpoint.error().what);
      target.endpoint = *endpoint;
    }
    return options_.apply(target);
  }

  Result<int> remove(store::Database& database, const Invocation& invocation) {
    // All are looked up first: a mistyped name leaves everything as it was.
    std::vector<Target> doomed;
    const auto preferences = load_preferences(&database);
    for (const auto& name : names_) {
      auto target = database.find_target(name);
      if (!target) return tl::unexpected(target.error());
      if (is_policy_target(preferences, *target))
        return monitor::fail(Failure::Kind::denied, stays_by_policy(*target, "removed"));
      doomed.push_back(std::move(*target));
    }
    for (const auto& target : doomed) {
      const auto removed = database.remove_target(target.id);
      if (!removed) return tl::unexpected(removed.error());
      if (!invocation.json) show_one(target, "Removed: ", invocation);
    }
    return invocation.json ? show_many(doomed, invocation) : 0;
  }

  Result<int> list(store::Database& database, const Invocation& invocation) {
    const auto targets = database.targets();
    if (!targets) return tl::unexpected(targets.error());
    if (!only_names_) return show_many(*targets, invocation);
    for (const auto& target : *targets)
      put(target.name + '\n');
    return 0;
  }

  Result<int> show(store::Database& database, const Invocation& invocation) {
    const auto target = database.find_target(name_);
    if (!target) return tl::unexpected(target.error());
    auto settings = saved_target_json(*target);
    const auto maintenance = notify::to_text(kept_maintenance(database, target->id));
    settings["maintenance"] = maintenance.empty() ? Json() : Json(maintenance);
    if (invocation.json) return show_json(settings);
    for (const auto& [key, value] : settings.items()) {
      const auto text = value.is_string() ? value.get<std::string>() : value.dump();
      put(fmt::format("{:<22} {}\n", key, value.is_null() ? faint("-") : printable(text)));
    }
    return 0;
  }

  Result<int> import(store::Database& database, const Invocation& invocation) {
    if (files_.empty() && !from_clients_)
      return monitor::fail(Failure::Kind::wrong_use, "Name a FILE, or give --from-mstsc.");
    std::vector<std::filesystem::path> files;
    for (const auto& file : files_)
      files.push_back(path_of(file));
    auto preview = read_connection_files(files);
    for (const auto& trouble : preview.troubles)
      say_aside(trouble);
    // One file that cannot be read leaves the store as it was: all or nothing.
    if (!preview.troubles.empty()) return exit_unreadable;
    if (from_clients_) {
      // What the clients remember is taken as far as it can be read.
      auto remembered = read_client_memory();
      for (const auto& trouble : remembered.troubles)
        say_aside(trouble);
      std::ranges::move(remembered.targets, std::back_inserter(preview.targets));
    }
    if (dry_run_) return show_import(preview.targets, preview.targets.size(), invocation);
    const auto added = database.import_targets(preview.targets);
    if (!added) return tl::unexpected(added.error());
    return show_import(*added, preview.targets.size(), invocation);
  }

  int show_import(const std::vector<Target>& targets, std::size_t found,
                  const Invocation& invocation) const {
    if (invocation.json) {
      auto json = targets_json(targets);
      json["dry_run"] = dry_run_;
      json["found"] = found;
      put(json_text(json) + '\n');
      return 0;
    }
    show_many(targets, invocation);
    if (invocation.quiet) return 0;
    put(dry_run_
            ? fmt::format("{} found; nothing was saved.\n", found)
            : fmt::format("{} saved, {} already there.\n", targets.size(), found - targets.size()));
    return 0;
  }

  Result<int> export_(store::Database& database, const Invocation& invocation) {
    const auto targets = database.targets();
    if (!targets) return tl::unexpected(targets.error());
    const auto text = targets_csv(*targets);
    if (file_ == "-") {
      put(invocation.json ? json_text(targets_json(*targets)) + '\n' : text);
      return 0;
    }
    const auto written = write_whole_file(path_of(file_), text);
    if (!written) return tl::unexpected(written.error());
    if (invocation.json) return show_many(*targets, invocation);
    if (!invocation.quiet) put(fmt::format("{} written to {}.\n", targets->size(), file_));
    return 0;
  }

  std::function<Result<int>(store::Database&, const Invocation&)> action_;
  std::string host_;
  std::string name_;
  std::vector<std::string> names_;
  std::vector<std::string> files_;
  std::string file_;
  bool only_names_ = false;
  bool from_clients_ = false;
  bool dry_run_ = false;
  TargetOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_targets() {
  return std::make_unique<TargetsCommand>();
}

}  // namespace tray
