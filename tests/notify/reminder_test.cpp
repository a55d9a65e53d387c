#include "monitor/model/taken_back.h"
#include "tests/notify/alert_cases.h"

#include <gmock/gmock.h>

// What is said of a failure that is another one by now.

namespace {

using monitor::Finding;
using monitor::make_finding;
using monitor::SysTime;
using monitor::TargetId;
using notify::Alert;
using notify::AlertPolicy;
using std::chrono::days;
using testing::HasSubstr;
using testing::SizeIs;
using tests::change_at;
using tests::Kind;
using tests::noon;

AlertPolicy::Question shown(const Finding& newest) {
  return [&newest](TargetId, const Finding&, SysTime) { return &newest; };
}

TEST(Reminder, NamesTheFailureAsItIsNow) {
  auto alerts = tests::policy_with({});
  const auto raised = alerts.consider(change_at(noon, Kind::opened, "tcp.timeout"), noon);
  const auto refused = make_finding("tcp.refused");

  const auto reminders = alerts.due_reminders(noon + days{3}, shown(refused));

  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_EQ(reminders[0].episode, raised->episode);
  EXPECT_EQ(reminders[0].code, "tcp.refused");
  EXPECT_EQ(reminders[0].title, "PC at work: it refuses Remote Desktop");
  EXPECT_THAT(reminders[0].text, HasSubstr("3 days"));
  EXPECT_THAT(reminders[0].text, HasSubstr("switch it on"));
}

TEST(Reminder, NamesWhatWasToldFirstWhereThatIsBack) {
  auto alerts = tests::policy_with({});
  alerts.consider(change_at(noon, Kind::opened, "tcp.timeout"), noon);
  const auto refused = make_finding("tcp.refused");
  const auto silent = make_finding("tcp.timeout");
  alerts.due_reminders(noon + days{3}, shown(refused));

  const auto reminders = alerts.due_reminders(noon + days{12}, shown(silent));

  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_EQ(reminders[0].code, "tcp.timeout");
}

TEST(Reminder, LeavesTheEndToWhatWasTold) {
  auto alerts = tests::policy_with({});
  const auto raised = alerts.consider(change_at(noon, Kind::opened, "tcp.timeout"), noon);
  const auto refused = make_finding("tcp.refused");
  alerts.due_reminders(noon + days{3}, shown(refused));

  const auto cleared =
      alerts.consider(change_at(noon, Kind::closed, "tcp.timeout"), noon + days{4});

  ASSERT_TRUE(cleared);
  EXPECT_EQ(cleared->episode, raised->episode);
  EXPECT_EQ(cleared->code, "tcp.timeout");
}

TEST(BlockingNetwork, IsNotCalledOverWhereTheNextOneBlocksAsWell) {
  auto alerts = tests::policy_with({});
  auto cafe = change_at(noon, Kind::opened, "network.port_blocked", {1, 2});
  cafe.finding.explanation = "The network Cafe blocks it.";
  const auto raised = alerts.consider(cafe, noon);
  cafe.kind = Kind::closed;
  cafe.finding.evidence.push_back({std::string(monitor::left_behind), true});
  auto bar = change_at(noon + days{1}, Kind::opened, "network.port_blocked", {1, 2});
  bar.finding.explanation = "The network Bar blocks it.";

  EXPECT_FALSE(alerts.consider(cafe, noon + days{1}));
  const auto next = alerts.consider(bar, noon + days{1});

  ASSERT_TRUE(next);
  EXPECT_EQ(next->kind, Alert::Kind::raised);
  EXPECT_NE(next->episode, raised->episode);
  EXPECT_THAT(next->text, HasSubstr("Bar"));
}

}  // namespace
