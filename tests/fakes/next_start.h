#pragma once

#include "monitor/repair/repair_runner.h"
#include "tests/store/sample.h"

#include <memory>

namespace tests {

/// The program's start after it was killed in the middle of a repair: takes back what it finds.
/// Throws where that fails.
class NextStart {
 public:
  explicit NextStart(const sample::Folder& folder) : database_(sample::open(folder)) {
    sample::must(runner_.recover());
  }

  /// Takes back the newest repair, which came to its end.
  void undo() { sample::must(runner_.undo(sample::must(journal_->records()).front().id)); }

 private:
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<monitor::RepairJournal> journal_ = database_->repair_journal();
  monitor::Workbench bench_ = monitor::open_workbench();
  monitor::SystemClock clock_;
  monitor::RepairRunner runner_{*journal_, bench_, clock_};
};

}  // namespace tests
