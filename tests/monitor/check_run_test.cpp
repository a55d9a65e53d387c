#include "monitor/engine/check_run.h"

#include "tests/fakes/scripted_server.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <latch>

namespace {

using monitor::Check;
using monitor::CheckRunOptions;
using monitor::Millis;
using monitor::Target;
using testing::ElementsAre;
using testing::SizeIs;
using tests::Peer;
using tests::ScriptedServer;
using tests::TestCertificate;
using namespace std::chrono_literals;

std::vector<Check> run(std::vector<Target> targets, const CheckRunOptions& options = {}) {
  std::vector<Check> checks;
  run_checks(std::move(targets), options, monitor::SystemClock(),
             [&checks](Check check) { checks.push_back(std::move(check)); });
  return checks;
}

TEST(CheckRun, LooksAtEveryTarget) {
  const TestCertificate certificate({});
  const ScriptedServer healthy(tests::healthy(certificate, 2));
  const ScriptedServer broken([](Peer& peer) { peer.refuse(3); });

  const auto checks = run({healthy.target(), broken.target(), healthy.named_target()});

  EXPECT_THAT(checks, SizeIs(3));
}

TEST(CheckRun, ReturnsAtOnceWithoutTargets) {
  EXPECT_THAT(run({}), SizeIs(0));
}

TEST(CheckRun, TellsInTheOrderInWhichTheyFinish) {
  const TestCertificate certificate({});
  std::promise<void> told;
  const ScriptedServer slow([&](Peer&) { told.get_future().wait(); });
  const ScriptedServer quick(tests::healthy(certificate, 2));

  std::vector<monitor::Endpoint> order;
  run_checks({slow.target(), quick.target()}, {}, monitor::SystemClock(), [&](const Check& check) {
    order.push_back(check.target.endpoint);
    if (order.size() == 1) told.set_value();
  });

  EXPECT_THAT(order, ElementsAre(quick.target().endpoint, slow.target().endpoint));
}

TEST(CheckRun, WaitsForSlowTargetsSideBySide) {
  constexpr int count = 10;
  std::latch all_have_come(count);
  std::vector<std::unique_ptr<ScriptedServer>> servers;
  std::vector<Target> targets;
  for (int i = 0; i < count; ++i) {
    servers.push_back(
        std::make_unique<ScriptedServer>([&](Peer&) { all_have_come.arrive_and_wait(); }));
    targets.push_back(servers.back()->target());
  }

  // None of them hangs up before the last one is asked.
  for (const auto& check : run(targets))
    EXPECT_EQ(failing_step(check)->error->kind, "closed");
}

TEST(CheckRun, LeavesAServerTimeBetweenTwoLooks) {
  const TestCertificate certificate({});
  const ScriptedServer server(tests::healthy(certificate, 2));

  const auto checks = run({server.target(), server.target()});

  ASSERT_THAT(checks, SizeIs(2));
  EXPECT_GE(checks[1].at - checks[0].at, 1s);
}

TEST(CheckRun, AsksForTheIdentityWhereToldTo) {
  const TestCertificate certificate({});
  std::atomic<bool> asked = false;
  const ScriptedServer server([&](Peer& peer) {
    peer.confirm(2);
    peer.start_tls(certificate);
    peer.tls_read_some();
    asked = true;
  });

  CheckRunOptions options;
  options.identity = true;
  const auto checks = run({server.target()}, options);

  EXPECT_TRUE(asked);
  EXPECT_TRUE(checks.at(0).target.identity_allowed);
}

TEST(CheckRun, CanBeCancelled) {
  const ScriptedServer silent([](Peer& peer) { peer.stall(); });
  const auto began = std::chrono::steady_clock::now();
  int told = 0;

  run_checks(
      {silent.target()}, {}, monitor::SystemClock(), [&told](const Check&) { ++told; },
      [] { return true; });

  EXPECT_EQ(told, 0);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
}

TEST(CheckRun, PassesOnWhatItsListenerThrows) {
  const TestCertificate certificate({});
  const ScriptedServer server(tests::healthy(certificate, 2));

  const auto throws = [](const Check&) { throw std::runtime_error("no room"); };

  EXPECT_THROW(run_checks({server.target()}, {}, monitor::SystemClock(), throws),
               std::runtime_error);
}

}  // namespace
