#include "notify/alert_policy.h"

#include "tests/notify/alert_cases.h"

#include <gmock/gmock.h>

namespace {

using monitor::FindingChange;
using monitor::Severity;
using monitor::SysTime;
using monitor::TargetId;
using notify::Alert;
using notify::AlertPolicy;
using notify::AlertRules;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = FindingChange::Kind;

constexpr SysTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours(12)};

FindingChange change(Kind kind, const char* code, const std::vector<int>& targets = {1}) {
  FindingChange made;
  made.kind = kind;
  for (const auto id : targets)
    made.targets.push_back(TargetId{id});
  made.finding = monitor::make_finding(code);
  made.since = noon;
  return made;
}

FindingChange ends_soon(Kind kind, const char* sha256, int level) {
  auto made = change(kind, "certificate.expires_soon");
  made.finding.subject = sha256;
  made.finding.level = level;
  made.finding.fails_at = noon + days(9);
  return made;
}

AlertPolicy policy(std::vector<notify::Told> told = {}) {
  return tests::policy_with({}, std::move(told));
}

AlertRules snoozed_until(SysTime moment) {
  AlertRules rules;
  rules.snoozed_until[TargetId{1}] = moment;
  return rules;
}

TEST(AlertPolicy, TellsAFailureOnceAndItsEndOnce) {
  auto alerts = policy();

  const auto raised = alerts.consider(change(Kind::opened, "tcp.refused"), noon);
  const auto cleared = alerts.consider(change(Kind::closed, "tcp.refused"), noon + hours(2));

  ASSERT_TRUE(raised);
  EXPECT_EQ(raised->kind, Alert::Kind::raised);
  EXPECT_THAT(raised->target_names, ElementsAre("PC at work"));
  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->kind, Alert::Kind::cleared);
  EXPECT_EQ(cleared->episode, raised->episode);
  EXPECT_FALSE(alerts.consider(change(Kind::closed, "tcp.refused"), noon + hours(3)));
}

TEST(AlertPolicy, GivesEachMatterAnEpisodeOfItsOwn) {
  auto alerts = policy();
  const auto first = alerts.consider(change(Kind::opened, "tcp.refused"), noon);
  alerts.consider(change(Kind::closed, "tcp.refused"), noon + hours(1));
  auto again = change(Kind::opened, "tcp.refused");
  again.since = noon + hours(5);

  const auto second = alerts.consider(again, noon + hours(5));

  ASSERT_TRUE(second);
  EXPECT_NE(first->episode, second->episode);
}

TEST(AlertPolicy, KeepsStillAboutWhatIsOnlyWorthKnowing) {
  auto alerts = policy();

  EXPECT_FALSE(alerts.consider(change(Kind::opened, "network.offline", {1, 2}), noon));
  EXPECT_FALSE(alerts.consider(change(Kind::closed, "network.offline", {1, 2}), noon));
}

TEST(AlertPolicy, KeepsStillAboutRisksWhereOnlyFailuresAreWanted) {
  auto alerts = policy();
  AlertRules rules;
  rules.at_least = Severity::failure;
  alerts.set_rules(rules);

  EXPECT_FALSE(alerts.consider(ends_soon(Kind::opened, "aa", 1), noon));
  EXPECT_FALSE(alerts.consider(ends_soon(Kind::closed, "aa", 1), noon));
}

TEST(AlertPolicy, TellsEachRungOfACertificateOnce) {
  auto alerts = policy();

  EXPECT_TRUE(alerts.consider(ends_soon(Kind::opened, "aa", 1), noon));
  EXPECT_FALSE(alerts.consider(ends_soon(Kind::worsened, "aa", 1), noon + hours(1)));
  const auto nearer = alerts.consider(ends_soon(Kind::worsened, "aa", 2), noon + days(16));
  ASSERT_TRUE(nearer);
  EXPECT_EQ(nearer->kind, Alert::Kind::escalated);
  EXPECT_THAT(alerts.due_reminders(noon + days(20)), IsEmpty());
}

TEST(AlertPolicy, TellsARungNeverAgainWhateverHappensInBetween) {
  auto alerts = policy();
  alerts.consider(ends_soon(Kind::opened, "aa", 2), noon);
  alerts.consider(ends_soon(Kind::closed, "aa", 2), noon + hours(1));

  EXPECT_FALSE(alerts.consider(ends_soon(Kind::opened, "aa", 2), noon + hours(2)));
  EXPECT_FALSE(alerts.consider(ends_soon(Kind::closed, "aa", 2), noon + hours(3)));
  EXPECT_TRUE(alerts.consider(ends_soon(Kind::opened, "bb", 1), noon + hours(4)));
}

