#pragma once

#include "monitor/model/finding.h"
#include "notify/hours.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace notify {

/// A snooze that ends when what is wrong has been mended.
inline constexpr monitor::SysTime until_fixed{
    std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}};
/// The longest other snooze; a later end is one that a clock, ahead of its time, has set.
inline constexpr std::chrono::days longest_snooze{31};

/// When to keep still.
struct AlertRules {
  monitor::Severity at_least = monitor::Severity::risk;
  std::chrono::hours remind_every{48};  ///< of a failure that lasts, at first; 0: never
  /// A moment in the past ends a snooze; what is still open then is told once more.
  std::map<monitor::TargetId, monitor::SysTime> snoozed_until;
  std::map<std::string, monitor::SysTime> snoozed_episodes;
  /// Of targets that were only at risk when they were snoozed until fixed: the codes of then. What
  /// else comes is told. Of others nothing is.
  std::map<monitor::TargetId, std::vector<std::string>> snoozed_risks;
  /// Nothing comes onto the screen then; what is still true at their end is told there.
  std::optional<Hours> quiet_hours;
  /// A target that is down while it is worked on is told only if it still is afterwards.
  std::map<monitor::TargetId, Maintenance> maintenance;

  bool operator==(const AlertRules&) const = default;
};

/// How a matter is snoozed.
enum class Snoozing {
  no,
  ended,         ///< it was, and should be told once more if it was told before that
  for_a_while,   ///< nothing is said of it
  until_it_ends  ///< only its end is told
};

/// `told_at`: when it was told; empty for never.
Snoozing snoozing(const AlertRules& rules, const std::string& episode,
                  const monitor::FindingChange& change, monitor::SysTime now,
                  std::optional<monitor::SysTime> told_at = {});
/// Whether it is an outage of targets that are all being worked on, or one of several that began
/// then.
bool is_maintained(const AlertRules& rules, const monitor::FindingChange& change,
                   monitor::SysTime now, std::chrono::seconds utc_offset);

}  // namespace notify
