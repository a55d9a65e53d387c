#include "tray/app/target_fix.h"
#include "tray/cli/command.h"
#include "tray/cli/fix_report.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Result;

void show(const FixProgress& progress) {
  show_progress(printable(progress.text));
}

/// As `check`: the worst of what is wrong now, this computer's own state included.
int exit_code_of(const FixReport& report) {
  std::vector<monitor::Finding> wrong;
  for (const auto& cause : report.remaining)
    wrong.push_back(cause.finding);
  return monitor::exit_code(monitor::verdict_of(wrong));
}

class FixCommand final : public Command {
 public:
  std::string_view name() const override { return "fix"; }

  std::string_view summary() const override {
    return "Find out what is wrong with a connection, and mend it";
  }

  std::string_view examples() const override {
    return "  rdpready fix pc                  show what can be done, and ask\n"
           "  rdpready fix pc --plan           only show it\n"
           "  rdpready fix pc --yes            do what is proposed\n"
           "  rdpready fix pc --only 2 --yes   do step 2 alone\n"
           "  rdpready fix pc --full-clean     remove all that is kept here about pc\n"
           "  rdpready undo                    take it back";
  }

  void declare(CLI::App& app) override {
    app.add_option("NAME", name_, "A saved target, or HOST[:PORT]")->required();
    app.add_flag("--plan", plan_, "Show what is wrong and what can be done, and change nothing");
    app.add_flag("--yes", yes_, "Do it without asking");
    app.add_option("--only", only_, "Do these steps of the plan instead of those proposed")
        ->type_name("ID…")
        ->delimiter(',');
    app.add_flag("--full-clean", full_clean_,
                 "Also remove all else that is kept about it: sign-in, certificate, answers");
  }

  Result<int> run(const Invocation& invocation) override {
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    const auto quiet = invocation.quiet || invocation.json;
    const auto fix = TargetFix::open(**database, name_, quiet ? FixProgressHeard() : show);
    if (!fix) return tl::unexpected(fix.error());
    const auto diagnosis = (*fix)->diagnose();
    clear_progress();
    if (!diagnosis) return tl::unexpected(diagnosis.error());
    const auto chosen = chosen_of(*diagnosis);
    if (!chosen) return tl::unexpected(chosen.error());
    if (!invocation.json) {
      put(diagnosis_text(*diagnosis));
      put(plan_text(report_of_plan(*diagnosis), *chosen));
    }
    if (!may_go_on(invocation, *chosen)) return end(invocation, report_of_plan(*diagnosis));
    auto report = (*fix)->repair(*diagnosis, *chosen);
    clear_progress();
    if (!report) return tl::unexpected(report.error());
    return end(invocation, *report);
  }

 private:
  Result<std::vector<std::string>> chosen_of(const Diagnosis& diagnosis) const {
    const auto steps = planned_steps(diagnosis.plan);
    if (only_.empty()) {
      auto ids = proposed_ids(diagnosis);
      for (const auto& step : steps) {
        if (full_clean_ && step.full_clean) ids.push_back(step.id);
      }
      return ids;
    }
    for (const auto& id : only_) {
      const auto step = std::ranges::find(steps, id, &FixStep::id);
      if (step == steps.end())
        return monitor::fail(Failure::Kind::wrong_use, "--only: the plan has no step " + id + '.');
      if (!step->on_this_computer)
        return monitor::fail(
            Failure::Kind::wrong_use,
            "--only: step " + id + " can only be done by the host's administrator.");
    }
    return only_;
  }

  /// Whether there is something to do that the user agrees to.
  bool may_go_on(const Invocation& invocation, const std::vector<std::string>& chosen) const {
    if (plan_ || chosen.empty()) return false;
    if (yes_) return true;
    if (!invocation.json && can_ask()) return ask("Do the steps marked with *? [y/N] ");
    say_aside("Nothing was changed. Add --yes to do the steps that are proposed.");
    return false;
  }

  static int end(const Invocation& invocation, const FixReport& report) {
    put(invocation.json ? fix_json(report) + '\n' : '\n' + result_text(report));
    return exit_code_of(report);
  }

  std::string name_;
  bool plan_ = false;
  bool yes_ = false;
  bool full_clean_ = false;
  std::vector<std::string> only_;
};

}  // namespace

std::unique_ptr<Command> make_fix() {
  return std::make_unique<FixCommand>();
}

}  // namespace tray