TEST(AlertPolicy, TellsARungNeverAgainAfterARestart) {
  auto before = policy();
  const auto raised = before.consider(ends_soon(Kind::opened, "aa", 2), noon);
  auto after = policy(before.told());

  EXPECT_FALSE(after.consider(ends_soon(Kind::opened, "aa", 2), noon + hours(1)));
  const auto deeper = after.consider(ends_soon(Kind::worsened, "aa", 3), noon + days(2));

  ASSERT_TRUE(deeper);
  EXPECT_EQ(deeper->episode, raised->episode);
}

TEST(AlertPolicy, TellsTheEndOfAFailureFromBeforeARestart) {
  auto before = policy();
  const auto raised = before.consider(change(Kind::opened, "tcp.refused"), noon);
  auto after = policy(before.told());

  EXPECT_FALSE(after.consider(change(Kind::opened, "tcp.refused"), noon + hours(1)));
  const auto cleared = after.consider(change(Kind::closed, "tcp.refused"), noon + hours(2));

  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->episode, raised->episode);
}

TEST(AlertPolicy, IsNoReliefWhereACertificateHasEnded) {
  auto alerts = policy();
  alerts.consider(ends_soon(Kind::opened, "aa", 5), noon);
  auto expired = change(Kind::opened, "certificate.expired");
  expired.finding.subject = "aa";

  EXPECT_TRUE(alerts.consider(expired, noon + days(9)));
  EXPECT_FALSE(alerts.consider(ends_soon(Kind::closed, "aa", 5), noon + days(9)));
}

TEST(AlertPolicy, IsNoReliefWhereARenewedCertificateHasTheSameFault) {
  auto alerts = policy();
  auto old = change(Kind::opened, "certificate.expired");
  old.finding.subject = "aa";
  auto renewed = old;
  renewed.finding.subject = "bb";
  alerts.consider(old, noon);

  EXPECT_TRUE(alerts.consider(renewed, noon + hours(1)));
  old.kind = Kind::closed;
  EXPECT_FALSE(alerts.consider(old, noon + hours(1)));
}

TEST(AlertPolicy, SaysWhenSomethingElseIsStillWrong) {
  auto alerts = policy();
  alerts.consider(change(Kind::opened, "certificate.expired"), noon);
  alerts.consider(change(Kind::opened, "tcp.refused"), noon);

  EXPECT_FALSE(alerts.consider(change(Kind::closed, "tcp.refused"), noon + hours(1)))
      << "the same look may end the other";
  const auto cleared = alerts.due_reminders(noon + hours(1) + minutes(1));

  ASSERT_THAT(cleared, SizeIs(1));
  EXPECT_EQ(cleared[0].title, "PC at work: one trouble is over");
}

TEST(AlertPolicy, SaysNothingOfWhatElseRemainsWhereOneLookEndsBoth) {
  auto alerts = policy();
  alerts.consider(ends_soon(Kind::opened, "aa", 3), noon);
  alerts.consider(change(Kind::opened, "tcp.timeout"), noon);

  EXPECT_FALSE(alerts.consider(ends_soon(Kind::closed, "aa", 3), noon + hours(1)));
  const auto first = alerts.consider(change(Kind::closed, "tcp.timeout"), noon + hours(1));
  const auto then = alerts.due_reminders(noon + hours(1) + minutes(1));

  ASSERT_TRUE(first);
  EXPECT_EQ(first->title, "PC at work: works again");
  ASSERT_THAT(then, SizeIs(1));
  EXPECT_EQ(then[0].title, "PC at work: all is well again");
}

TEST(AlertPolicy, TakesWhatIsOnlyWorthKnowingForNoTrouble) {
  auto alerts = policy();
  AlertRules all;
  all.at_least = Severity::information;
  alerts.set_rules(all);
  alerts.consider(change(Kind::opened, "name.changed"), noon);
  alerts.consider(change(Kind::opened, "tcp.refused"), noon);

  const auto cleared = alerts.consider(change(Kind::closed, "tcp.refused"), noon + hours(1));

  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->title, "PC at work: works again");
}

