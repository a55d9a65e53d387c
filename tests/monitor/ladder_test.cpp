#include "monitor/engine/ladder.h"

#include "tests/fakes/one_look.h"
#include "tests/fakes/scripted_server.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <gmock/gmock.h>

#include <future>

namespace {

using monitor::Check;
using monitor::find_step;
using monitor::Millis;
using monitor::Outcome;
using testing::ElementsAre;
using tests::Peer;
using tests::ScriptedServer;
using tests::TestCertificate;
using namespace std::chrono_literals;

TEST(Ladder, ClimbsInTheOrderOfTheContract) {
  const ScriptedServer server(tests::healthy(TestCertificate({}), 2));

  const auto check = tests::look_at(server.target());

  std::vector<std::string> steps;
  for (const auto& step : check.steps)
    steps.push_back(step.step);
  EXPECT_THAT(steps, ElementsAre("resolve", "connect", "negotiate", "tls", "identity"));
}

TEST(Ladder, StopsAtTheBrokenRung) {
  const ScriptedServer server([](Peer& peer) { peer.refuse(3); });

  const auto check = tests::look_at(server.target());

  std::vector<Outcome> outcomes;
  for (const auto& step : check.steps)
    outcomes.push_back(step.outcome);
  EXPECT_THAT(outcomes, ElementsAre(Outcome::ok, Outcome::ok, Outcome::failed, Outcome::skipped,
                                    Outcome::skipped));
  EXPECT_EQ(check.findings.size(), 1u);
  const auto& skipped = *find_step(check, "tls");
  EXPECT_EQ(skipped.took, Millis{0});
  EXPECT_EQ(skipped.facts.size(), 2u);
}

TEST(Ladder, LooksOverOneConnection) {
  const ScriptedServer server(tests::healthy(TestCertificate({}), 2));

  tests::look_at(server.target());

  EXPECT_EQ(server.connections(), 1);
}

TEST(Ladder, HangsUpPolitely) {
  const TestCertificate certificate({});
  std::promise<bool> politely;
  {
    const ScriptedServer server([&](Peer& peer) {
      peer.confirm(2);
      peer.start_tls(certificate);
      // Bytes that nobody reads would turn the client's FIN into a reset.
      peer.tls_send(std::string(2'000, 'x'));
      politely.set_value(peer.stall());
    });
    tests::look_at(server.target());
  }

  EXPECT_TRUE(politely.get_future().get());
}

TEST(Ladder, TellsBeforeItHangsUp) {
  const TestCertificate certificate({});
  std::promise<void> told;
  const auto heard = told.get_future().share();
  const ScriptedServer server([&](Peer& peer) {
    peer.confirm(2);
    peer.start_tls(certificate);
    heard.wait();
    peer.stall();
  });
  asio::io_context context;
  const monitor::SystemClock clock;
  monitor::Ladder ladder(context, clock);

  auto look =
      ladder.look(server.target(), Millis{15'000}, nullptr, [&told](Check) { told.set_value(); });
  asio::co_spawn(context, std::move(look), asio::detached);
  context.run_for(20s);

  EXPECT_EQ(heard.wait_for(0s), std::future_status::ready);
}

TEST(Ladder, DoesNotWaitLongForAServerThatStays) {
  const TestCertificate certificate({});
  std::promise<void> end;
  const auto ended = end.get_future().share();
  const ScriptedServer server([&](Peer& peer) {
    peer.confirm(2);
    peer.start_tls(certificate);
    ended.wait();
  });
  const auto began = std::chrono::steady_clock::now();

  const auto check = tests::look_at(server.target());

  const auto took = std::chrono::steady_clock::now() - began;
  EXPECT_GE(took, 240ms);
  EXPECT_LT(took, tests::before_long);
  EXPECT_LT(check.took, took);
  end.set_value();
}

TEST(Ladder, CanBeLeftInTheMiddle) {
  const ScriptedServer server([](Peer& peer) { peer.stall(); });
  const monitor::SystemClock clock;
  bool told = false;
  {
    asio::io_context context;
    monitor::Ladder ladder(context, clock);
    auto look =
        ladder.look(server.target(), Millis{15'000}, nullptr, [&told](Check) { told = true; });
    asio::co_spawn(context, std::move(look), asio::detached);
    context.run_for(20ms);
  }

  EXPECT_FALSE(told);
}

}  // namespace
