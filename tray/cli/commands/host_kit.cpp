#include "tray/app/host_kit_files.h"
#include "tray/app/target_fix.h"
#include "tray/app/whole_file.h"
#include "tray/cli/command.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Result;

class HostKitCommand final : public Command {
 public:
  std::string_view name() const override { return "host-kit"; }

  std::string_view summary() const override {
    return "A ticket and a script for the administrator of the other computer";
  }

  std::string_view examples() const override {
    return "  rdpready host-kit pc\n"
           "  rdpready host-kit pc.example.com --out ~/Desktop";
  }

  void declare(CLI::App& app) override {
    app.add_option("NAME", name_, "A saved target, or HOST[:PORT]")->required();
    app.add_option("--out", folder_, "Write the two files here instead of the current folder")
        ->type_name("DIR");
    app.add_flag("--force", force_, "Replace files that are there already");
  }

  Result<int> run(const Invocation& invocation) override {
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    const auto fix = TargetFix::open(**database, name_, heard(invocation));
    if (!fix) return tl::unexpected(fix.error());
    const auto replace = may_replace((*fix)->target(), invocation);
    if (!replace) return tl::unexpected(replace.error());
    const auto diagnosis = (*fix)->diagnose();
    clear_progress();
    if (!diagnosis) return tl::unexpected(diagnosis.error());
    const auto since = since_of(**database, *diagnosis);
    if (!since) return tl::unexpected(since.error());
    const auto kit = host_kit_for(*diagnosis, *since, seen_from());
    const auto files = write_host_kit(kit, (*fix)->target(), path_of(folder_), *replace);
    if (!files) return tl::unexpected(files.error());
    print(kit, *files, (*fix)->target(), invocation);
    return 0;
  }

 private:
  static FixProgressHeard heard(const Invocation& invocation) {
    if (invocation.quiet || invocation.json) return {};
    return [](const FixProgress& progress) { show_progress(printable(progress.text)); };
  }

  /// Said before the look, which takes a while.
  Result<bool> may_replace(const monitor::Target& target, const Invocation& invocation) const {
    if (force_) return true;
    const auto files = host_kit_files(path_of(folder_), target);
    for (const auto& file : {files.ticket, files.script}) {
      std::error_code none;
      if (!std::filesystem::exists(std::filesystem::symlink_status(file, none))) continue;
      const auto there = "The file " + text_of(file) + " is there already";
      if (!invocation.json && can_ask() && ask(there + ". Replace it? [y/N] ")) return true;
      return monitor::fail(Failure::Kind::already_there,
                           there + "; --force replaces it, --out names another folder.");
    }
    return false;
  }

  /// Since when the main cause has been seen; a target that is not saved has no past.
  static Result<std::optional<monitor::SysTime>> since_of(store::Database& database,
                                                          const Diagnosis& diagnosis) {
    const auto& target = diagnosis.before.target;
    const auto* cause = monitor::main_cause(diagnosis.causes);
    if (cause == nullptr || target.id == monitor::unsaved) return std::nullopt;
    const auto open = database.open_findings(target.id);
    if (!open) return tl::unexpected(open.error());
    for (const auto& one : *open)
      if (one.finding.code == cause->finding.code) return std::optional(one.since);
    return std::nullopt;
  }

  static void print(const monitor::HostKit& kit, const HostKitFiles& files,
                    const monitor::Target& target, const Invocation& invocation) {
    if (invocation.json) {
      put(host_kit_json(kit, target, files) + '\n');
      return;
    }
    put(wrapped(kit.sentence, ""));
    put("\n  ticket  " + printable(text_of(files.ticket)) + "\n  script  " +
        printable(text_of(files.script)) + '\n');
    if (!invocation.quiet)
      say_aside("Send both to the administrator. The script only reports unless run with -Fix.");
  }

  std::string name_;
  std::string folder_ = ".";
  bool force_ = false;
};

}  // namespace

std::unique_ptr<Command> make_host_kit() {
  return std::make_unique<HostKitCommand>();
}

}  // namespace tray
