// Names and ports: the steps resolve and connect.

#include "monitor/probes/probe.h"
#include "tests/fakes/one_look.h"
#include "tests/fakes/sample_checks.h"
#include "tests/fakes/scripted_server.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace {

using monitor::Check;
using monitor::find_fact;
using monitor::find_finding;
using monitor::find_step;
using monitor::Outcome;
using monitor::Severity;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;
using Texts = std::vector<std::string>;

monitor::Target at(const std::string& host, std::uint16_t port) {
  monitor::Target target;
  target.endpoint = {host, port};
  return target;
}

std::vector<monitor::Finding> judge(std::string_view step, const Check& now, const Check* before) {
  const auto probes = monitor::all_probes();
  const auto probe = std::find_if(probes.begin(), probes.end(),
                                  [step](const auto& one) { return one->step() == step; });
  return (*probe)->judge(now, before, {});
}

/// A port of 127.0.0.1 on which nobody listens.
std::uint16_t closed_port() {
  asio::io_context context;
  const asio::ip::tcp::acceptor acceptor(
      context, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  return acceptor.local_endpoint().port();
}

TEST(NameResolution, ShowsWhereANameLeads) {
  const auto check = tests::look_at(at("localhost", closed_port()));

  const auto* step = find_step(check, "resolve");
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->outcome, Outcome::ok);
  EXPECT_THAT(*find_fact<Texts>(step->facts, "addresses"), Contains("127.0.0.1"));
}

TEST(NameResolution, ShowsAnAddressAsItself) {
  const auto check = tests::look_at(at("127.0.0.1", closed_port()));

  const auto* step = find_step(check, "resolve");
  EXPECT_EQ(step->outcome, Outcome::ok);
  EXPECT_THAT(*find_fact<Texts>(step->facts, "addresses"), ElementsAre("127.0.0.1"));
}

TEST(NameResolution, SaysThatANameIsNotThere) {
  for (const auto* kind : {"not_found", "lookup_timeout"}) {
    const auto check = tests::failed_check("resolve", kind, std::string("name.") + kind);

    const auto findings = judge("resolve", check, nullptr);

    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].code, std::string("name.") + kind);
    EXPECT_EQ(findings[0].severity, Severity::failure);
  }
}

TEST(NameResolution, NoticesThatANameLeadsElsewhere) {
  auto before = tests::healthy_check(tests::sample_now() + std::chrono::days(90));
  auto now = before;
  before.steps[0].facts = {{"addresses", Texts{"192.0.2.1", "192.0.2.2"}}};
  now.steps[0].facts = {{"addresses", Texts{"192.0.2.9"}}};

  const auto moved = judge("resolve", now, &before);
  now.steps[0].facts = {{"addresses", Texts{"192.0.2.9", "192.0.2.2"}}};
  const auto stayed = judge("resolve", now, &before);

  ASSERT_EQ(moved.size(), 1u);
  EXPECT_EQ(moved[0].code, "name.changed");
  EXPECT_EQ(moved[0].severity, Severity::information);
  EXPECT_THAT(stayed, IsEmpty());
}

TEST(TcpConnect, SaysWhichAddressAnswered) {
  const tests::ScriptedServer server([](tests::Peer& peer) { peer.stall(); });

  const auto check = tests::look_at(server.target(), tests::briefly);

  const auto* step = find_step(check, "connect");
  EXPECT_EQ(step->outcome, Outcome::ok);
  EXPECT_EQ(*find_fact<std::string>(step->facts, "address"), "127.0.0.1");
}

TEST(TcpConnect, SeesARefusal) {
  const auto check = tests::look_at(at("127.0.0.1", closed_port()));

  const auto* step = find_step(check, "connect");
  ASSERT_TRUE(step->error);
  EXPECT_EQ(step->error->kind, "refused");
  EXPECT_NE(find_finding(check, "tcp.refused"), nullptr);
  EXPECT_EQ(find_step(check, "negotiate")->outcome, Outcome::skipped);
  EXPECT_EQ(verdict_of(check), monitor::Verdict::would_fail);
}

TEST(TcpConnect, SeesThatThereIsNoWay) {
  // Linux has no route from a socket to the broadcast address.
  const auto check = tests::look_at(at("255.255.255.255", 3389), tests::briefly);

  EXPECT_EQ(find_step(check, "connect")->error->kind, "unreachable");
  EXPECT_NE(find_finding(check, "tcp.unreachable"), nullptr);
}

TEST(TcpConnect, GivesEachFailureItsFinding) {
  for (const auto* kind : {"refused", "timeout", "unreachable", "reset"}) {
    const auto check = tests::failed_check("connect", kind, std::string("tcp.") + kind);

    const auto findings = judge("connect", check, nullptr);

    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].code, std::string("tcp.") + kind);
    EXPECT_EQ(findings[0].severity, Severity::failure);
  }
}

TEST(TcpConnect, CallsMoreThanASecondSlow) {
  auto check = tests::healthy_check(tests::sample_now() + std::chrono::days(90));
  auto& connect = check.steps[1];
  ASSERT_EQ(connect.step, "connect");

  connect.took = monitor::Millis{999};
  const auto fast = judge("connect", check, nullptr);
  connect.took = monitor::Millis{1'400};
  const auto slow = judge("connect", check, nullptr);

  EXPECT_THAT(fast, IsEmpty());
  ASSERT_EQ(slow.size(), 1u);
  EXPECT_EQ(slow[0].code, "tcp.slow");
  EXPECT_EQ(slow[0].severity, Severity::risk);
  EXPECT_EQ(*find_fact<double>(slow[0].evidence, "connect_ms"), 1'400);
}

}  // namespace
