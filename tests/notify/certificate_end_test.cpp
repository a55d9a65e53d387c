#include "tests/notify/alert_cases.h"

#include <gmock/gmock.h>

namespace tests {
namespace {

using monitor::FindingChange;
using monitor::Severity;
using monitor::SysTime;
using monitor::TargetId;
using notify::Alert;
using notify::AlertRules;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr SysTime the_end = noon + days(7);

FindingChange of_the_end(SysTime at, Kind kind, const char* code, int level,
                         const std::vector<int>& targets) {
  auto made = change_at(at, kind, code, targets);
  made.finding.subject = "aa";
  made.finding.level = level;
  made.finding.fails_at = the_end;
  return made;
}

FindingChange ends_soon(SysTime at, Kind kind, int level = 3,
                        const std::vector<int>& targets = {1}) {
  return of_the_end(at, kind, "certificate.expires_soon", level, targets);
}

FindingChange overdue(SysTime at, Kind kind, int level = 1) {
  return of_the_end(at, kind, "certificate.renewal_overdue", level, {1});
}

FindingChange expired(SysTime at, Kind kind, const std::vector<int>& targets = {1}) {
  return of_the_end(at, kind, "certificate.expired", 0, targets);
}

/// A policy that has told that the end is near, and since then that it has come.
notify::AlertPolicy policy_past_the_end() {
  auto alerts = policy_with({});
  alerts.consider(ends_soon(noon, Kind::opened), noon);
  alerts.consider(expired(the_end, Kind::opened), the_end);
  alerts.consider(ends_soon(noon, Kind::closed), the_end);
  return alerts;
}

TEST(CertificateEnd, IsOneEpisodeFromItsFirstNoticeToTheRenewal) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(ends_soon(noon, Kind::opened), noon);

  const auto ended = alerts.consider(expired(the_end, Kind::opened), the_end);
  const auto nearer_is_over = alerts.consider(ends_soon(noon, Kind::closed), the_end);
  const auto cleared = alerts.consider(expired(the_end, Kind::closed), the_end + days(2));

  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->kind, Alert::Kind::escalated);
  EXPECT_EQ(ended->episode, raised->episode);
  EXPECT_EQ(ended->code, "certificate.expired");
  EXPECT_EQ(ended->severity, Severity::failure);
  EXPECT_THAT(ended->title, HasSubstr("has ended"));
  EXPECT_FALSE(nearer_is_over);
  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->kind, Alert::Kind::cleared);
  EXPECT_EQ(cleared->episode, raised->episode);
  EXPECT_EQ(cleared->title, "PC at work: works again");
  EXPECT_THAT(cleared->text, HasSubstr("after 2 days"));
  EXPECT_THAT(alerts.due_reminders(the_end + days(9)), IsEmpty());
}

TEST(CertificateEnd, IsClearedOnceWhereTwoOfItsPartsCloseTogether) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(ends_soon(noon, Kind::opened), noon);
  const auto also = alerts.consider(overdue(noon + days(1), Kind::opened), noon + days(1));

  const auto first = alerts.consider(ends_soon(noon, Kind::closed), noon + days(3));
  const auto second = alerts.consider(overdue(noon + days(1), Kind::closed), noon + days(3));

  EXPECT_FALSE(also);
  EXPECT_FALSE(first);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->kind, Alert::Kind::cleared);
  EXPECT_EQ(second->episode, raised->episode);
  EXPECT_EQ(second->code, raised->code);
  EXPECT_THAT(second->text, HasSubstr("after 3 days"));
  EXPECT_FALSE(alerts.told().front().open);
}

TEST(CertificateEnd, IsNotOverInTheMinuteInWhichItComes) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(ends_soon(noon, Kind::opened), noon);

  // Others are looked at before it is told that it has ended.
  const auto closed = alerts.consider(ends_soon(noon, Kind::closed), the_end + seconds(2));
  const auto reminders = alerts.due_reminders(the_end + seconds(20));
  const auto ended = alerts.consider(expired(the_end, Kind::opened), the_end + seconds(30));

  EXPECT_FALSE(closed);
  EXPECT_THAT(reminders, IsEmpty());
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->kind, Alert::Kind::escalated);
  EXPECT_EQ(ended->episode, raised->episode);
  EXPECT_THAT(alerts.due_reminders(the_end + minutes(5)), IsEmpty());
  EXPECT_TRUE(alerts.consider(expired(the_end, Kind::closed), the_end + hours(1)));
}

