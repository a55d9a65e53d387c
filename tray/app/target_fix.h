#pragma once

#include "monitor/model/thresholds.h"
#include "store/database.h"
#include "tray/app/fix.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tray {

/// Finds out what is wrong with one target and mends it, on one thread, the database's. For
/// commands; looks at saved targets go into the history.
class TargetFix {
 public:
  /// `name` is that of a saved target, else HOST[:PORT]. Fails with wrong_use, storage.
  static monitor::Result<std::unique_ptr<TargetFix>> open(store::Database& database,
                                                          const std::string& name,
                                                          FixProgressHeard heard);

  const monitor::Target& target() const { return target_; }

  /// Changes nothing. Fails with storage.
  /// `told`: what a person read from their client.
  monitor::Result<Diagnosis> diagnose(std::optional<monitor::ClientWord> told = {});
  /// Fails with denied while another program repairs, storage.
  monitor::Result<FixReport> repair(const Diagnosis& diagnosis,
                                    const std::vector<std::string>& chosen);

 private:
  TargetFix(store::Database& database, FixProgressHeard heard)
      : database_(database), heard_(std::move(heard)) {}

  FixReach reach();
  std::optional<monitor::Check> look(const monitor::Target& target);
  std::vector<monitor::Check> look_at_others() const;

  store::Database& database_;
  FixProgressHeard heard_;
  monitor::Thresholds thresholds_;
  monitor::Millis limit_{};
  monitor::Target target_;
  std::vector<monitor::Target> saved_;
  std::shared_ptr<const monitor::Check> last_;
  monitor::Result<void> kept_;  ///< whether what was seen could be kept
};

}  // namespace tray
