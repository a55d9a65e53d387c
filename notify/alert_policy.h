#pragma once

#include "monitor/model/situation.h"
#include "notify/alert.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace notify {

/// When to keep still.
struct AlertRules {
  monitor::Severity at_least = monitor::Severity::risk;
  std::chrono::hours remind_every{24};
  std::map<monitor::TargetId, monitor::SysTime> snoozed_until;
};

/// What was told of one matter, as the store keeps it over a restart.
struct Told {
  std::string episode;
  std::vector<monitor::TargetId> targets;
  std::string code;
  std::string subject;  ///< of the finding: a renewed certificate is a new matter
  int level = 0;        ///< deepest level told
  monitor::SysTime at{};
  bool open =
      true;  ///< false: cleared; kept so that the same subject and level is never told again

  bool operator==(const Told&) const = default;
};

/// Decides whether a change is told. Lives on the network thread; pure but for its memory.
class AlertPolicy {
 public:
  /// `told`: what was told before this start.
  explicit AlertPolicy(std::vector<Told> told = {});

  void set_rules(AlertRules rules);
  /// Names for the sentences; a target that is not named is called by nothing.
  void set_names(std::map<monitor::TargetId, std::string> names);

  /// The alert for that change, or silence. Each alert also changes `told()`.
  std::optional<Alert> consider(const monitor::FindingChange& change, monitor::SysTime now);
  /// Daily reminders that are due, oldest first.
  std::vector<Alert> due_reminders(monitor::SysTime now);

  /// What to keep; rows are only ever added or replaced by episode.
  const std::vector<Told>& told() const { return told_; }

 private:
  std::vector<Told> told_;
  AlertRules rules_;
  std::map<monitor::TargetId, std::string> names_;
};

}  // namespace notify
