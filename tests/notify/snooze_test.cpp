#include "tests/notify/alert_cases.h"

#include <gmock/gmock.h>

namespace tests {
namespace {

using monitor::TargetId;
using notify::Alert;
using notify::AlertRules;
using std::chrono::days;
using std::chrono::hours;
using ::testing::IsEmpty;
using ::testing::SizeIs;

AlertRules with_target(monitor::SysTime until) {
  AlertRules rules;
  rules.snoozed_until[TargetId{1}] = until;
  return rules;
}

AlertRules with_episode(const std::string& episode, monitor::SysTime until) {
  AlertRules rules;
  rules.snoozed_episodes[episode] = until;
  return rules;
}

TEST(Snooze, UntilItIsFixedSaysNothingButTheEnd) {
  auto alerts = policy_with({});
  alerts.consider(change_at(noon, Kind::opened, "tcp.refused"), noon);
  alerts.set_rules(with_target(notify::until_fixed));

  EXPECT_THAT(alerts.due_reminders(noon + days(20)), IsEmpty());
  const auto cleared =
      alerts.consider(change_at(noon, Kind::closed, "tcp.refused"), noon + days(20));

  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->kind, Alert::Kind::cleared);
}

TEST(Snooze, OfARiskUntilItIsFixedTellsWhatElseComes) {
  auto rules = with_target(notify::until_fixed);
  rules.snoozed_risks[TargetId{1}] = {"certificate.expires_soon", "certificate.wrong_purpose"};
  auto alerts = policy_with(rules);
  for (const auto* code :
       {"certificate.expires_soon", "certificate.renewal_overdue", "certificate.wrong_purpose"})
    EXPECT_FALSE(alerts.consider(change_at(noon, Kind::opened, code), noon)) << code;

  EXPECT_TRUE(alerts.consider(change_at(noon, Kind::opened, "tcp.refused"), noon));
  alerts.consider(change_at(noon, Kind::closed, "tcp.refused"), noon + hours(1));
  EXPECT_EQ(alerts.due_reminders(noon + hours(1) + std::chrono::minutes(1)).size(), 1U);
  for (const auto* code : {"tls.old_version", "gateway.certificate.expires_soon"})
    EXPECT_TRUE(alerts.consider(change_at(noon, Kind::opened, code), noon + hours(2))) << code;
  EXPECT_TRUE(
      alerts.consider(change_at(noon, Kind::opened, "certificate.expired"), noon + hours(2)));
}

TEST(Snooze, OfOneCauseLeavesTheOthers) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(change_at(noon, Kind::opened, "tcp.refused"), noon);
  alerts.set_rules(with_episode(raised->episode, notify::until_fixed));

  EXPECT_THAT(alerts.due_reminders(noon + hours(30)), IsEmpty());
  EXPECT_TRUE(alerts.consider(change_at(noon, Kind::opened, "certificate.expired"), noon));
}

TEST(Snooze, OfOneCauseEndsInTime) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(change_at(noon, Kind::opened, "tcp.refused"), noon);
  alerts.set_rules(with_episode(raised->episode, noon + hours(1)));

  EXPECT_THAT(alerts.due_reminders(noon + hours(1) - std::chrono::minutes(1)), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(noon + hours(1)), SizeIs(1));
  EXPECT_THAT(alerts.due_reminders(noon + hours(2)), IsEmpty());
}

TEST(Snooze, OfSeveralEndsWithOneSummary) {
  AlertRules rules;
  rules.snoozed_until = {{TargetId{1}, noon + hours(1)}, {TargetId{2}, noon + hours(1)}};
  auto alerts = policy_with(rules);
  alerts.consider(change_at(noon, Kind::opened, "tcp.refused", {1}), noon);
  alerts.consider(change_at(noon, Kind::opened, "tcp.refused", {2}), noon);

  const auto late = alerts.due_reminders(noon + hours(1));

  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late[0].title, "2 things need your attention");
}

TEST(Snooze, DoesNotOutliveAClockThatWasAhead) {
  auto alerts = policy_with(with_target(noon + days(365)));

  EXPECT_TRUE(alerts.consider(change_at(noon, Kind::opened, "tcp.refused"), noon));
}

}  // namespace
}  // namespace tests
