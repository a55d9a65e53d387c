#include "tray/app/repairs.h"
#include "tray/cli/command.h"
#include "tray/cli/repair_report.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace tray {

namespace {

using monitor::Result;

class UndoCommand final : public Command {
 public:
  std::string_view name() const override { return "undo"; }

  std::string_view summary() const override { return "Put back what was removed"; }

  std::string_view examples() const override {
    return "  rdpready undo\n"
           "  rdpready undo 3\n"
           "  rdpready undo 3 --step 1\n"
           "  rdpready undo --list";
  }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The repair's number; otherwise the newest that can be put back");
    app.add_option("--step", step_, "Put back this step of the repair alone")->type_name("N");
    app.add_flag("--list", list_, "Show what was removed, and change nothing");
  }

  Result<int> run(const Invocation& invocation) override {
    const auto database = invocation.open();
    if (!database) return tl::unexpected(database.error());
    if (list_) return show(**database, invocation);
    const auto repairs = Repairs::open(**database);
    if (!repairs) return tl::unexpected(repairs.error());
    const auto id = id_ ? std::optional(monitor::RepairId{*id_}) : std::nullopt;
    const auto undone = (*repairs)->undo(id, step_);
    if (!undone) return tl::unexpected(undone.error());
    put(invocation.json ? repairs_json({*undone}) + '\n' : record_text(*undone));
    return is_left(*undone) ? 1 : 0;
  }

 private:
  /// Whether something that was to be put back was not.
  bool is_left(const monitor::RepairRecord& record) const {
    if (!step_) return can_be_undone(record);
    const auto step = std::ranges::find(record.steps, *step_, &monitor::JournalStep::number);
    return step != record.steps.end() && step->state == monitor::StepState::applied;
  }

  static Result<int> show(store::Database& database, const Invocation& invocation) {
    const auto records = database.repair_journal()->records();
    if (!records) return tl::unexpected(records.error());
    if (invocation.json) {
      put(repairs_json(*records) + '\n');
      return 0;
    }
    if (records->empty() && !invocation.quiet) say_aside("Nothing was removed yet.");
    for (const auto& record : *records)
      put(record_text(record));
    return 0;
  }

  std::optional<std::int64_t> id_;
  std::optional<int> step_;
  bool list_ = false;
};

}  // namespace

std::unique_ptr<Command> make_undo() {
  return std::make_unique<UndoCommand>();
}

}  // namespace tray
