#pragma once

#include "monitor/model/clock.h"
#include "monitor/model/repair_journal.h"
#include "monitor/platform/saved_items.h"
#include "monitor/platform/sealing.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// What a repair reaches of this computer.
struct Workbench {
  std::vector<std::unique_ptr<SavedItems>> places;
  std::unique_ptr<Sealing> sealing;
  std::function<Result<void>()> empty_resolver_cache;
  std::function<Result<bool>()> is_client_running;
};

/// This computer's own.
Workbench open_workbench();

/// Whether its program ended before the repair did, or it is under way now.
bool is_unfinished(const RepairRecord& record);

/// The only code that changes what this computer keeps. Copy first, journal first: killed at any
/// instant, recover() of the next start makes everything as it was before the repair.
/// Worker thread; one at a time, other programs included.
class RepairRunner {
 public:
  RepairRunner(RepairJournal& journal, Workbench& workbench, const Clock& clock)
      : journal_(journal), workbench_(workbench), clock_(clock) {}

  /// Takes back what a program that ended too early has begun; the records it took back. What
  /// cannot be put back now, as while the keyring is locked, is tried again the next time.
  /// Meant for the start, and called by apply() and undo() themselves.
  Result<std::vector<RepairRecord>> recover();

  /// Does the steps of the plan, those whose ids are `chosen`; the others are skipped. A step that
  /// fails changes nothing and leaves the others be. `told` hears of each step when it is done.
  /// Once `cancelled` says true, the steps that are left are skipped.
  Result<RepairRecord> apply(const RepairPlan& plan, const std::vector<std::string>& chosen,
                             const std::function<void(const JournalStep&)>& told = {},
                             const std::function<bool()>& cancelled = {});

  /// Puts back what that repair removed, or one step of it. What cannot be put back says so in its
  /// step's detail and stays `applied`. Fails with not_found.
  Result<RepairRecord> undo(RepairId repair, std::optional<int> step = {});

  /// The record; fails with not_found.
  Result<RepairRecord> record(RepairId repair);

 private:
  SavedItems* place_of(const SavedItem& item);
  void do_step(RepairId repair, JournalStep& step);
  Result<void> remove_item(RepairId repair, JournalStep& step);
  Result<void> remove_copied(SavedItems& place, const Secret& copy, JournalStep& step);
  Result<KeptCopy> copied(const SavedItem& item, const Secret& copy);
  Result<void> put_back(RepairId repair, const JournalStep& step);
  Result<void> put_back_steps(const RepairRecord& record, std::optional<int> only);
  Result<bool> recover_one(const RepairRecord& record);
  Result<void> close(RepairId repair);

  RepairJournal& journal_;
  Workbench& workbench_;
  const Clock& clock_;
};

}  // namespace monitor
