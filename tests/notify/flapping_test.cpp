#include "tests/notify/alert_cases.h"

#include <gmock/gmock.h>

namespace tests {
namespace {

using monitor::SysTime;
using notify::Alert;
using notify::AlertPolicy;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Fails at `at` and works again ten minutes later; gives what was told of it.
std::vector<Alert> fail_for_ten_minutes(AlertPolicy& alerts, SysTime at) {
  std::vector<Alert> told;
  const auto take = [&](const std::optional<Alert>& alert) {
    if (alert) told.push_back(*alert);
  };
  take(alerts.consider(change_at(at, Kind::opened, "tcp.refused"), at));
  take(alerts.consider(change_at(at, Kind::closed, "tcp.refused"), at + minutes(10)));
  return told;
}

TEST(Flapping, IsToldInOneSentence) {
  auto alerts = policy_with({});
  const auto first = fail_for_ten_minutes(alerts, noon);
  ASSERT_THAT(first, SizeIs(2));

  const auto second = fail_for_ten_minutes(alerts, noon + minutes(40));

  ASSERT_THAT(second, SizeIs(1));
  EXPECT_EQ(second[0].kind, Alert::Kind::raised);
  EXPECT_NE(second[0].episode, first[0].episode) << "which was told to be over";
  EXPECT_EQ(second[0].title, "PC at work: failed 2 times since 12:00");
}

TEST(Flapping, KeepsStillUntilItHasStayedWell) {
  auto alerts = policy_with({});
  SysTime last = noon;
  std::size_t told = 0;
  for (int failure = 0; failure < 6; ++failure, last += minutes(30))
    told += fail_for_ten_minutes(alerts, last).size();
  last -= minutes(20);

  EXPECT_EQ(told, 3U);
  EXPECT_THAT(alerts.due_reminders(last + minutes(59)), IsEmpty());
  const auto over = alerts.due_reminders(last + minutes(61));

  ASSERT_THAT(over, SizeIs(1));
  EXPECT_EQ(over[0].kind, Alert::Kind::cleared);
  EXPECT_THAT(over[0].text, HasSubstr("It failed 6 times since 12:00"));
  EXPECT_THAT(alerts.due_reminders(last + hours(30)), IsEmpty());
}

/// Time passes from `from` to `to`, and the newest look shows it failing all the while.
std::vector<Alert> fail_unbelieved(AlertPolicy& alerts, SysTime from, SysTime to) {
  const auto refused = monitor::make_finding("tcp.refused");
  std::vector<Alert> told;
  for (auto at = from; at <= to; at += minutes(1)) {
    for (auto& alert : alerts.due_reminders(at, [&](auto, const auto&, auto) { return &refused; }))
      told.push_back(std::move(alert));
  }
  return told;
}

std::vector<Alert> stay_well(AlertPolicy& alerts, SysTime at) {
  return alerts.due_reminders(at, [](auto, const auto&, auto) { return nullptr; });
}

TEST(Flapping, IsNotSaidToWorkWhileItFailsAgain) {
  auto alerts = policy_with({});
  fail_for_ten_minutes(alerts, noon);
  fail_for_ten_minutes(alerts, noon + minutes(40));

  EXPECT_THAT(fail_unbelieved(alerts, noon + minutes(100), noon + minutes(125)), IsEmpty());
  EXPECT_THAT(stay_well(alerts, noon + minutes(126)), IsEmpty());
  const auto over = stay_well(alerts, noon + minutes(190));

  ASSERT_THAT(over, SizeIs(1));
  EXPECT_THAT(over[0].text, HasSubstr("It failed 3 times since 12:00"));
}

TEST(Flapping, IsNotCalledOverWhereItIsOffForLong) {
  auto alerts = policy_with({});
  fail_for_ten_minutes(alerts, noon);
  fail_for_ten_minutes(alerts, noon + minutes(40));

  EXPECT_THAT(fail_unbelieved(alerts, noon + minutes(100), noon + hours(18)), IsEmpty());
  EXPECT_THAT(stay_well(alerts, noon + hours(20)), IsEmpty());
  const auto next_day = fail_for_ten_minutes(alerts, noon + hours(21));

  ASSERT_THAT(next_day, SizeIs(2));
  EXPECT_EQ(next_day[0].title, "PC at work: it refuses Remote Desktop");
}

TEST(Flapping, SaysThatItFailsMoreOftenUntilItDoesNotAnyMore) {
  auto alerts = policy_with({});
  const auto often = [&](Kind kind, SysTime at) {
    return alerts.consider(change_at(at, kind, "trend.failing_more_often"), at);
  };
  fail_for_ten_minutes(alerts, noon);
  ASSERT_THAT(fail_for_ten_minutes(alerts, noon + hours(1)), SizeIs(1));
  EXPECT_FALSE(often(Kind::opened, noon + hours(2)));
  EXPECT_THAT(alerts.due_reminders(noon + hours(3)), IsEmpty());
  EXPECT_THAT(fail_for_ten_minutes(alerts, noon + hours(4)), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(noon + hours(6)), IsEmpty());

  EXPECT_FALSE(often(Kind::closed, noon + hours(9)));
  const auto over = alerts.due_reminders(noon + hours(9));

  ASSERT_THAT(over, SizeIs(1));
  EXPECT_EQ(over[0].title, "PC at work: works again");
  EXPECT_THAT(over[0].text, HasSubstr("It failed 3 times since 12:00"));
}

TEST(Flapping, LeavesToBeSaidWhatItHasNotSaid) {
  auto alerts = policy_with({});
  fail_for_ten_minutes(alerts, noon);
  const auto often = change_at(noon, Kind::opened, "trend.failing_more_often");

  EXPECT_TRUE(alerts.consider(often, noon + hours(1))) << "after a single failure";
}

TEST(Flapping, IsToldAgainAfterADayAndThenMoreRarely) {
  auto alerts = policy_with({});
  std::size_t told = 0;
  for (auto at = noon; at < noon + days(3); at += minutes(30))
    told += fail_for_ten_minutes(alerts, at).size();

  // Raised, over, back again; then once a day later, and not again before three have passed.
  EXPECT_EQ(told, 4U);
}

TEST(Flapping, NamesTheDayWhereItBeganEarlier) {
  auto alerts = policy_with({});
  alerts.set_utc_offset(hours(1));
  fail_for_ten_minutes(alerts, noon + hours(10) + minutes(45));

  const auto next = fail_for_ten_minutes(alerts, noon + hours(11) + minutes(30));

  ASSERT_THAT(next, SizeIs(1));
  EXPECT_EQ(next[0].title, "PC at work: failed 2 times since 22 November");
}

TEST(Flapping, CountsWhatCameBackInTimeHoweverLateItIsBelieved) {
  auto alerts = policy_with({});
  fail_for_ten_minutes(alerts, noon);

  const auto again = noon + minutes(65);
  const auto told =
      alerts.consider(change_at(again, Kind::opened, "tcp.refused"), again + minutes(15));

  ASSERT_TRUE(told);
  EXPECT_EQ(told->title, "PC at work: failed 2 times since 12:00");
}

TEST(Flapping, EndsWithTheTroubleThatComesLater) {
  auto alerts = policy_with({});
  const auto first = fail_for_ten_minutes(alerts, noon);

  const auto later = fail_for_ten_minutes(alerts, noon + hours(3));

  ASSERT_THAT(later, SizeIs(2));
  EXPECT_EQ(later[0].kind, Alert::Kind::raised);
  EXPECT_NE(later[0].episode, first[0].episode);
}

TEST(Flapping, IsToldOverAfterARestartTooIfItWasTold) {
  auto before = policy_with({});
  fail_for_ten_minutes(before, noon);
  fail_for_ten_minutes(before, noon + minutes(30));
  auto after = policy_with({}, before.told());

  const auto cleared =
      after.consider(change_at(noon, Kind::closed, "tcp.refused"), noon + minutes(50));

  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->kind, Alert::Kind::cleared);
}

TEST(Flapping, SurvivesAClockThatIsSetBack) {
  auto alerts = policy_with({});
  fail_for_ten_minutes(alerts, noon);

  const auto earlier = fail_for_ten_minutes(alerts, noon - hours(5));

  ASSERT_THAT(earlier, SizeIs(1));
  EXPECT_THAT(alerts.due_reminders(noon - hours(4)), IsEmpty());
  EXPECT_THAT(alerts.due_reminders(noon - hours(3)), SizeIs(1));
}

TEST(Flapping, OfSeverityIsToldAsWorseOnceADay) {
  auto alerts = policy_with({});
  alerts.consider(change_at(noon, Kind::opened, "tcp.slow"), noon);

  std::size_t told = 0;
  for (int turn = 0; turn < 10; ++turn) {
    told +=
        alerts.consider(change_at(noon, Kind::worsened, "tcp.slow"), noon + hours(turn)) ? 1 : 0;
    alerts.consider(change_at(noon, Kind::eased, "tcp.slow"), noon + hours(turn));
  }

  EXPECT_EQ(told, 1U);
}

TEST(Flapping, WhatSeveralHadIsNotWhatOneOfThemHasLater) {
  auto alerts = policy_with({});
  alerts.consider(change_at(noon, Kind::opened, "identity.clock_skew", {1, 2}), noon);
  alerts.consider(change_at(noon, Kind::closed, "identity.clock_skew", {1, 2}), noon + minutes(9));

  const auto later = noon + minutes(30);
  const auto own = alerts.consider(change_at(later, Kind::opened, "identity.clock_skew"), later);

  ASSERT_TRUE(own);
  EXPECT_THAT(own->title, testing::Not(HasSubstr("failed 2 times")));
}

TEST(Flapping, WhatTwoNetworksBlockIsNotOneTrouble) {
  auto alerts = policy_with({});
  auto blocked = change_at(noon, Kind::opened, "network.port_blocked", {1, 2, 3});
  blocked.finding.explanation = "The network Cafe probably blocks Remote Desktop.";
  alerts.consider(blocked, noon);
  blocked.kind = Kind::closed;
  alerts.consider(blocked, noon + minutes(30));

  auto hotel = change_at(noon + minutes(40), Kind::opened, "network.port_blocked", {1, 2, 3});
  hotel.finding.explanation = "The network Hotel probably blocks Remote Desktop.";
  const auto told = alerts.consider(hotel, noon + minutes(55));

  ASSERT_TRUE(told);
  EXPECT_EQ(told->title, "3 computers cannot be reached");
}

TEST(Flapping, WhatIsOverForSeveralIsToldAnewWhereItGoesOnForOne) {
  auto alerts = policy_with({});
  const auto change = [](Kind kind, const std::vector<int>& targets) {
    return change_at(noon, kind, "identity.clock_skew", targets);
  };
  alerts.consider(change(Kind::opened, {1, 2}), noon);
  alerts.consider(change(Kind::closed, {1, 2}), noon + minutes(9));

  const auto told = alerts.consider(change(Kind::opened, {1}), noon + minutes(9));

  ASSERT_TRUE(told) << "its episode has the same name, but was told to be over";
  EXPECT_EQ(told->kind, Alert::Kind::raised);
}

}  // namespace
}  // namespace tests
