#include "tests/notify/alert_cases.h"

#include <gmock/gmock.h>

namespace tests {
namespace {

using monitor::SysTime;
using monitor::TargetId;
using notify::Alert;
using notify::AlertRules;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// 22:00 UTC on that Sunday; the quiet hours of these tests end nine hours later.
constexpr SysTime ten_at_night = noon + hours(10);

AlertRules quiet_at_night() {
  AlertRules rules;
  rules.quiet_hours = *notify::parse_hours("22:00-07:00");
  return rules;
}

TEST(QuietHours, KeepTheScreenDarkAndTheJournalWritten) {
  auto alerts = policy_with(quiet_at_night());

  const auto raised =
      alerts.consider(change_at(ten_at_night, Kind::opened, "tcp.refused"), ten_at_night);

  ASSERT_TRUE(raised);
  EXPECT_TRUE(raised->silent);
}

TEST(QuietHours, TellAtTheirEndWhatIsStillTrue) {
  auto alerts = policy_with(quiet_at_night());
  alerts.consider(change_at(ten_at_night, Kind::opened, "tcp.refused"), ten_at_night);

  EXPECT_THAT(alerts.due_reminders(ten_at_night + hours(8)), IsEmpty());
  const auto morning = alerts.due_reminders(ten_at_night + hours(9));

  ASSERT_THAT(morning, SizeIs(1));
  EXPECT_FALSE(morning[0].silent);
  EXPECT_THAT(morning[0].text, HasSubstr("For 9 hours now."));
  EXPECT_THAT(alerts.due_reminders(ten_at_night + hours(10)), IsEmpty());
}

TEST(QuietHours, SayNothingAloudOfWhatIsOverByTheirEnd) {
  auto alerts = policy_with(quiet_at_night());
  alerts.consider(change_at(ten_at_night, Kind::opened, "tcp.refused"), ten_at_night);

  const auto cleared = alerts.consider(change_at(ten_at_night, Kind::closed, "tcp.refused"),
                                       ten_at_night + hours(1));

  ASSERT_TRUE(cleared);
  EXPECT_TRUE(cleared->silent);
  EXPECT_THAT(alerts.due_reminders(ten_at_night + hours(10)), IsEmpty());
}

TEST(QuietHours, TellAtTheirEndHowItIsByThen) {
  auto alerts = policy_with(quiet_at_night());
  auto soon = change_at(ten_at_night, Kind::opened, "certificate.expires_soon");
  soon.finding.subject = "aa";
  soon.finding.level = 1;
  soon.finding.explanation = "The certificate ends in 31 days. Ask for a new one.";
  alerts.consider(soon, ten_at_night);
  auto newest = soon.finding;
  newest.fails_at = ten_at_night + hours(24 * 30 + 9);
  newest.explanation = "The certificate ends in 30 days. Ask for a new one.";

  const auto morning =
      alerts.due_reminders(ten_at_night + hours(9), [&](auto...) { return &newest; });

  ASSERT_THAT(morning, SizeIs(1));
  EXPECT_EQ(morning[0].title, "PC at work: certificate ends in 30 days");
  EXPECT_THAT(morning[0].text, testing::StartsWith(newest.explanation));
  EXPECT_EQ(morning[0].fails_at, newest.fails_at);
}

TEST(QuietHours, TellAtTheirEndOfSeveralWhatIsTrueOfAll) {
  auto alerts = policy_with(quiet_at_night());
  auto clock = change_at(ten_at_night, Kind::opened, "identity.clock_skew", {1, 2});
  clock.finding.title = "This computer's clock seems wrong";
  alerts.consider(clock, ten_at_night);
  auto newest = monitor::make_finding("identity.clock_skew");
  newest.explanation = "The remote clock is 400 seconds ahead of yours. Set your own.";

  const auto morning =
      alerts.due_reminders(ten_at_night + hours(9), [&](auto...) { return &newest; });

  ASSERT_THAT(morning, SizeIs(1));
  EXPECT_THAT(morning[0].text, testing::Not(HasSubstr("400 seconds")));
}

TEST(QuietHours, EndWithOneSummaryOfSeveral) {
  auto alerts = policy_with(quiet_at_night());
  alerts.consider(change_at(ten_at_night, Kind::opened, "tcp.refused", {1}), ten_at_night);
  alerts.consider(change_at(ten_at_night, Kind::opened, "name.not_found", {2}), ten_at_night);
  alerts.consider(change_at(ten_at_night, Kind::opened, "tcp.timeout", {3}), ten_at_night);

  const auto morning = alerts.due_reminders(ten_at_night + hours(9));

  ASSERT_THAT(morning, SizeIs(1));
  EXPECT_EQ(morning[0].title, "3 things need your attention");
  EXPECT_THAT(morning[0].text, HasSubstr("PC at work: "));
  EXPECT_THAT(morning[0].target_names, ElementsAre("PC at work", "Server", "Lab"));
  EXPECT_THAT(alerts.due_reminders(ten_at_night + hours(10)), IsEmpty());
}

TEST(QuietHours, TellAfterARestartWhatTheyKeptBack) {
  auto before = policy_with(quiet_at_night());
  before.consider(change_at(ten_at_night, Kind::opened, "tcp.refused"), ten_at_night);
  auto after = policy_with(quiet_at_night(), before.told());

  EXPECT_THAT(after.due_reminders(ten_at_night + hours(1)), IsEmpty());
  EXPECT_THAT(after.due_reminders(ten_at_night + hours(9)), SizeIs(1));
}

TEST(QuietHours, PutOffReminders) {
  auto alerts = policy_with(quiet_at_night());
  const auto late = ten_at_night - minutes(30);
  alerts.consider(change_at(late, Kind::opened, "tcp.refused"), late);
  const auto a_later_night = late + hours(48);

  EXPECT_THAT(alerts.due_reminders(a_later_night + minutes(40)), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(a_later_night + hours(10)), SizeIs(1));
}

TEST(QuietHours, GoByTheClockOnTheWall) {
  auto alerts = policy_with(quiet_at_night());
  alerts.set_utc_offset(hours(2));

  const auto raised = alerts.consider(change_at(ten_at_night, Kind::opened, "tcp.refused"),
                                      ten_at_night - hours(2));

  EXPECT_TRUE(raised->silent);
}

TEST(QuietHours, NeitherFloodNorSilenceWhenTheClockJumps) {
  auto alerts = policy_with(quiet_at_night());
  alerts.consider(change_at(ten_at_night, Kind::opened, "tcp.refused"), ten_at_night);

  // A year ahead, into the day, and back into the first night.
  EXPECT_THAT(alerts.due_reminders(ten_at_night + hours(24 * 365 + 12)), SizeIs(1));
  EXPECT_THAT(alerts.due_reminders(ten_at_night + hours(1)), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(ten_at_night + hours(10)), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(ten_at_night + hours(58)), SizeIs(1));
}

TEST(QuietHours, SayAMatterOnceWhereSummerTimeEndsInThem) {
  // 25 October 2026: Berlin is at +2 until 01:00 UTC and at +1 from then on.
  const SysTime midnight{std::chrono::sys_days{std::chrono::year{2026} / 10 / 25}};
  auto alerts = policy_with(quiet_at_night());
  alerts.set_utc_offset(hours(2));
  alerts.consider(change_at(midnight, Kind::opened, "tcp.refused"), midnight);
  alerts.set_utc_offset(hours(1));

  EXPECT_THAT(alerts.due_reminders(midnight + hours(5) + minutes(30)), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(midnight + hours(6)), SizeIs(1));
  EXPECT_THAT(alerts.due_reminders(midnight + hours(7)), IsEmpty());
}

TEST(Maintenance, KeepsStillAboutAnOutageInsideIt) {
  AlertRules rules;
  rules.maintenance[TargetId{1}] = *notify::parse_maintenance("sun 12:00-14:00", {});
  auto alerts = policy_with(rules);

  EXPECT_FALSE(alerts.consider(change_at(noon, Kind::opened, "tcp.refused"), noon));
  EXPECT_FALSE(alerts.consider(change_at(noon, Kind::closed, "tcp.refused"), noon + hours(1)));
  EXPECT_THAT(alerts.due_reminders(noon + hours(3)), IsEmpty());
}

TEST(Maintenance, TellsAnOutageThatOutlastsIt) {
  AlertRules rules;
  rules.maintenance[TargetId{1}] = *notify::parse_maintenance("sun 12:00-14:00", {});
  auto alerts = policy_with(rules);
  alerts.consider(change_at(noon, Kind::opened, "tcp.refused"), noon);

  EXPECT_THAT(alerts.due_reminders(noon + hours(1)), IsEmpty());
  const auto late = alerts.due_reminders(noon + hours(2));

  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late[0].kind, Alert::Kind::raised);
}

TEST(Maintenance, IsNoReasonToSayThatItFailsMoreOften) {
  AlertRules rules;
  rules.maintenance[TargetId{1}] = *notify::parse_maintenance("sun 12:00-14:00", {});
  const auto often = [](SysTime since) {
    auto change = change_at(since, Kind::opened, "trend.failing_more_often");
    change.finding.evidence.push_back({"since", since});
    return change;
  };
  auto alerts = policy_with(rules);
  auto before = policy_with(rules);

  EXPECT_FALSE(alerts.consider(often(noon), noon + hours(1)));
  EXPECT_THAT(alerts.due_reminders(noon + hours(20)), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(noon + hours(25)), SizeIs(1)) << "it goes on";
  EXPECT_FALSE(before.consider(often(noon - hours(1)), noon + hours(1)));
  EXPECT_THAT(before.due_reminders(noon + hours(3)), SizeIs(1));
}

TEST(Maintenance, IsNobodyElses) {
  AlertRules rules;
  rules.maintenance[TargetId{1}] = *notify::parse_maintenance("sun 12:00-14:00", {});
  auto alerts = policy_with(rules);

  EXPECT_TRUE(alerts.consider(change_at(noon, Kind::opened, "tcp.refused", {2}), noon));
  EXPECT_TRUE(alerts.consider(change_at(noon, Kind::opened, "network.port_blocked", {1, 3}), noon));
  EXPECT_TRUE(alerts.consider(change_at(noon, Kind::opened, "certificate.changed"), noon));
}

}  // namespace
}  // namespace tests
