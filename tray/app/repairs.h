#pragma once

#include "monitor/inspections/judging/surroundings.h"
#include "monitor/repair/repair_runner.h"
#include "store/database.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tray {

/// Something that an RDP client keeps here, with what is wrong with it.
struct JudgedItem {
  monitor::SavedItem item;
  std::string code;  ///< "credential.malformed"; empty where nothing is wrong
  std::string why;   ///< a sentence; empty where nothing is wrong
};

/// What the places of this computer keep.
struct JudgedItems {
  std::vector<JudgedItem> items;
  std::vector<std::string> not_readable;  ///< a sentence for each
};

/// What this computer keeps for RDP clients: listed, removed, put back. One thread, the database's.
class Repairs {
 public:
  /// Takes back what an earlier run left half done. Fails with storage; denied while another
  /// program repairs.
  static monitor::Result<std::unique_ptr<Repairs>> open(store::Database& database);
  Repairs(const Repairs&) = delete;
  Repairs& operator=(const Repairs&) = delete;

  /// What was taken back by open().
  const std::vector<monitor::RepairRecord>& taken_back() const { return taken_back_; }

  /// Removes these, each with a copy kept for undo.
  monitor::Result<monitor::RepairRecord> remove(const std::vector<JudgedItem>& items,
                                                const std::string& remedy);

  /// Newest first.
  monitor::Result<std::vector<monitor::RepairRecord>> records() { return journal_->records(); }

  /// Of that number, else of the newest repair that can be taken back. Fails with not_found.
  /// With a step's number, that step alone.
  monitor::Result<monitor::RepairRecord> undo(std::optional<monitor::RepairId> repair,
                                              std::optional<int> step = {});

 private:
  explicit Repairs(std::unique_ptr<monitor::RepairJournal> journal);

  std::unique_ptr<monitor::RepairJournal> journal_;
  monitor::Workbench bench_;
  monitor::SystemClock clock_;
  monitor::RepairRunner runner_;
  std::vector<monitor::RepairRecord> taken_back_;
};

/// Takes back what a program that ended too early has left half done; meant for the start. A
/// sentence about it for a person; empty where there was nothing to do, or another program is at
/// it. The database's thread.
std::string take_back_cut_short(store::Database& database);

/// The saved sign-ins, judged with what the targets have said at the last looks. Reads only.
/// Fails with storage.
monitor::Result<JudgedItems> judged_sign_ins(store::Database& database);
/// Certificates, pictures, answers and history that clients keep. Reads only.
JudgedItems cached_items();

/// Whether something of that repair can still be put back.
bool can_be_undone(const monitor::RepairRecord& record);

/// `rdpready.items/1` and `rdpready.repairs/1`, on one line.
std::string items_json(const char* what, const JudgedItems& items);
std::string repairs_json(const std::vector<monitor::RepairRecord>& records);

}  // namespace tray
