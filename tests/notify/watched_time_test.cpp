#include "tests/notify/alert_cases.h"

#include <gmock/gmock.h>

// What is said of a failure that nobody saw all of.

namespace {

using monitor::SysTime;
using notify::AlertPolicy;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using tests::change_at;
using tests::Kind;
using tests::noon;

void watch(AlertPolicy& alerts, SysTime from, SysTime until) {
  for (auto at = from; at <= until; at += minutes{1})
    alerts.due_reminders(at);
}

std::string end_of(AlertPolicy& alerts, SysTime at, const char* code = "tcp.timeout") {
  const auto cleared = alerts.consider(change_at(noon, Kind::closed, code), at);
  return cleared ? cleared->text : "";
}

TEST(WatchedTime, LeavesAnUnwatchedNightOutOfHowLongItLasted) {
  auto alerts = tests::policy_with({});
  watch(alerts, noon - hours{1}, noon);
  alerts.consider(change_at(noon, Kind::opened, "tcp.timeout"), noon);
  watch(alerts, noon, noon + minutes{20});
  watch(alerts, noon + hours{14}, noon + hours{14} + minutes{5});

  EXPECT_EQ(
      end_of(alerts, noon + hours{14} + minutes{5}),
      "\"The computer does not answer\" is over. The trouble was seen to last for 25 minutes.");
}

TEST(WatchedTime, KnowsOfANightBeforeItWasTold) {
  auto alerts = tests::policy_with({});
  watch(alerts, noon - hours{1}, noon + minutes{20});
  const auto morning = noon + hours{14};
  alerts.consider(change_at(noon, Kind::opened, "tcp.timeout"), morning);
  watch(alerts, morning, morning + minutes{5});

  EXPECT_THAT(end_of(alerts, morning + minutes{5}), HasSubstr("last for 25 minutes"));
}

TEST(WatchedTime, SaysHowLongItLastedWhereAllWasSeen) {
  auto alerts = tests::policy_with({});
  watch(alerts, noon - hours{1}, noon);
  alerts.consider(change_at(noon, Kind::opened, "tcp.timeout"), noon);
  watch(alerts, noon, noon + hours{3});

  EXPECT_THAT(end_of(alerts, noon + hours{3}), HasSubstr("is over, after 3 hours."));
}

TEST(WatchedTime, SaysNoLengthOfWhatBeganLongBeforeThisStart) {
  auto before = tests::policy_with({});
  before.consider(change_at(noon, Kind::opened, "tcp.timeout"), noon);
  auto after = tests::policy_with({}, before.told());
  watch(after, noon + hours{14}, noon + hours{14} + minutes{5});

  EXPECT_EQ(end_of(after, noon + hours{14} + minutes{5}),
            "\"The computer does not answer\" is over.");
}

TEST(WatchedTime, IsNotThatOfAClockThatWasAhead) {
  auto alerts = tests::policy_with({});
  watch(alerts, noon - hours{1}, noon);
  watch(alerts, noon + days{1}, noon + days{1} + minutes{5});
  watch(alerts, noon + minutes{6}, noon + hours{1});
  alerts.consider(change_at(noon + hours{1}, Kind::opened, "tcp.timeout"), noon + hours{1});
  watch(alerts, noon + hours{1}, noon + hours{4});

  EXPECT_THAT(end_of(alerts, noon + hours{4}), HasSubstr("is over, after 3 hours."));
}

TEST(WatchedTime, ACertificateThatHasEndedHasEndedUnseenAsWell) {
  auto alerts = tests::policy_with({});
  watch(alerts, noon - minutes{5}, noon);
  auto ended = change_at(noon, Kind::opened, "certificate.expired");
  ended.finding.fails_at = noon;
  alerts.consider(ended, noon);
  watch(alerts, noon + days{1}, noon + days{1} + minutes{5});

  EXPECT_THAT(end_of(alerts, noon + days{1} + minutes{5}, "certificate.expired"),
              HasSubstr("after 1 day"));
}

TEST(WatchedTime, ACertificateComesToItsEndUnseenAsWell) {
  auto alerts = tests::policy_with({});
  watch(alerts, noon - minutes{5}, noon);
  auto soon = change_at(noon, Kind::opened, "certificate.expires_soon");
  soon.finding.fails_at = noon + days{9};
  alerts.consider(soon, noon);
  watch(alerts, noon + days{1}, noon + days{1} + minutes{5});
  soon.kind = Kind::closed;

  const auto over = alerts.consider(soon, noon + days{1} + minutes{5});

  ASSERT_TRUE(over);
  EXPECT_THAT(over->text, HasSubstr("is over, after 1 day"));
}

}  // namespace
