#include "notify/alert_rules.h"

#include "notify/matter.h"

#include <algorithm>

namespace notify {

using monitor::SysTime;
using monitor::TargetId;

namespace {

// What failed first while it was worked on says nothing of later, unless it goes on for so long.
constexpr std::chrono::hours says_little_for{24};

/// The end of a snooze that still holds; a clock that was ahead must not silence for long.
bool holds(SysTime until, SysTime now) {
  return until == until_fixed || (until > now && until <= now + longest_snooze);
}

/// Both say that the end of the same side's certificate is near.
bool are_one_end(const std::string& a, const std::string& b) {
  return is_about_an_end(a) && is_about_an_end(b) && !has_ended(a) && !has_ended(b) &&
         a.starts_with("gateway.") == b.starts_with("gateway.");
}

/// Whether a snooze of that target until it is fixed is about that finding.
bool covers(const AlertRules& rules, TargetId id, const monitor::Finding& finding) {
  const auto risks = rules.snoozed_risks.find(id);
  if (risks == rules.snoozed_risks.end()) return true;
  if (finding.severity == monitor::Severity::failure) return false;
  return std::ranges::any_of(risks->second, [&](const std::string& code) {
    return code == finding.code || are_one_end(code, finding.code);
  });
}

}  // namespace

Snoozing snoozing(const AlertRules& rules, const std::string& episode,
                  const monitor::FindingChange& change, SysTime now,
                  std::optional<SysTime> told_at) {
  bool all_hold = true;
  bool until_end = false;
  bool one_ended = false;
  for (const auto id : change.targets) {
    const auto snooze = rules.snoozed_until.find(id);
    const bool known = snooze != rules.snoozed_until.end();
    const bool one_holds = known && holds(snooze->second, now) &&
                           (snooze->second != until_fixed || covers(rules, id, change.finding));
    all_hold = all_hold && one_holds;
    until_end = until_end || (one_holds && snooze->second == until_fixed);
    const bool is_over = known && !holds(snooze->second, now);
    one_ended = one_ended || (is_over && told_at && *told_at < snooze->second);
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
  const auto& finding = change.finding;
  const bool often = finding.code == "trend.failing_more_often";
  if ((finding.severity != monitor::Severity::failure && !often) || finding.level != 0)
    return false;
  const auto* began = often ? monitor::find_fact<SysTime>(finding.evidence, "since") : nullptr;
  const auto first = began != nullptr && now - *began < says_little_for ? *began : now;
  return std::all_of(change.targets.begin(), change.targets.end(), [&](TargetId id) {
    const auto found = rules.maintenance.find(id);
    return found != rules.maintenance.end() &&
           (found->second.is_on(now, utc_offset) || found->second.is_on(first, utc_offset));
  });
}

}  // namespace notify
