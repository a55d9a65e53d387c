#include "notify/alert_rules.h"

#include <algorithm>

namespace notify {

using monitor::SysTime;
using monitor::TargetId;

namespace {

/// The end of a snooze that still holds; a clock that was ahead must not silence for long.
bool holds(SysTime until, SysTime now) {
  return until == until_fixed || (until > now && until <= now + longest_snooze);
}

}  // namespace

Snoozing snoozing(const AlertRules& rules, const std::string& episode,
                  const std::vector<TargetId>& targets, SysTime now,
                  std::optional<SysTime> told_at) {
  bool all_hold = true;
  bool until_end = false;
  bool one_ended = false;
  for (const auto id : targets) {
    const auto snooze = rules.snoozed_until.find(id);
    const bool known = snooze != rules.snoozed_until.end();
    const bool one_holds = known && holds(snooze->second, now);
    all_hold = all_hold && one_holds;
    until_end = until_end || (one_holds && snooze->second == until_fixed);
    one_ended = one_ended || (known && !one_holds && told_at && *told_at < snooze->second);
  }
  const auto cause = rules.snoozed_episodes.find(episode);
  if (cause != rules.snoozed_episodes.end()) {
    if (holds(cause->second, now)) {
      return cause->second == until_fixed ? Snoozing::until_it_ends : Snoozing::for_a_while;
    }
    one_ended = one_ended || (told_at && *told_at < cause->second);
  }
  if (all_hold) return until_end ? Snoozing::until_it_ends : Snoozing::for_a_while;
  return one_ended ? Snoozing::ended : Snoozing::no;
}

bool is_maintained(const AlertRules& rules, const monitor::FindingChange& change, SysTime now,
                   std::chrono::seconds utc_offset) {
  if (change.finding.severity != monitor::Severity::failure || change.finding.level != 0)
    return false;
  return std::all_of(change.targets.begin(), change.targets.end(), [&](TargetId id) {
    const auto found = rules.maintenance.find(id);
    return found != rules.maintenance.end() && found->second.is_on(now, utc_offset);
  });
}

}  // namespace notify
