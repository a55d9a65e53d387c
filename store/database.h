#pragma once

#include "monitor/model/check.h"
#include "store/data_folder.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace store {

using monitor::Result;
using monitor::SysTime;
using monitor::TargetId;

/// A finding that is held to be true, and since when.
struct OpenFinding {
  monitor::Finding finding;
  SysTime since{};
};

/// A stretch of the past: one look, or an hour or a day of them rolled up.
struct HistoryPoint {
  SysTime at{};                  ///< its beginning
  std::chrono::seconds span{0};  ///< 0: one look; 3600; 86400
  int looks = 0;
  int ready = 0, at_risk = 0, would_fail = 0, unknown = 0;  ///< how many looks ended so
  std::optional<double> connect_ms;  ///< median TCP connect time of the looks that had one
  std::optional<double> total_ms;    ///< median time of a whole look
  std::string failing_code;          ///< the most frequent code of severity failure; may be empty

  bool operator==(const HistoryPoint&) const = default;
};

/// A certificate that a target showed.
struct SeenCertificate {
  monitor::CertificateFacts facts;
  SysTime first_seen{};
  SysTime last_seen{};
};

/// What the last look left behind, for `status`.
struct LastLook {
  TargetId target{};
  std::string check_json;  ///< the rdpready.check/1 document as `record` was given it
  monitor::Verdict verdict = monitor::Verdict::unknown;
  SysTime at{};
  SysTime since{};  ///< since when the verdict has been the same
};

/// What was told to the user; the fields of notify::Told, which this library does not know.
struct ToldRow {
  std::string episode;
  std::vector<TargetId> targets;
  std::string code;
  std::string subject;
  int level = 0;
  SysTime at{};
  bool open = true;

  bool operator==(const ToldRow&) const = default;
};

/// What opening had to do that the user should hear of; empty sentences: nothing.
struct OpeningReport {
  std::string notice;  ///< "The data file was damaged and …": one sentence for a person
};

/// Everything that is kept, in one SQLite file in WAL mode. One thread at a time (Store's).
/// Every function fails with `storage` and one sentence: disk full, read-only, busy, damaged.
class Database {
 public:
  /// Checks the file's integrity, restores the best backup of a damaged one (which is moved aside),
  /// migrates an older schema in one transaction, and refuses a newer one with a clear sentence.
  static Result<std::unique_ptr<Database>> open(const DataFolder& folder);
  /// A database in memory, for tests.
  static Result<std::unique_ptr<Database>> open_in_memory();
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const OpeningReport& opening_report() const;

  // Targets. Names are unique without regard to case; a target without a name gets its address.
  Result<std::vector<monitor::Target>> targets();
  /// By name (any case), else by "host" or "host:port". Fails with not_found.
  Result<monitor::Target> find_target(std::string_view name);
  /// Fails with already_there for a name in use.
  Result<monitor::Target> add_target(monitor::Target target);
  Result<void> update_target(const monitor::Target& target);
  /// With its history.
  Result<void> remove_target(TargetId id);
  /// All or none, in one transaction. One that is there already (same endpoint and gateway) is
  /// passed over; a name in use gets " (2)". Gives those that were added.
  Result<std::vector<monitor::Target>> import_targets(const std::vector<monitor::Target>& targets);

  // Looks.
  /// Keeps a look at a saved target: the observation, its certificates (each fingerprint once), the
  /// findings opened and closed by it, and `check_json` as the last look. One transaction.
  Result<void> record(const monitor::Check& check, std::string_view check_json);
  /// The same for many, in one transaction.
  Result<void> record_all(const std::vector<std::pair<monitor::Check, std::string>>& checks);
  Result<std::vector<LastLook>> last_looks();
  Result<std::vector<OpenFinding>> open_findings(TargetId id);
  /// Oldest first; raw looks where they are kept, hours and days before that.
  Result<std::vector<HistoryPoint>> history(TargetId id, SysTime since);
  /// Newest first.
  Result<std::vector<SeenCertificate>> certificates(TargetId id);

  // What was told.
  Result<std::vector<ToldRow>> told();
  /// Adds, or replaces the row of the same episode.
  Result<void> save_told(const ToldRow& row);

  // Settings: key and value as text.
  Result<std::optional<std::string>> setting(std::string_view key);
  Result<void> save_setting(std::string_view key, std::string_view value);

  // Upkeep.
  /// Rolls up what is older than 7 days into hours and 90 days into days, and drops told rows
  /// without use. Cheap when there is nothing to do.
  Result<void> roll_up(SysTime now);
  /// Writes a verified copy beside the file and keeps the newest few. Once a day is enough.
  Result<void> back_up(SysTime now);
  /// A number that grows with every change made by any process; to notice the other's writes.
  Result<std::int64_t> change_count();

 private:
  struct Parts;
  explicit Database(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace store
