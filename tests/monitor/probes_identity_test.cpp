#include "tests/fakes/fake_clock.h"
#include "tests/fakes/ntlm_message.h"
#include "tests/fakes/one_look.h"
#include "tests/fakes/scripted_server.h"

#include <gmock/gmock.h>

namespace {

using monitor::Check;
using monitor::find_finding;
using monitor::find_step;
using monitor::Outcome;
using monitor::Severity;
using testing::HasSubstr;
using tests::ChallengeRecipe;
using tests::Peer;
using tests::ScriptedServer;
using tests::TestCertificate;

const TestCertificate& certificate() {
  static const TestCertificate made({.common_name = "pc.example.com"});
  return made;
}

/// NLA up to the NTLM request, then `answer`.
ScriptedServer::Script nla(ScriptedServer::Script answer) {
  return [answer = std::move(answer)](Peer& peer) {
    peer.confirm(2);
    peer.start_tls(certificate());
    peer.tls_read_some();
    answer(peer);
  };
}

Check look_at(ScriptedServer::Script script, const tests::LookOptions& options = {}) {
  const ScriptedServer server(std::move(script));
  auto target = server.target();
  target.identity_allowed = true;
  return tests::look_at(target, options);
}

Check challenged(const ChallengeRecipe& recipe, const tests::LookOptions& options = {}) {
  return look_at(nla([recipe](Peer& peer) {
                   peer.tls_send(tests::challenge_reply(recipe));
                   peer.stall();
                 }),
                 options);
}

/// The look's clock stands at a known moment; the server's differs by so much.
Check with_skew(double skew_s, bool joined) {
  const tests::FakeClock clock;
  const auto ours = static_cast<double>(clock.now().time_since_epoch().count()) / 1e3;
  return challenged({.ticks = tests::filetime(ours + skew_s), .joined = joined}, {.clock = &clock});
}

TEST(ServerIdentity, TellsWhoAnswers) {
  const auto check = challenged({});

  EXPECT_EQ(find_step(check, "identity")->outcome, Outcome::ok);
  ASSERT_TRUE(check.identity);
  EXPECT_EQ(check.identity->computer, "PC");
  EXPECT_EQ(check.identity->os_version, "10.0.20348");
  EXPECT_EQ(find_finding(check, "identity.other_computer"), nullptr);
}

TEST(ServerIdentity, AsksOnlyWhereItMay) {
  const ScriptedServer server(tests::healthy(certificate(), 2));

  const auto check = tests::look_at(server.target());

  EXPECT_EQ(find_step(check, "identity")->outcome, Outcome::skipped);
  EXPECT_FALSE(check.identity);
}

TEST(ServerIdentity, AsksOnlyWhereTheServerWantsIt) {
  const auto check = look_at(tests::healthy(certificate(), 1));

  EXPECT_EQ(find_step(check, "identity")->outcome, Outcome::skipped);
}

TEST(ServerIdentity, NamesNobodyAndStopsAtTheChallenge) {
  std::string request;
  std::string rest;
  look_at([&](Peer& peer) {
    peer.confirm(2);
    peer.start_tls(certificate());
    request = peer.tls_read_some();
    peer.tls_send(tests::challenge_reply({}));
    rest = peer.tls_read_some();
  });

  EXPECT_EQ(request.size(), 57u);
  EXPECT_THAT(request, HasSubstr(std::string("NTLMSSP\0\1", 9)));
  EXPECT_EQ(rest, "");
}

TEST(ServerIdentity, WarnsOfAClockThatIsOff) {
  EXPECT_EQ(find_finding(with_skew(59, true), "identity.clock_skew"), nullptr);
  EXPECT_EQ(find_finding(with_skew(-90, true), "identity.clock_skew")->severity, Severity::risk);
  EXPECT_EQ(find_finding(with_skew(400, false), "identity.clock_skew")->severity, Severity::risk);
}

TEST(ServerIdentity, CallsFiveMinutesInADomainAFailure) {
  const auto check = with_skew(301, true);

  EXPECT_EQ(find_finding(check, "identity.clock_skew")->severity, Severity::failure);
  EXPECT_NEAR(*check.identity->clock_skew_s, 301, 0.1);
}

TEST(ServerIdentity, SaysHowFarAndWhichWayAClockIsWrongThatKeepsPeopleOut) {
  const auto words = [](double skew_s) {
    return find_finding(with_skew(skew_s, true), "identity.clock_skew")->explanation;
  };

  EXPECT_THAT(words(312), HasSubstr("is 312 seconds ahead of yours"));
  EXPECT_THAT(words(-7300), HasSubstr("is 2 hours behind yours"));
  EXPECT_THAT(words(312), HasSubstr("it may fail now. Set your own clock"));
  EXPECT_LE(words(312).size(), 200U);
}

TEST(ServerIdentity, NoticesAnotherComputer) {
  const auto check = challenged({.computer = "SRV9", .dns_computer = "srv9.example.com"});

  const auto* finding = find_finding(check, "identity.other_computer");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->severity, Severity::risk);
}

TEST(ServerIdentity, ThatIsMissingLeavesAHealthyHostHealthy) {
  const std::vector<std::pair<std::string, ScriptedServer::Script>> answers = {
      {"closed", [](Peer&) {}},
      {"malformed", [](Peer& peer) { peer.tls_send("HTTP/1.1 400 Bad Request\r\n\r\n"); }},
      {"no_ntlm", [](Peer& peer) { peer.tls_send("0\x03\x02\x01\x06"); }},
      {"malformed", [](Peer& peer) { peer.tls_send(std::string("0\x0ANTLMSSP\0\2\0", 12)); }}};
  for (const auto& [kind, answer] : answers) {
    const auto check = look_at(nla(answer));

    const auto& step = *find_step(check, "identity");
    ASSERT_TRUE(step.error) << kind;
    EXPECT_EQ(step.error->kind, kind);
    EXPECT_EQ(verdict_of(check), monitor::Verdict::ready) << kind;
  }
}

TEST(ServerIdentity, DoesNotWaitForEver) {
  const auto check = look_at(nla([](Peer& peer) { peer.stall(); }), tests::briefly);

  EXPECT_EQ(find_step(check, "identity")->error->kind, "timeout");
  EXPECT_EQ(verdict_of(check), monitor::Verdict::ready);
  EXPECT_LT(check.took, tests::before_long);
}

}  // namespace
