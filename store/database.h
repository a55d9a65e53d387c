#pragma once

#include "monitor/model/clock.h"
#include "monitor/model/repair_journal.h"
#include "monitor/model/result.h"
#include "store/data_folder.h"
#include "store/kept.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace store {

using monitor::Result;

/// Everything that is kept, in one SQLite file in WAL mode. One thread at a time (Store's); any
/// number of processes.
/// Every function fails with `storage` and one sentence that names the file: disk full, read-only,
/// in use for too long, damaged, made by a newer program. A change is made whole or not at all.
class Database {
 public:
  /// Checks the file's integrity, restores the best copy of a damaged one (which is moved aside),
  /// migrates an older schema in one transaction, and refuses a newer one, touching nothing.
  /// While another process has the data open, that one has done it. `clock` names what is moved.
  static Result<std::unique_ptr<Database>> open(
      const DataFolder& folder, const monitor::Clock& clock = monitor::SystemClock());
  /// A database in memory, for tests.
  static Result<std::unique_ptr<Database>> open_in_memory();
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const OpeningReport& opening_report() const;

  // Targets. Names are unique without regard to case; a target without a name gets its address.
  /// In the order in which they were added.
  Result<std::vector<monitor::Target>> targets();
  /// By name (any case), else by "host" or "host:port". Fails with not_found.
  Result<monitor::Target> find_target(std::string_view name);
  /// Gives it with its id. Fails with already_there for a name in use.
  Result<monitor::Target> add_target(monitor::Target target);
  /// A new endpoint or gateway drops the last look and the open findings: they are about the old
  /// place. Fails with not_found, and with already_there for a name in use.
  Result<void> update_target(const monitor::Target& target);
  /// With its history. Fails with not_found.
  Result<void> remove_target(TargetId id);
  /// All or none. One that is there already (same endpoint and gateway) is passed over; a name in
  /// use gets " (2)". Gives those that were added.
  Result<std::vector<monitor::Target>> import_targets(const std::vector<monitor::Target>& targets);

  // Looks.
  /// Keeps a look at a saved target: the observation, its certificates (each fingerprint once), the
  /// findings opened and closed by it, and `check_json` as the last look.
  /// A look at a target that is not saved (any more) is passed over. A look that began at most two
  /// minutes before the last one was overtaken by it and only adds to the history; an older one
  /// means that the clock was set back: it is the last look, and nothing is `since` later than it.
  Result<void> record(const monitor::Check& check, std::string_view check_json);
  Result<void> record_all(const std::vector<std::pair<monitor::Check, std::string>>& checks);
  /// Of every target that was looked at, by id.
  Result<std::vector<LastLook>> last_looks();
  /// By code.
  Result<std::vector<OpenFinding>> open_findings(TargetId id);
  /// Those that ended at `since` or later, oldest first; kept for 90 days.
  Result<std::vector<PastFinding>> past_findings(TargetId id, SysTime since);
  /// Oldest first; raw looks where they are kept, hours and days before that. The first may have
  /// begun before `since` but reaches beyond it.
  Result<std::vector<HistoryPoint>> history(TargetId id, SysTime since);
  /// Visits the same of several targets, all in order of when they were seen, a day at a time, and
  /// stops with the failure of the first that is refused. `take` must not use this Database.
  Result<void> each_past(const std::vector<TargetId>& ids, SysTime since, const PastTaken& take);
  /// Newest first; for each target the 50 seen last.
  Result<std::vector<SeenCertificate>> certificates(TargetId id);

  // Where this computer was.
  /// Keeps it where it says something new; battery and metered links do not count.
  Result<void> note_situation(const NotedSituation& noted);
  /// Oldest first, from the one that held at `since`; kept for 90 days.
  Result<std::vector<NotedSituation>> situations(SysTime since);

  // What was told: oldest first; a row of the same episode is replaced.
  Result<std::vector<ToldRow>> told();
  Result<void> save_told(const ToldRow& row);

  // What was learned, of saved targets. A new endpoint or gateway drops it.
  Result<LearnedRows> learned();
  Result<void> save_learned(const LearnedRows& rows);

  // Settings: key and value as text.
  Result<std::optional<std::string>> setting(std::string_view key);
  Result<void> save_setting(std::string_view key, std::string_view value);

  // Repairs.
  /// What was repaired, for as long as this Database lives; on the same thread.
  std::unique_ptr<monitor::RepairJournal> repair_journal();
  /// Wipes the copies of older repairs, which cannot be taken back then.
  Result<void> drop_repairs(SysTime before);

  // Upkeep.
  /// Rolls up what is older than 7 days into hours and what is older than 90 into days, and drops
  /// what ended 90 days ago and told rows without use (closed for a year, or of no target that is
  /// left). Cheap when there is nothing to do.
  Result<void> roll_up(SysTime now);
  /// Writes a verified copy, one a day (UTC), and keeps the newest three.
  Result<void> back_up(SysTime now);
  /// Grows when another process (or another Database) has written since the last call; own writes
  /// do not count. Costs no reading from the disk. Comparable only within one Database.
  Result<std::int64_t> change_count();

 private:
  friend class Journal;
  struct Parts;
  explicit Database(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace store
