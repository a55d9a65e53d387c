#pragma once

#include "monitor/model/repair_journal.h"
#include "store/store.h"

#include <memory>

namespace tray {

/// The journal of repairs for the worker thread: each call goes to the store's thread and waits for
/// it there. Never on the store's or the GUI thread. Fails with storage once the store is closed.
class StoreJournal final : public monitor::RepairJournal {
 public:
  explicit StoreJournal(store::Store& store) : store_(store) {}

  monitor::Result<void> take_turn() override;
  monitor::Result<monitor::RepairId> begin(const monitor::RepairPlan& plan,
                                           monitor::SysTime at) override;
  monitor::Result<void> keep_copy(monitor::RepairId repair, int step,
                                  const monitor::KeptCopy& copy) override;
  monitor::Result<void> set_step(monitor::RepairId repair, int step, monitor::StepState state,
                                 const std::string& detail) override;
  monitor::Result<void> set_state(monitor::RepairId repair, monitor::RepairState state) override;
  monitor::Result<std::vector<monitor::RepairRecord>> records() override;
  monitor::Result<monitor::KeptCopy> copy_of(monitor::RepairId repair, int step) override;

 private:
  template <class F>
  auto on_store_thread(F work);

  store::Store& store_;
  std::unique_ptr<monitor::RepairJournal> journal_;  ///< used on the store's thread alone
};

}  // namespace tray
