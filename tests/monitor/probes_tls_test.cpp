#include "monitor/probes/judgement/tls_judgement.h"
#include "monitor/probes/step_end.h"
#include "tests/fakes/one_look.h"
#include "tests/fakes/scripted_server.h"

#include <gmock/gmock.h>

namespace {

using monitor::Check;
using monitor::find_fact;
using monitor::find_finding;
using monitor::find_step;
using monitor::Outcome;
using monitor::Severity;
using monitor::Verdict;
using testing::AnyOf;
using testing::Eq;
using testing::HasSubstr;
using tests::Peer;
using tests::ScriptedServer;
using tests::TestCertificate;

Check look_at(ScriptedServer::Script script, const tests::LookOptions& options = {}) {
  const ScriptedServer server(std::move(script));
  return tests::look_at(server.target(), options);
}

/// Confirms TLS, reads the ClientHello and goes on with `then`.
ScriptedServer::Script after_hello(ScriptedServer::Script then) {
  return [then = std::move(then)](Peer& peer) {
    peer.confirm(1);
    peer.read_some();
    then(peer);
  };
}

std::string tls_fact(const Check& check, std::string_view name) {
  const auto* fact = find_fact<std::string>(find_step(check, "tls")->facts, name);
  return fact == nullptr ? "" : *fact;
}

void expect_failure(const Check& check, const std::string& kind, const std::string& code) {
  const auto& step = *find_step(check, "tls");
  ASSERT_TRUE(step.error) << code;
  EXPECT_EQ(step.error->kind, kind) << step.error->message;
  EXPECT_NE(find_finding(check, code), nullptr) << code;
  EXPECT_EQ(verdict_of(check), Verdict::would_fail);
}

TEST(Tls, CompletesTheHandshakeOfAHealthyServer) {
  const TestCertificate certificate({.alternative_names = "IP:127.0.0.1"});

  const auto check = look_at(tests::healthy(certificate, 2));

  EXPECT_EQ(find_step(check, "tls")->outcome, Outcome::ok);
  EXPECT_EQ(tls_fact(check, "version"), "TLSv1.3");
  EXPECT_EQ(tls_fact(check, "cipher"), "TLS_AES_256_GCM_SHA384");
  EXPECT_EQ(verdict_of(check), Verdict::ready);
}

TEST(Tls, MentionsThatSignInProtectionIsNotRequired) {
  const TestCertificate certificate({});

  const auto without = look_at(tests::healthy(certificate, 1));
  const auto with = look_at(tests::healthy(certificate, 2));

  EXPECT_EQ(find_finding(without, "rdp.nla_not_required")->severity, Severity::information);
  EXPECT_EQ(find_finding(with, "rdp.nla_not_required"), nullptr);
}

TEST(Tls, ReadsOldVersionsAndSaysThatTheyAreOld) {
  const TestCertificate certificate({.key = "RSA"});
  const std::vector<std::pair<int, std::string>> versions = {
      {TLS1_VERSION, "TLSv1"}, {TLS1_1_VERSION, "TLSv1.1"}, {TLS1_2_VERSION, "TLSv1.2"}};
  for (const auto& [version, name] : versions) {
    const tests::TlsScript only{.lowest_version = version, .highest_version = version};

    const auto check = look_at(tests::healthy(certificate, 2, only));

    EXPECT_EQ(tls_fact(check, "version"), name);
    const auto* old = find_finding(check, "tls.old_version");
    EXPECT_EQ(old != nullptr, version < TLS1_2_VERSION) << name;
    EXPECT_TRUE(old == nullptr || old->severity == Severity::risk);
    EXPECT_TRUE(check.certificate) << name;
  }
}

TEST(Tls, KnowsTheOldestVersionByItsOtherName) {
  const auto seen =
      monitor::step_done({{"version", std::string("TLSv1.0")}, {"cipher", std::string("AES")}});

  const auto findings = monitor::judge_tls(monitor::Side::host, seen);

  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "tls.old_version");
}

TEST(Tls, ReadsWeakCiphersAndSaysThatTheyAreWeak) {
  const TestCertificate certificate({.key = "RSA"});
  const tests::TlsScript weak{.highest_version = TLS1_2_VERSION, .ciphers = "NULL-SHA256"};

  const auto check = look_at(tests::healthy(certificate, 2, weak));

  EXPECT_EQ(tls_fact(check, "cipher"), "TLS_RSA_WITH_NULL_SHA256");
  EXPECT_EQ(find_finding(check, "tls.weak_cipher")->severity, Severity::risk);
  EXPECT_EQ(verdict_of(check), Verdict::at_risk);
}

TEST(Tls, SeesThatAServerCannotUseItsKey) {
  const auto check = look_at(after_hello([](Peer& peer) {
    peer.send(std::string_view("\x03\x00\x00\x09\x02\xF0\x80\x21\x80", 9));
    peer.reset();
  }));

  expect_failure(check, "closed_in_handshake", "tls.closed_in_handshake");
  EXPECT_THAT(find_step(check, "tls")->error->message, HasSubstr("private key"));
}

TEST(Tls, SeesAHangUpInTheHandshake) {
  const auto fin = look_at(after_hello([](Peer&) {}));
  const auto rst = look_at(after_hello([](Peer& peer) { peer.reset(); }));
  const auto half = look_at(after_hello(
      [](Peer& peer) { peer.send(std::string_view("\x16\x03\x03\x00\x50\x02\x00", 7)); }));

  for (const auto& check : {fin, rst, half})
    expect_failure(check, "closed_in_handshake", "tls.closed_in_handshake");
}

TEST(Tls, SeesAnAlert) {
  const auto check = look_at(after_hello([](Peer& peer) {
    peer.send(std::string_view("\x15\x03\x03\x00\x02\x02\x28", 7));
    peer.stall();
  }));

  expect_failure(check, "handshake_failed", "tls.handshake_failed");
  EXPECT_THAT(find_step(check, "tls")->error->message, HasSubstr("handshake failure"));
}

TEST(Tls, SeesThatSomethingElseAnswers) {
  const auto check = look_at(after_hello([](Peer& peer) {
    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    peer.stall();
  }));

  expect_failure(check, "handshake_failed", "tls.handshake_failed");
}

TEST(Tls, DoesNotWaitForEver) {
  const auto check = look_at(after_hello([](Peer& peer) { peer.stall(); }), tests::briefly);

  expect_failure(check, "timeout", "tls.timeout");
  EXPECT_LT(check.took, tests::before_long);
}

TEST(Tls, AsksByNameButNeverByAddress) {
  const TestCertificate certificate({});
  std::string hello;
  const ScriptedServer server([&hello](Peer& peer) {
    peer.confirm(1);
    hello = peer.read_some();
  });

  tests::look_at(server.named_target());
  const auto by_name = hello;
  tests::look_at(server.target());
  const auto by_address = hello;

  EXPECT_THAT(by_name, HasSubstr("localhost"));
  EXPECT_THAT(by_address, Not(HasSubstr("127.0.0.1")));
}

}  // namespace