TEST(AlertPolicy, NamesOfSeveralThoseThatCanBeReachedAgain) {
  auto alerts = policy();
  alerts.consider(change(Kind::opened, "name.lookup_timeout", {1, 2, 3}), noon);

  const auto cleared =
      alerts.consider(change(Kind::closed, "name.lookup_timeout", {2, 3}), noon + hours(1));

  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->title, "2 computers can be reached again");
  EXPECT_THAT(cleared->target_names, ElementsAre("Server", "Lab"));
}

TEST(AlertPolicy, DoesNotTakeBackThatACertificateHasChanged) {
  auto alerts = policy();

  EXPECT_TRUE(alerts.consider(change(Kind::opened, "certificate.changed"), noon));
  EXPECT_FALSE(alerts.consider(change(Kind::closed, "certificate.changed"), noon + minutes(5)));
}

TEST(AlertPolicy, RemindsOfALastingFailureAfterTwoDaysAndThenEverMoreRarely) {
  auto alerts = policy();
  const auto raised = alerts.consider(change(Kind::opened, "tcp.refused"), noon);

  EXPECT_THAT(alerts.due_reminders(noon + hours(47)), IsEmpty());
  const auto reminders = alerts.due_reminders(noon + hours(49));
  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_EQ(reminders.front().kind, Alert::Kind::reminded);
  EXPECT_EQ(reminders.front().episode, raised->episode);
  EXPECT_THAT(alerts.due_reminders(noon + hours(50)), IsEmpty());
  int later = 0;
  for (auto at = noon + hours(50); at < noon + days(30); at += hours(1))
    later += static_cast<int>(alerts.due_reminders(at).size());
  EXPECT_EQ(later, 2) << "after about 6 and 18 days";
}

TEST(AlertPolicy, KnowsAfterARestartSinceWhenItLasts) {
  auto before = policy();
  before.consider(change(Kind::opened, "tcp.refused"), noon);
  before.due_reminders(noon + days(2));
  auto after = policy(before.told());

  EXPECT_THAT(after.due_reminders(noon + days(5)), IsEmpty());
  const auto reminders = after.due_reminders(noon + days(6));
  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_THAT(reminders.front().text, testing::HasSubstr("6 days"));
}

TEST(AlertPolicy, DoesNotFloodWithRemindersWhenTheClockIsSet) {
  auto alerts = policy();
  alerts.consider(change(Kind::opened, "tcp.refused"), noon + days(300));

  EXPECT_THAT(alerts.due_reminders(noon), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(noon + hours(49)), SizeIs(1));
}

TEST(AlertPolicy, KeepsStillDuringASnoozeAndThenTellsWhatIsStillOpen) {
  auto alerts = policy();
  alerts.set_rules(snoozed_until(noon + hours(24)));

  EXPECT_FALSE(alerts.consider(ends_soon(Kind::opened, "aa", 1), noon));
  EXPECT_THAT(alerts.due_reminders(noon + hours(12)), IsEmpty());
  const auto late = alerts.due_reminders(noon + hours(25));
  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late.front().kind, Alert::Kind::raised);
  EXPECT_THAT(alerts.due_reminders(noon + hours(26)), IsEmpty());
}

TEST(AlertPolicy, TellsOnceMoreAfterASnoozeOfSomethingTold) {
  auto alerts = policy();
  alerts.consider(ends_soon(Kind::opened, "aa", 1), noon);
  alerts.set_rules(snoozed_until(noon + hours(24)));

  EXPECT_THAT(alerts.due_reminders(noon + hours(25)), SizeIs(1));
  EXPECT_THAT(alerts.due_reminders(noon + hours(60)), IsEmpty());
}

TEST(AlertPolicy, SaysNothingAfterASnoozeOfWhatIsOver) {
  auto alerts = policy();
  alerts.set_rules(snoozed_until(noon + hours(24)));
  alerts.consider(change(Kind::opened, "tcp.refused"), noon);

  EXPECT_FALSE(alerts.consider(change(Kind::closed, "tcp.refused"), noon + hours(1)));
  EXPECT_THAT(alerts.due_reminders(noon + hours(25)), IsEmpty());
}

TEST(AlertPolicy, MakesOneAlertOfASharedCause) {
  auto alerts = policy();
  const auto raised =
      alerts.consider(change(Kind::opened, "network.port_blocked", {1, 2, 3}), noon);

  ASSERT_TRUE(raised);
  EXPECT_EQ(raised->title, "3 computers cannot be reached");
  EXPECT_THAT(raised->text, testing::StartsWith("PC at work, Server and Lab: "));
  EXPECT_THAT(raised->target_names, SizeIs(3));
}