TEST(CertificateEnd, IsOverAMinuteLaterWhereARenewalWasSeenOnlyAfterIt) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(ends_soon(noon, Kind::opened), noon);
  alerts.consider(ends_soon(noon, Kind::closed), the_end + hours(9));

  const auto ends = alerts.due_reminders(the_end + hours(9) + minutes(1));

  ASSERT_THAT(ends, SizeIs(1));
  EXPECT_EQ(ends[0].kind, Alert::Kind::cleared);
  EXPECT_EQ(ends[0].episode, raised->episode);
  EXPECT_THAT(alerts.due_reminders(the_end + hours(10)), IsEmpty());
}

TEST(CertificateEnd, IsRaisedWhereNothingWasToldBefore) {
  auto alerts = policy_with({});

  const auto raised = alerts.consider(expired(the_end, Kind::opened), the_end);

  ASSERT_TRUE(raised);
  EXPECT_EQ(raised->kind, Alert::Kind::raised);
}

TEST(CertificateEnd, IsNewsOnlyWhereItIsWorse) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(overdue(noon, Kind::opened), noon);

  EXPECT_FALSE(alerts.consider(ends_soon(noon, Kind::opened, 3), noon + hours(1)));
  EXPECT_FALSE(alerts.consider(overdue(noon, Kind::closed), noon + hours(2)));
  const auto nearer = alerts.consider(ends_soon(noon, Kind::worsened, 4), noon + days(4));
  ASSERT_TRUE(nearer);
  EXPECT_EQ(nearer->kind, Alert::Kind::escalated);
  EXPECT_EQ(nearer->episode, raised->episode);
  EXPECT_FALSE(alerts.consider(overdue(noon, Kind::opened, 2), noon + days(5)));
}

TEST(CertificateEnd, IsToldAgainOfAnotherCertificate) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(ends_soon(noon, Kind::opened), noon);
  auto other = expired(noon, Kind::opened);
  other.finding.subject = "bb";

  const auto ended = alerts.consider(other, noon + hours(1));

  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->kind, Alert::Kind::raised);
  EXPECT_NE(ended->episode, raised->episode);
}

TEST(CertificateEnd, OfAGatewayAndOfAHostWithTheSameCertificateIsOne) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(
      of_the_end(noon, Kind::opened, "gateway.certificate.expires_soon", 3, {1}), noon);

  EXPECT_FALSE(alerts.consider(ends_soon(noon, Kind::opened), noon));
  const auto ended = alerts.consider(
      of_the_end(the_end, Kind::opened, "gateway.certificate.expired", 0, {1}), the_end);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->episode, raised->episode);
  EXPECT_FALSE(alerts.consider(expired(the_end, Kind::opened), the_end));
}

TEST(CertificateEnd, IsRemindedOfFromWhenItCame) {
  auto alerts = policy_past_the_end();

  EXPECT_THAT(alerts.due_reminders(the_end + hours(47)), IsEmpty());
  const auto reminders = alerts.due_reminders(the_end + hours(49));

  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_THAT(reminders[0].text, HasSubstr("This has lasted for 2 days."));
  EXPECT_THAT(alerts.due_reminders(the_end + days(5)), IsEmpty());
}

TEST(CertificateEnd, GoesOnAfterARestart) {
  auto before = policy_with({});
  const auto raised = before.consider(ends_soon(noon, Kind::opened), noon);
  auto after = policy_with({}, before.told());

  EXPECT_FALSE(after.consider(overdue(noon + days(1), Kind::opened), noon + days(1)));
  const auto ended = after.consider(expired(the_end, Kind::opened), the_end);
  after.consider(ends_soon(noon, Kind::closed), the_end);
  after.consider(overdue(noon, Kind::closed), the_end);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->kind, Alert::Kind::escalated);
  EXPECT_EQ(ended->episode, raised->episode);

  auto later = policy_with({}, after.told());
  EXPECT_FALSE(later.consider(expired(the_end, Kind::opened), the_end + hours(1)));
  const auto cleared = later.consider(expired(the_end, Kind::closed), the_end + hours(5));
  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->episode, raised->episode);
  EXPECT_THAT(cleared->text, HasSubstr("after 5 hours"));
}

