#pragma once

#include "notify/alert.h"
#include "notify/alert_words.h"

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
  /// A moment in the past ends a snooze; what is still open then is told once more.
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
  bool open = true;  ///< false: over; kept so that the same subject and level is never told again

  bool operator==(const Told&) const = default;
};

/// Decides whether a change is told. Lives on the network thread; pure but for its memory.
///
/// A matter is told when it opens, when it gets worse and, if it was told, once when it is over. A
/// failure that lasts is told again daily. Findings with a level (a certificate's last days) are
/// told once for each subject and level, whatever happens in between, and not daily.
class AlertPolicy {
 public:
  /// `told`: what was told before this start.
  explicit AlertPolicy(std::vector<Told> told = {});

  void set_rules(AlertRules rules) { rules_ = std::move(rules); }

  /// Names for the sentences. A matter none of whose targets has a name is not told.
  void set_names(std::map<monitor::TargetId, std::string> names) { names_ = std::move(names); }

  /// The alert for that change, or silence.
  std::optional<Alert> consider(const monitor::FindingChange& change, monitor::SysTime now);
  /// Daily reminders and what a snooze has kept back, where they are due; oldest first.
  std::vector<Alert> due_reminders(monitor::SysTime now);

  /// What to keep; rows are only ever added or replaced by episode.
  const std::vector<Told>& told() const { return told_; }

  /// The rows that changed since the last call, also where nothing was told of it.
  std::vector<Told> take_changed();

 private:
  /// Something that is wrong now, told or not.
  struct Matter {
    monitor::FindingChange change;
    std::string episode;
  };

  Matter* find_open(const monitor::FindingChange& change);
  Told* row(const std::string& episode);
  std::optional<Alert> open(const monitor::FindingChange& change, monitor::SysTime now);
  std::optional<Alert> close(const monitor::FindingChange& change, monitor::SysTime now);
  std::optional<Alert> tell(const Matter& matter, Alert::Kind kind, monitor::SysTime now);
  bool is_said_by_another(const Matter& matter) const;
  bool may_tell(const Matter& matter, monitor::SysTime now) const;
  bool is_snoozed(const monitor::FindingChange& change, monitor::SysTime now) const;
  bool was_told_before(const monitor::Finding& finding,
                       const std::vector<monitor::TargetId>& targets) const;
  /// Whether something at least as bad has taken its place: the same certificate has now ended, or
  /// a new one has the same fault.
  bool is_replaced(const Matter& over) const;
  bool others_remain(const Matter& over) const;
  bool is_due_again(const Matter& matter, const Told& told, monitor::SysTime now) const;
  Alert alert_for(const Matter& matter, Alert::Kind kind, monitor::SysTime now) const;
  Words words_for(const Matter& matter, Alert::Kind kind, const std::vector<std::string>& names,
                  monitor::SysTime now) const;
  void keep(Told told);

  std::vector<Told> told_;
  std::vector<Matter> matters_;
  std::vector<std::string> changed_;  ///< episodes
  AlertRules rules_;
  std::map<monitor::TargetId, std::string> names_;
};

}  // namespace notify