TEST(AlertPolicy, KeepsStillWhenASharedCauseReachesOneMore) {
  auto alerts = policy();
  alerts.consider(change(Kind::opened, "network.port_blocked", {1, 2}), noon);

  EXPECT_FALSE(alerts.consider(change(Kind::opened, "network.port_blocked", {1, 2, 3}), noon));
  const auto cleared =
      alerts.consider(change(Kind::closed, "network.port_blocked", {1, 2, 3}), noon + hours(1));
  ASSERT_TRUE(cleared);
  EXPECT_THAT(cleared->targets, SizeIs(3));
}

TEST(AlertPolicy, TakesWhatItToldOfATargetThatIsGoneOffTheScreen) {
  auto alerts = policy();
  alerts.consider(change(Kind::opened, "tcp.refused"), noon);
  alerts.take_changed();
  alerts.set_targets({});

  const auto over = alerts.consider(change(Kind::closed, "tcp.refused"), noon + hours(1));
  ASSERT_TRUE(over);
  EXPECT_TRUE(over->silent);
  EXPECT_EQ(over->title, "No longer watched");
  EXPECT_THAT(alerts.due_reminders(noon + hours(48)), IsEmpty());
  const auto rows = alerts.take_changed();
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_FALSE(rows.front().open);
}

TEST(AlertPolicy, GivesEachChangedRowOnce) {
  auto alerts = policy();
  alerts.consider(change(Kind::opened, "tcp.refused"), noon);

  EXPECT_THAT(alerts.take_changed(), SizeIs(1));
  EXPECT_THAT(alerts.take_changed(), IsEmpty());
}

TEST(AlertPolicy, SaysOfOneCertificateOnlyOnceThatItsEndIsNear) {
  auto alerts = policy();
  auto overdue = change(Kind::opened, "certificate.renewal_overdue");
  overdue.finding.subject = "aa";
  overdue.finding.level = 1;

  EXPECT_TRUE(alerts.consider(ends_soon(Kind::opened, "aa", 3), noon));
  EXPECT_FALSE(alerts.consider(overdue, noon));
  EXPECT_THAT(alerts.due_reminders(noon + hours(1)), IsEmpty());
}

std::string end_of(const FindingChange& opened, SysTime at) {
  auto alerts = policy();
  alerts.consider(opened, noon);
  auto closed = opened;
  closed.kind = Kind::closed;
  const auto cleared = alerts.consider(closed, at);
  return cleared ? cleared->text : "";
}

TEST(AlertPolicy, SaysHowLongItLastedOnlyWhereThatIsKnown) {
  auto expired = change(Kind::opened, "certificate.expired");
  expired.finding.fails_at = noon - days(2);
  auto not_back = change(Kind::opened, "tcp.timeout");
  not_back.finding.evidence.push_back({"usually_up_by", std::string("07:30")});
  const auto silent = change(Kind::opened, "tcp.timeout");

  EXPECT_EQ(end_of(silent, noon + hours(6)),
            "\"The computer does not answer\" is over, after 6 hours.");
  EXPECT_EQ(end_of(silent, noon - hours(6)), "\"The computer does not answer\" is over.")
      << "the clock was set back";
  EXPECT_EQ(end_of(not_back, noon + hours(6)), "\"The computer does not answer\" is over.")
      << "its night is part of that";
  EXPECT_EQ(end_of(expired, noon + hours(6)),
            "\"The certificate has ended\" is over, after 2 days.");
}

TEST(AlertPolicy, NamesAComputerOnceThoughSeveralTargetsLeadToIt) {
  auto alerts = policy();
  auto admin = tests::watched(4, "PC at work, as admin");
  admin.endpoint = tests::watched(1, "").endpoint;
  alerts.set_targets({tests::watched(1, "PC at work"), tests::watched(2, "Server"), admin});

  const auto one = alerts.consider(change(Kind::opened, "tcp.refused", {1, 4}), noon);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->title, "PC at work: it refuses Remote Desktop");
  EXPECT_THAT(one->target_names, ElementsAre("PC at work", "PC at work, as admin"));
  const auto two = alerts.consider(change(Kind::opened, "tcp.timeout", {1, 4, 2}), noon);
  ASSERT_TRUE(two);
  EXPECT_EQ(two->title, "2 computers cannot be reached");
}

}  // namespace