TEST(CertificateEnd, IsNotTakenBackWhereItCameWhileNothingRan) {
  auto before = policy_with({});
  before.consider(ends_soon(noon, Kind::opened), noon);
  auto after = policy_with({}, before.told());
  auto closed = ends_soon(noon, Kind::closed);
  closed.finding.fails_at.reset();

  EXPECT_FALSE(after.consider(closed, the_end + hours(8)));
  const auto ended =
      after.consider(expired(the_end + hours(8), Kind::opened), the_end + hours(8) + seconds(30));

  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->kind, Alert::Kind::escalated);
}

TEST(CertificateEnd, IsRemindedOfAfterARestartAsBefore) {
  auto before = policy_past_the_end();
  before.due_reminders(the_end + days(2));
  auto after = policy_with({}, before.told());

  EXPECT_THAT(after.due_reminders(the_end + days(5)), IsEmpty());
  const auto reminders = after.due_reminders(the_end + days(6));

  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_THAT(reminders[0].text, HasSubstr("This has lasted for 6 days."));
}

TEST(CertificateEnd, DoesNotBringBackARungAfterARestart) {
  auto before = policy_past_the_end();
  before.consider(expired(the_end, Kind::closed), the_end + hours(1));
  auto after = policy_with({}, before.told());

  // The clock was set back.
  EXPECT_FALSE(after.consider(ends_soon(noon, Kind::opened), noon + hours(1)));
  EXPECT_FALSE(after.consider(overdue(noon, Kind::opened), noon + hours(1)));
  EXPECT_TRUE(after.consider(ends_soon(noon, Kind::worsened, 4), noon + days(4)));
}

TEST(CertificateEnd, IsNotSaidTwiceInTheSameWordsWhereANewComputerIsAddedJustBeforeARung) {
  auto before = policy_with({});
  ASSERT_TRUE(before.consider(ends_soon(noon, Kind::opened, 3), noon));
  EXPECT_FALSE(before.consider(ends_soon(noon, Kind::worsened, 4), noon + hours(9)));

  auto after = policy_with({}, before.told());
  EXPECT_FALSE(after.consider(ends_soon(noon, Kind::worsened, 4), noon + days(1)));
  EXPECT_TRUE(after.consider(ends_soon(noon, Kind::worsened, 5), noon + days(2)));
}

TEST(CertificateEnd, IsSaidAloudWhereItWasOnlyShownInQuietHours) {
  AlertRules night;
  night.quiet_hours = *notify::parse_hours("11:00-13:00");
  auto alerts = policy_with(night);
  const auto shown = alerts.consider(ends_soon(noon, Kind::opened, 3), noon);
  ASSERT_TRUE(shown && shown->silent);

  const auto told = alerts.consider(ends_soon(noon, Kind::worsened, 4), noon + hours(2));

  ASSERT_TRUE(told);
  EXPECT_FALSE(told->silent);
}

TEST(CertificateEnd, IsOneEpisodeOfAllThatShareIt) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(ends_soon(noon, Kind::opened, 3, {1, 2}), noon);
  alerts.consider(ends_soon(noon, Kind::opened, 3, {2}), the_end + seconds(2));

  const auto ended = alerts.consider(expired(the_end, Kind::opened, {1}), the_end + seconds(30));
  const auto both = alerts.consider(expired(the_end, Kind::opened, {1, 2}), the_end + minutes(9));
  const auto nearer_is_over =
      alerts.consider(ends_soon(noon, Kind::closed, 3, {2}), the_end + minutes(9));
  const auto cleared = alerts.consider(expired(the_end, Kind::closed, {1, 2}), the_end + days(1));

  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->kind, Alert::Kind::escalated);
  EXPECT_EQ(ended->episode, raised->episode);
  EXPECT_FALSE(both);
  EXPECT_FALSE(nearer_is_over);
  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->episode, raised->episode);
  EXPECT_THAT(cleared->target_names, ElementsAre("PC at work", "Server"));
  EXPECT_EQ(cleared->title, "2 computers: all is well again");
}

