#pragma once

#include "notify/alert.h"
#include "notify/alert_rules.h"
#include "notify/alert_words.h"
#include "notify/flapping.h"
#include "notify/matter.h"
#include "notify/told.h"
#include "notify/watched_time.h"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace notify {

/// Decides whether a change is told. Lives on the network thread; pure but for its memory.
///
/// A matter is told when it opens, when it gets worse and, if it was told, once when it is over. A
/// failure that lasts is told again after two days, and then each time after it has lasted three
/// times as long. Findings with a level (a certificate's last days) are told once for each subject
/// and level, whatever happens in between, and not again for lasting; but what came of a wrong
/// clock is taken back and counts for nothing. The end of one certificate, near or past, is one
/// episode; so is a host that declines, fails meanwhile and is mended. What comes back within an
/// hour is one episode, told in one sentence, as rarely as what lasts, and over an hour later where
/// it fails no more often. In quiet hours alerts are silent, and told aloud later where still true.
class AlertPolicy {
 public:
  /// `told`: what was told before this start.
  explicit AlertPolicy(std::vector<Told> told = {});

  void set_rules(AlertRules rules) { rules_ = std::move(rules); }

  /// Names for the sentences, which name a computer once. A matter of none of them is not told.
  void set_targets(const std::vector<monitor::Target>& targets);

  /// Local time minus UTC from now on, for quiet hours and the clock in sentences.
  void set_utc_offset(std::chrono::seconds offset) { utc_offset_ = offset; }

  /// The alert for that change, or silence.
  std::optional<Alert> consider(const monitor::FindingChange& change, monitor::SysTime now);
  /// Reminders, what snooze, quiet hours or maintenance have kept back, and ends that have
  /// lasted, where they are due; oldest first. What was kept back comes as one if it is several.
  /// `worth_repeating` says of a target, of what was found and of when it was told, or the epoch,
  /// how that is now, or null where it may not be told again; without it, all may as it was.
  using Question = std::function<const monitor::Finding*(monitor::TargetId, const monitor::Finding&,
                                                         monitor::SysTime)>;
  std::vector<Alert> due_reminders(monitor::SysTime now, const Question& worth_repeating = {});

  /// What to keep; rows are only ever added or replaced by episode.
  const std::vector<Told>& told() const { return told_; }

  /// The rows that changed since the last call, also where nothing was told of it.
  std::vector<Told> take_changed();

 private:
  Told* row(const std::string& episode);
  Matter& take_up(const monitor::FindingChange& change);
  std::optional<Alert> open(const monitor::FindingChange& change, monitor::SysTime now);
  std::optional<Alert> close(const monitor::FindingChange& change, monitor::SysTime now);
  std::optional<Alert> end(const Matter& matter, monitor::SysTime now);
  std::optional<Alert> take_back(const Matter& matter, monitor::SysTime now);
  void keep_time(monitor::SysTime now);
  std::optional<Alert> tell(const Matter& matter, Alert::Kind kind, monitor::SysTime now);
  std::optional<Alert> tell_return(const Matter& matter, monitor::SysTime now);
  std::optional<Alert> tell_worse(Matter& matter, monitor::SysTime now);
  std::optional<Alert> remind(const Matter& matter, monitor::SysTime now);
  std::vector<Alert> settled(monitor::SysTime now, const Question& newest);
  std::vector<Alert> delayed_ends(monitor::SysTime now);
  /// Whether what it foretold has come since it was told.
  bool came_true_untold(const Matter& matter) const;
  bool may_tell(const Matter& matter, monitor::SysTime now) const;
  /// That it fails again and again has been said, by what comes and goes.
  bool is_said(const Matter& matter) const;
  /// Those of which is_said() keeps that back.
  std::vector<monitor::TargetId> restless() const;
  bool is_quiet(monitor::SysTime now) const;
  /// Whether it was told so lately that its nearer level would be told in the same words.
  bool is_just_told(const Matter& matter, monitor::SysTime now) const;
  /// Its level counts as told.
  void keep_level(const Matter& matter);
  bool was_told_before(const monitor::Finding& finding,
                       const std::vector<monitor::TargetId>& targets) const;
  /// Whether something at least as bad has taken its place: a new certificate has the same fault.
  bool is_replaced(const Matter& over) const;
  const monitor::Finding* what_remains(const Matter& over) const;
  bool is_due_again(const Matter& matter, const Told& told, monitor::SysTime now) const;
  bool is_time_to_remind(const Matter& matter, const Told& told, monitor::SysTime now) const;
  Alert alert_for(const Matter& matter, Alert::Kind kind, monitor::SysTime now) const;
  Words words_for(const Matter& matter, Alert::Kind kind, const std::vector<std::string>& names,
                  monitor::SysTime now) const;
  /// What was told silently before the restart is still to be told aloud.
  void remember_kept_back();
  Words end_words(const Matter& matter, const std::vector<std::string>& names,
                  monitor::SysTime now) const;
  void keep(Told told);

  std::vector<Told> told_;
  std::unordered_map<std::string, std::size_t> rows_;  ///< of those, by episode
  std::vector<Matter> matters_;
  std::vector<std::string> changed_;  ///< episodes
  std::set<std::string> kept_back_;   ///< episodes told silently, or not told when they came back
  bool knows_kept_back_ = false;
  monitor::SysTime clock_{};                ///< as it was told last
  monitor::SysTime::duration set_back_{0};  ///< by how much it last was, by a day or more
  monitor::SysTime set_back_at_{};
  bool ahead_ = false;  ///< it has gone forward by that again
  WatchedTime watched_;
  Flapping flapping_;
  AlertRules rules_;
  std::map<monitor::TargetId, monitor::Target> targets_;
  std::chrono::seconds utc_offset_{};
};

}  // namespace notify
