#include "tests/notify/alert_cases.h"

#include <gmock/gmock.h>

#include <string>

namespace tests {
namespace {

using monitor::SysTime;
using notify::Alert;
using notify::AlertPolicy;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* slow = "trend.slowing_down";
constexpr const char* often = "trend.failing_more_often";
constexpr const char* silent = "tcp.timeout";

/// Was told to decline at noon; gives its episode.
std::string decline(AlertPolicy& alerts, const char* code) {
  return alerts.consider(change_at(noon, Kind::opened, code), noon)->episode;
}

TEST(Decline, IsOneEpisodeFromItsFirstNoticeToItsEnd) {
  for (const auto* code : {slow, often}) {
    auto alerts = policy_with({});
    const auto episode = decline(alerts, code);
    const auto fails = noon + days(3);

    const auto failed = alerts.consider(change_at(fails, Kind::opened, silent), fails);
    const auto answers = alerts.consider(change_at(fails, Kind::closed, silent), fails + hours(9));
    const auto over = alerts.consider(change_at(noon, Kind::closed, code), fails + hours(10));

    ASSERT_TRUE(failed) << code;
    EXPECT_EQ(failed->kind, Alert::Kind::escalated);
    EXPECT_EQ(failed->episode, episode);
    EXPECT_EQ(failed->code, silent);
    EXPECT_EQ(failed->severity, monitor::Severity::failure);
    EXPECT_FALSE(answers) << "it still declines";
    ASSERT_TRUE(over) << code;
    EXPECT_EQ(over->kind, Alert::Kind::cleared);
    EXPECT_EQ(over->episode, episode);
    EXPECT_THAT(alerts.due_reminders(fails + days(9)), IsEmpty());
  }
}

TEST(Decline, IsOverWithTheFailureWhereItEndsBefore) {
  auto alerts = policy_with({});
  const auto episode = decline(alerts, slow);
  const auto fails = noon + days(3);
  alerts.consider(change_at(fails, Kind::opened, silent), fails);

  const auto faster = alerts.consider(change_at(noon, Kind::closed, slow), fails + hours(1));
  const auto over = alerts.consider(change_at(fails, Kind::closed, silent), fails + hours(2));

  EXPECT_FALSE(faster);
  ASSERT_TRUE(over);
  EXPECT_EQ(over->episode, episode);
  EXPECT_EQ(over->text, "\"The computer does not answer\" is over, after 2 hours.");
}

TEST(Decline, DoesNotTellEachFailure) {
  auto alerts = policy_with({});
  decline(alerts, often);
  std::vector<Alert> told;
  for (auto at = noon + days(1); at < noon + days(4); at += hours(4)) {
    if (auto alert = alerts.consider(change_at(at, Kind::opened, silent), at))
      told.push_back(*alert);
    if (auto alert = alerts.consider(change_at(at, Kind::closed, silent), at + minutes(90)))
      told.push_back(*alert);
  }

  ASSERT_THAT(told, SizeIs(2)) << "again after two days";
  EXPECT_EQ(told[0].at, noon + days(1));
  EXPECT_GE(told[1].at - told[0].at, days(2));
}

TEST(Decline, IsApartFromWhatMoreThanItsTargetsShare) {
  auto alerts = policy_with({});
  const auto episode = decline(alerts, often);

  const auto at = noon + hours(5);
  const auto gateway =
      alerts.consider(change_at(at, Kind::opened, "gateway.tcp.timeout", {1, 2}), at);

  ASSERT_TRUE(gateway);
  EXPECT_EQ(gateway->kind, Alert::Kind::raised);
  EXPECT_NE(gateway->episode, episode);
}

TEST(Decline, IsApartFromWhatIsNoFailureToConnect) {
  auto alerts = policy_with({});
  const auto episode = decline(alerts, often);
  const auto at = noon + hours(5);

  for (const auto* code : {"network.port_blocked", "certificate.expired", "certificate.changed"}) {
    const auto other = alerts.consider(change_at(at, Kind::opened, code), at);
    ASSERT_TRUE(other) << code;
    EXPECT_EQ(other->kind, Alert::Kind::raised) << code;
    EXPECT_NE(other->episode, episode) << code;
  }
}

TEST(Decline, KeepsItsEpisodeOverARestart) {
  auto before = policy_with({});
  const auto episode = decline(before, often);
  const auto fails = noon + days(3);
  before.consider(change_at(fails, Kind::opened, silent), fails);

  auto alerts = policy_with({}, before.told());
  const auto declines = alerts.consider(change_at(fails, Kind::opened, often), fails + hours(1));
  const auto answers = alerts.consider(change_at(fails, Kind::closed, silent), fails + hours(2));
  const auto over = alerts.consider(change_at(fails, Kind::closed, often), fails + hours(3));

  EXPECT_FALSE(declines);
  EXPECT_FALSE(answers);
  ASSERT_TRUE(over);
  EXPECT_EQ(over->episode, episode);
}

}  // namespace
}  // namespace tests
