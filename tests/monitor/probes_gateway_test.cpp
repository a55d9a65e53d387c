#include "tests/fakes/one_look.h"
#include "tests/fakes/scripted_server.h"

#include <gmock/gmock.h>

namespace {

using monitor::Check;
using monitor::find_fact;
using monitor::find_finding;
using monitor::find_step;
using monitor::Outcome;
using monitor::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;
using tests::Peer;
using tests::ScriptedServer;
using tests::TestCertificate;
using namespace std::chrono_literals;

constexpr auto healthy_answer =
    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n"
    "Content-Length: 0\r\n\r\n";

const TestCertificate& certificate() {
  static const TestCertificate made({.common_name = "localhost"});
  return made;
}

ScriptedServer::Script https(ScriptedServer::Script answer,
                             const TestCertificate& shown = certificate()) {
  return [answer = std::move(answer), shown](Peer& peer) {
    peer.start_tls(shown);
    peer.tls_read_some();
    answer(peer);
  };
}

ScriptedServer::Script answering(std::string text) {
  return https([text = std::move(text)](Peer& peer) {
    peer.tls_send(text);
    peer.stall();
  });
}

Check look_through(ScriptedServer::Script script, const tests::LookOptions& options = {}) {
  const ScriptedServer server(std::move(script));
  auto target = server.named_target();
  target.gateway = target.endpoint;
  target.endpoint = {"pc.inside.example", 3389};
  return tests::look_at(target, options);
}

std::string error_kind(const Check& check) {
  const auto* step = find_step(check, "gateway.tls");
  return step != nullptr && step->error ? step->error->kind : "";
}

TEST(Gateway, IsReadyWhenItAsksWhoIsThere) {
  const auto check = look_through(answering(healthy_answer));

  const auto& step = *find_step(check, "gateway.tls");
  EXPECT_EQ(step.outcome, Outcome::ok);
  EXPECT_EQ(*find_fact<std::int64_t>(step.facts, "http_status"), 401);
  EXPECT_EQ(*find_fact<std::string>(step.facts, "version"), "TLSv1.3");
  EXPECT_EQ(verdict_of(check), Verdict::ready);
}

TEST(Gateway, HidesTheStepsBehindIt) {
  const auto check = look_through(answering(healthy_answer));

  std::vector<std::string> steps;
  for (const auto& step : check.steps)
    steps.push_back(step.step);
  EXPECT_THAT(steps, ElementsAre("gateway.resolve", "gateway.connect", "gateway.tls", "resolve",
                                 "connect", "negotiate", "tls", "identity"));
  for (const auto* inner : {"resolve", "connect", "negotiate", "tls", "identity"})
    EXPECT_EQ(find_step(check, inner)->outcome, Outcome::skipped) << inner;
  EXPECT_TRUE(check.gateway_certificate);
  EXPECT_FALSE(check.certificate);
}

TEST(Gateway, IsAskedByItsNameAndWithoutCredentials) {
  std::string request;
  look_through([&request](Peer& peer) {
    peer.start_tls(certificate());
    request = peer.tls_read_some();
    peer.tls_send(healthy_answer);
    peer.stall();
  });

  EXPECT_THAT(request, HasSubstr("\r\nHost: localhost"));
  EXPECT_THAT(request, Not(HasSubstr("Authorization")));
}

TEST(Gateway, IsNoneIfItAnswersOtherwise) {
  for (const auto* status : {"403 Forbidden", "404 Not Found", "410 Gone", "200 OK", "302 Found"}) {
    const auto check = look_through(
        answering("HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 0\r\n\r\n"));

    EXPECT_EQ(error_kind(check), "not_a_gateway") << status;
    EXPECT_NE(find_finding(check, "gateway.not_a_gateway"), nullptr) << status;
    EXPECT_EQ(verdict_of(check), Verdict::would_fail);
    EXPECT_FALSE(check.gateway_certificate) << "whatever it has shown is no gateway's";
  }
}

TEST(Gateway, IsNoneIfItAsksNobody) {
  EXPECT_EQ(error_kind(look_through(answering("HTTP/1.1 401 Unauthorized\r\n\r\n"))),
            "not_a_gateway");
}

TEST(Gateway, IsNoneIfItIsNotHttp) {
  const auto closed = look_through(https([](Peer&) {}));
  const auto other =
      look_through(https([](Peer& peer) { peer.tls_send("220 mail ready\r\n\r\n"); }));

  EXPECT_EQ(error_kind(closed), "not_a_gateway");
  EXPECT_EQ(error_kind(other), "not_a_gateway");
}

TEST(Gateway, IsDownIfItsServiceIs) {
  const auto down = look_through(answering("HTTP/1.1 503 Service Unavailable\r\n\r\n"));
  const auto silent = look_through(https([](Peer& peer) { peer.stall(); }), tests::briefly);

  for (const auto& check : {down, silent}) {
    EXPECT_EQ(error_kind(check), "service_down");
    EXPECT_NE(find_finding(check, "gateway.service_down"), nullptr);
  }
  EXPECT_EQ(*find_fact<std::int64_t>(find_step(down, "gateway.tls")->facts, "http_status"), 503);
}

TEST(Gateway, IsNotAtFaultWhereTheNetworkWantsASignIn) {
  const auto check =
      look_through(answering("HTTP/1.1 511 Network Authentication Required\r\n\r\n"));

  EXPECT_EQ(error_kind(check), "not_a_gateway");
  const auto* finding = find_finding(check, "gateway.not_a_gateway");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->title, "The network wants a sign-in");
  EXPECT_THAT(finding->explanation, HasSubstr("sign in there"));
  EXPECT_FALSE(check.gateway_certificate) << "the sign-in page has shown its own";
}

TEST(Gateway, HasTlsTroubleOfItsOwn) {
  const auto check = look_through([](Peer& peer) { peer.read_some(); });

  EXPECT_EQ(error_kind(check), "closed_in_handshake");
  EXPECT_NE(find_finding(check, "gateway.tls.closed_in_handshake"), nullptr);
}

TEST(Gateway, HasACertificateOfItsOwn) {
  const TestCertificate ended({.common_name = "localhost", .begins = -48h, .ends = -24h});
  const auto answer = [](Peer& peer) {
    peer.tls_send(healthy_answer);
    peer.stall();
  };

  const auto check = look_through(https(answer, ended));

  EXPECT_NE(find_finding(check, "gateway.certificate.expired"), nullptr);
  EXPECT_EQ(find_finding(check, "certificate.expired"), nullptr);
  EXPECT_EQ(verdict_of(check), Verdict::would_fail);
}

TEST(Gateway, ThatCannotBeReachedSaysSo) {
  monitor::Target target;
  target.endpoint = {"pc.inside.example", 3389};
  {
    const ScriptedServer gone([](Peer&) {});
    target.gateway = gone.target().endpoint;
  }

  const auto check = tests::look_at(target);

  EXPECT_EQ(find_step(check, "gateway.connect")->error->kind, "refused");
  EXPECT_NE(find_finding(check, "gateway.tcp.refused"), nullptr);
  EXPECT_EQ(find_step(check, "gateway.tls")->outcome, Outcome::skipped);
}

}  // namespace
