#pragma once

#include "monitor/model/finding.h"
#include "monitor/model/result.h"
#include "monitor/model/thresholds.h"
#include "notify/alert_rules.h"

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// The user's settings with their defaults; machine policy wins over what was chosen.
/// GUI thread, or the only thread of a command.
struct Preferences {
  std::chrono::minutes check_every{5};
  std::chrono::seconds look_limit{10};
  std::chrono::days keep_repairs{30};  ///< copies of what a repair removed are wiped after that
  monitor::Thresholds thresholds;      ///< from when on trouble that comes slowly is told
  monitor::Severity notify_at_least = monitor::Severity::risk;
  std::optional<notify::Hours> quiet_hours;  ///< nothing comes onto the screen then
  std::chrono::days remind_every{2};         ///< of a failure that lasts; 0: never
  std::string journal_file;                  ///< JSON line for each alert; empty: off
  bool event_log = false;                    ///< each alert also to the operating system's log
  std::string metrics_file;  ///< OpenMetrics text, rewritten after each round; empty: off
  std::string command;       ///< run for each alert; empty: off

  /// Targets of the machine policy: everyone has them, and nobody can remove them.
  std::vector<monitor::Target> targets;
  /// Whether these are all: false where the policy, or one of its targets, cannot be read.
  bool targets_known = true;
  /// The keys that the machine policy has set, so that nobody else can.
  std::set<std::string, std::less<>> by_policy;
  /// What the policy says that no setting can be, and what is done instead: a sentence each.
  std::vector<std::string> policy_troubles;

  bool operator==(const Preferences&) const = default;
};

/// Reads each setting from `value_of` ("check_every_minutes" → "5"), then from the machine policy
/// (a JSON object with the same keys; empty text: none). A number out of range is taken as the
/// nearest one that is not; what makes no sense keeps its default.
Preferences read_preferences(
    const std::function<std::optional<std::string>(std::string_view)>& value_of,
    std::string_view policy_json);
/// Sets one by its key. Fails with wrong_use where there is no such setting, or where the value is
/// none that it can have: a sentence that says which it can.
monitor::Result<void> set_preference(Preferences& into, std::string_view key,
                                     const std::string& value);
/// What alerts go by, but for what is said of single targets.
notify::AlertRules alert_rules(const Preferences& preferences);
/// Hands every setting that differs from the default to `save(key, value)`, others as "". What the
/// policy has set is not the user's choice and not saved.
void write_preferences(const Preferences& preferences,
                       const std::function<void(std::string_view, std::string_view)>& save);

/// Whether the policy has it among its targets: the same computer, port and gateway.
bool is_policy_target(const Preferences& preferences, const monitor::Target& target);

}  // namespace tray
