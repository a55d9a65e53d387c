#include "monitor/engine/offline.h"

#include "tests/fakes/watched_checks.h"

#include <gmock/gmock.h>

namespace {

using monitor::apply_situation;
using monitor::Situation;
using monitor::Verdict;
using monitor::verdict_of;
using tests::broken_at;
using tests::good_look;
using tests::pc;

Situation offline() {
  Situation situation;
  situation.online = false;
  return situation;
}

TEST(Offline, MakesAFailureUnknown) {
  const auto check = apply_situation(broken_at(pc(1), "resolve", "name.lookup_timeout"), offline());

  EXPECT_EQ(verdict_of(check), Verdict::unknown);
  ASSERT_EQ(check.findings.size(), 1U);
  EXPECT_EQ(check.findings.front().code, "network.offline");
}

TEST(Offline, MakesAFailureWhileFallingAsleepUnknown) {
  Situation asleep;
  asleep.asleep = true;

  EXPECT_EQ(verdict_of(apply_situation(broken_at(pc(1), "connect", "tcp.timeout"), asleep)),
            Verdict::unknown);
}

TEST(Offline, LeavesAFailureAsItIsWhileOnline) {
  const auto check = broken_at(pc(1), "connect", "tcp.timeout");

  EXPECT_EQ(apply_situation(check, Situation{}), check);
}

TEST(Offline, LeavesALookThatWentWellAsItIs) {
  EXPECT_EQ(apply_situation(good_look(pc(1)), offline()), good_look(pc(1)));
}

TEST(Offline, ExcusesNoServerOnThisComputer) {
  for (const auto* host : {"127.0.0.1", "127.8.9.1", "::1", "LocalHost", "rdp.localhost"}) {
    const auto check = broken_at(tests::pc_at(1, host), "connect", "tcp.refused");

    EXPECT_EQ(apply_situation(check, offline()), check) << host;
  }
}

TEST(Offline, LooksAtTheGatewayOfATargetThatHasOne) {
  auto target = pc(1);
  target.endpoint.host = "localhost";
  target.gateway = monitor::Endpoint{"gw.example.com", 443};

  EXPECT_EQ(verdict_of(apply_situation(broken_at(target, "gateway.connect", "gateway.tcp.timeout"),
                                       offline())),
            Verdict::unknown);
}

TEST(Offline, KeepsAllStepsOfALookThatCannotBeMade) {
  auto target = pc(1);
  target.gateway = monitor::Endpoint{"gw.example.com", 443};
  const auto check = monitor::offline_check(target, monitor::SysTime{});

  std::vector<std::string> steps;
  for (const auto& step : check.steps) {
    steps.push_back(step.step);
    EXPECT_EQ(step.outcome, monitor::Outcome::skipped);
  }
  EXPECT_THAT(steps, testing::ElementsAre("gateway.resolve", "gateway.connect", "gateway.tls",
                                          "resolve", "connect", "negotiate", "tls", "identity"));
  EXPECT_EQ(verdict_of(check), Verdict::unknown);
}

}  // namespace