TEST(CertificateEnd, IsOverForAllThatWereToldOfIt) {
  auto alerts = policy_with({});
  alerts.consider(ends_soon(noon, Kind::opened, 3, {1, 2, 3}), noon);
  alerts.consider(ends_soon(noon, Kind::opened, 3, {2, 3}), noon + hours(1));
  const auto nearer = alerts.consider(ends_soon(noon, Kind::worsened, 4, {2, 3}), noon + days(4));
  alerts.consider(ends_soon(noon, Kind::opened, 4, {3}), noon + days(5));

  const auto cleared = alerts.consider(ends_soon(noon, Kind::closed, 4, {3}), noon + days(5));

  ASSERT_TRUE(nearer);
  EXPECT_THAT(nearer->target_names, ElementsAre("Server", "Lab"));
  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->title, "3 computers: all is well again");
  EXPECT_THAT(cleared->target_names, UnorderedElementsAre("PC at work", "Server", "Lab"));
}

TEST(CertificateEnd, IsToldThoughItsNearnessIsSnoozed) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(ends_soon(noon, Kind::opened), noon);
  AlertRules rules;
  rules.snoozed_episodes[raised->episode] = notify::until_fixed;
  alerts.set_rules(rules);

  EXPECT_FALSE(alerts.consider(ends_soon(noon, Kind::worsened, 4), noon + days(4)));
  EXPECT_TRUE(alerts.consider(expired(the_end, Kind::opened), the_end));
  EXPECT_FALSE(alerts.consider(ends_soon(noon, Kind::closed), the_end));
  EXPECT_THAT(alerts.due_reminders(the_end + days(9)), IsEmpty());
  EXPECT_TRUE(alerts.consider(expired(the_end, Kind::closed), the_end + days(9)));
}

TEST(CertificateEnd, IsToldAfterTheSnoozeOfTheTarget) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(ends_soon(noon, Kind::opened), noon);
  AlertRules rules;
  rules.snoozed_until[TargetId{1}] = the_end + hours(1);
  alerts.set_rules(rules);
  EXPECT_FALSE(alerts.consider(expired(the_end, Kind::opened), the_end));
  EXPECT_FALSE(alerts.consider(ends_soon(noon, Kind::closed), the_end));

  const auto late = alerts.due_reminders(the_end + hours(1));

  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late[0].kind, Alert::Kind::escalated);
  EXPECT_EQ(late[0].episode, raised->episode);
  EXPECT_EQ(late[0].code, "certificate.expired");
  EXPECT_THAT(alerts.due_reminders(the_end + hours(2)), IsEmpty());
}

TEST(CertificateEnd, IsToldAfterMaintenance) {
  AlertRules rules;
  rules.maintenance[TargetId{1}] = *notify::parse_maintenance("sun 12:00-14:00", {});
  auto alerts = policy_with(rules);
  alerts.consider(ends_soon(noon, Kind::opened), noon);
  EXPECT_FALSE(alerts.consider(expired(the_end, Kind::opened), the_end));

  EXPECT_THAT(alerts.due_reminders(the_end + hours(1)), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(the_end + hours(2)), SizeIs(1));
}

TEST(CertificateEnd, IsToldAloudAfterQuietHours) {
  AlertRules rules;
  rules.quiet_hours = *notify::parse_hours("11:00-14:00");
  auto alerts = policy_with(rules);
  alerts.consider(ends_soon(noon - hours(2), Kind::opened), noon - hours(2));

  const auto ended = alerts.consider(expired(the_end, Kind::opened), the_end);

  ASSERT_TRUE(ended);
  EXPECT_TRUE(ended->silent);
  const auto aloud = alerts.due_reminders(the_end + hours(2));
  ASSERT_THAT(aloud, SizeIs(1));
  EXPECT_EQ(aloud[0].code, "certificate.expired");
}

TEST(CertificateEnd, ThatAWrongClockSawIsToldAgainWhenItComes) {
  auto alerts = policy_with({});
  const auto raised = alerts.consider(ends_soon(noon, Kind::opened), noon);
  alerts.consider(expired(noon + hours(1), Kind::opened), noon + hours(1));
  EXPECT_FALSE(alerts.consider(expired(noon + hours(1), Kind::closed), noon + hours(2)));
  EXPECT_FALSE(alerts.consider(expired(noon + hours(3), Kind::opened), noon + hours(3)));
  EXPECT_FALSE(alerts.consider(expired(noon + hours(3), Kind::closed), noon + hours(4)));

  const auto ended = alerts.consider(expired(the_end, Kind::opened), the_end);

  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->kind, Alert::Kind::escalated);
  EXPECT_EQ(ended->episode, raised->episode);
}

}  // namespace
}  // namespace tests
