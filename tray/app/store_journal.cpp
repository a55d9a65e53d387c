#include "tray/app/store_journal.h"

namespace tray {

using monitor::KeptCopy;
using monitor::RepairId;
using monitor::RepairJournal;
using monitor::RepairRecord;
using monitor::Result;

template <class F>
auto StoreJournal::on_store_thread(F work) {
  return store_.ask([this, &work](store::Database& database) {
    if (!journal_) journal_ = database.repair_journal();
    return work(*journal_);
  });
}

Result<void> StoreJournal::take_turn() {
  return on_store_thread([](RepairJournal& journal) { return journal.take_turn(); });
}

Result<RepairId> StoreJournal::begin(const monitor::RepairPlan& plan, monitor::SysTime at) {
  return on_store_thread([&](RepairJournal& journal) { return journal.begin(plan, at); });
}

Result<void> StoreJournal::keep_copy(RepairId repair, int step, const KeptCopy& copy) {
  return on_store_thread(
      [&](RepairJournal& journal) { return journal.keep_copy(repair, step, copy); });
}

Result<void> StoreJournal::set_step(RepairId repair, int step, monitor::StepState state,
                                    const std::string& detail) {
  return on_store_thread(
      [&](RepairJournal& journal) { return journal.set_step(repair, step, state, detail); });
}

Result<void> StoreJournal::set_state(RepairId repair, monitor::RepairState state) {
  return on_store_thread([&](RepairJournal& journal) { return journal.set_state(repair, state); });
}

Result<std::vector<RepairRecord>> StoreJournal::records() {
  return on_store_thread([](RepairJournal& journal) { return journal.records(); });
}

Result<KeptCopy> StoreJournal::copy_of(RepairId repair, int step) {
  return on_store_thread([&](RepairJournal& journal) { return journal.copy_of(repair, step); });
}

}  // namespace tray
