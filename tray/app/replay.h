#pragma once

#include "monitor/engine/judge.h"
#include "monitor/engine/reasoning.h"
#include "monitor/model/thresholds.h"
#include "notify/alert_policy.h"
#include "tray/app/recorded_lines.h"

#include <functional>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tray {

/// Feeds recorded looks and events through the judgement, the reasoning and the alert policy of the
/// live program, at the recording's own time. Knows no clock, no network and no store.
class Replay {
 public:
  struct Setup {
    std::vector<monitor::Target> saved;  ///< their settings apply where the recording names them
    notify::AlertRules rules;
    monitor::Thresholds thresholds{};
  };

  /// `told` hears each alert in turn.
  Replay(Setup setup, std::function<void(const notify::Alert&)> told);

  /// The target as it is saved, by name or else by address; one that is not has default settings.
  monitor::Target known(monitor::Target target);

  /// Takes in what was read; in the recording's order.
  void take(const RecordedLines::Line& line);

 private:
  /// What was made of the last look at a target.
  struct Past {
    monitor::Check check;  ///< as understood; certificates that later looks did not reach stay
    std::vector<monitor::Finding> judged;         ///< before they were understood
    std::optional<double> judged_skew_s;          ///< of its clock, then
    std::optional<monitor::SysTime> holds_until;  ///< those, if nothing but time changes
    monitor::SysTime tried_at{};                  ///< the user's last attempt

    /// Of a look that differs in nothing else.
    bool holds_for(const monitor::Check& now) const;
    void judge(const monitor::Check& now, const monitor::Judge& judge);
  };

  void pass_time(monitor::SysTime at);
  void take_look(const monitor::Check& check, bool as_before);
  void take_event(const RecordedEvent& event);
  void fail_again(Past& past, monitor::SysTime at, std::chrono::minutes lately);
  void understand(Past& past);
  void move(const monitor::Situation& situation);
  void consider(const std::vector<monitor::FindingChange>& changes);
  void add(const monitor::Target& target);

  std::function<void(const notify::Alert&)> told_;
  std::vector<monitor::Target> targets_;
  std::map<std::string, monitor::TargetId> by_name_;
  std::unordered_map<monitor::TargetId, Past> pasts_;
  std::int64_t last_id_ = 0;
  bool targets_changed_ = true;
  monitor::Situation situation_;
  monitor::SysTime moved_at_{};  ///< it changed
  monitor::Judge judge_;
  monitor::Reasoning reasoning_;
  notify::AlertPolicy policy_;
  std::optional<monitor::SysTime> now_;  ///< of the recording; empty before its first line
  monitor::SteadyTime steady_{};         ///< never set back, stands still in sleep
  monitor::SteadyTime reminded_{};
};

/// Replays a whole recording. Bounded memory, whatever its length. Fails with invalid_input, naming
/// `source` and the line that cannot be read.
monitor::Result<void> replay(std::istream& recording, const std::string& source,
                             Replay::Setup setup, std::function<void(const notify::Alert&)> told);

}  // namespace tray
