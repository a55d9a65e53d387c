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

constexpr std::string_view mcs_disconnect{"\x03\x00\x00\x09\x02\xF0\x80\x21\x80", 9};

Check look_at(ScriptedServer::Script script) {
  const ScriptedServer server(std::move(script));
  return tests::look_at(server.target(), tests::briefly);
}

Check answered(std::string bytes) {
  return look_at([bytes = std::move(bytes)](Peer& peer) {
    peer.read_some();
    peer.send(bytes);
    peer.stall();
  });
}

std::string error_kind(const Check& check) {
  const auto* step = find_step(check, "negotiate");
  return step != nullptr && step->error ? step->error->kind : "";
}

TEST(SecurityNegotiation, TellsTheProtocolAndTheFlags) {
  const auto check = look_at([](Peer& peer) {
    peer.confirm(8, 0x1F);
    peer.stall();
  });

  const auto& step = *find_step(check, "negotiate");
  EXPECT_EQ(step.outcome, Outcome::ok);
  EXPECT_EQ(*find_fact<std::string>(step.facts, "protocol"), "hybrid_ex");
  EXPECT_THAT(*find_fact<std::vector<std::string>>(step.facts, "flags"),
              ElementsAre("extended_client_data", "dynvc_gfx", "restricted_admin",
                          "redirected_authentication"));
  EXPECT_NE(find_fact<std::monostate>(step.facts, "failure_code"), nullptr);
}

TEST(SecurityNegotiation, WarnsOfAServerWithoutTls) {
  const auto selected = look_at([](Peer& peer) { peer.confirm(0); });
  const auto bare = answered(std::string("\x03\x00\x00\x0B\x06\xD0\x00\x00\x12\x34\x00", 11));
  const auto not_allowed = look_at([](Peer& peer) { peer.refuse(2); });

  for (const auto& check : {selected, bare, not_allowed}) {
    const auto& step = *find_step(check, "negotiate");
    EXPECT_EQ(step.outcome, Outcome::ok);
    EXPECT_EQ(*find_fact<std::string>(step.facts, "protocol"), "rdp");
    EXPECT_EQ(find_step(check, "tls")->outcome, Outcome::skipped);
    EXPECT_NE(find_finding(check, "rdp.no_tls"), nullptr);
    EXPECT_EQ(verdict_of(check), Verdict::at_risk);
  }
  EXPECT_EQ(*find_fact<std::int64_t>(find_step(not_allowed, "negotiate")->facts, "failure_code"),
            2);
}

TEST(SecurityNegotiation, ExplainsEachFailureCode) {
  const std::vector<std::pair<std::uint32_t, std::string>> known = {
      {1, "rdp.refused"}, {3, "rdp.no_certificate_on_host"}, {4, "rdp.refused"},
      {5, "rdp.refused"}, {7, "rdp.entra_required"},         {6, "rdp.client_certificate_required"},
      {99, "rdp.refused"}};
  for (const auto& [code, finding] : known) {
    const auto check = look_at([code = code](Peer& peer) { peer.refuse(code); });

    EXPECT_EQ(error_kind(check), "negotiation_failure");
    EXPECT_EQ(*find_fact<std::int64_t>(find_step(check, "negotiate")->facts, "failure_code"), code);
    EXPECT_NE(find_finding(check, finding), nullptr) << code;
    EXPECT_EQ(verdict_of(check), Verdict::would_fail);
  }
}

TEST(SecurityNegotiation, TellsWhoHasSwitchedNlaOffThatItIsWantedNow) {
  const ScriptedServer server([](Peer& peer) { peer.refuse(5); });
  auto target = server.target();
  target.sign_in = monitor::SignIn::in_session;

  const auto check = tests::look_at(target, tests::briefly);

  const auto* finding = find_finding(check, "rdp.refused");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->title, "It wants sign-in by NLA");
  EXPECT_THAT(finding->explanation, HasSubstr("enablecredsspsupport:i:1"));
  EXPECT_LE(finding->explanation.size(), 200U);
  const auto usual = tests::look_at(server.target(), tests::briefly);
  EXPECT_THAT(find_finding(usual, "rdp.refused")->explanation,
              testing::AllOf(HasSubstr("(NLA)"), testing::Not(HasSubstr("enablecredssp"))));
}

TEST(SecurityNegotiation, SaysNothingOfNlaToWhoDoesNotAskForIt) {
  const ScriptedServer server([](Peer& peer) {
    peer.confirm(1);
    peer.stall();
  });
  auto target = server.target();
  EXPECT_NE(find_finding(tests::look_at(target, tests::briefly), "rdp.nla_not_required"), nullptr);
  target.sign_in = monitor::SignIn::in_session;

  const auto check = tests::look_at(target, tests::briefly);

  EXPECT_EQ(find_finding(check, "rdp.nla_not_required"), nullptr);
}

TEST(SecurityNegotiation, DoesNotMistakeAnOpenPortForRdp) {
  const auto check = look_at([](Peer& peer) { peer.stall(); });

  EXPECT_EQ(error_kind(check), "no_answer");
  EXPECT_NE(find_finding(check, "rdp.no_answer"), nullptr);
  EXPECT_EQ(verdict_of(check), Verdict::would_fail);
  EXPECT_LT(check.took, tests::before_long);
}

TEST(SecurityNegotiation, SeesAHangUp) {
  const auto fin = look_at([](Peer& peer) { peer.read_some(); });
  const auto rst = look_at([](Peer& peer) {
    peer.read_some();
    peer.reset();
  });

  for (const auto& check : {fin, rst}) {
    EXPECT_EQ(error_kind(check), "closed");
    EXPECT_NE(find_finding(check, "rdp.closed"), nullptr);
  }
}

TEST(SecurityNegotiation, KnowsOtherServersByWhatTheySay) {
  for (const auto* banner :
       {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "\x15\x03\x01"}) {
    const auto check = answered(banner);

    EXPECT_EQ(error_kind(check), "not_rdp");
    EXPECT_NE(find_finding(check, "rdp.not_rdp"), nullptr);
  }
}

TEST(SecurityNegotiation, ShowsHowAWrongServerBegins) {
  const auto check = look_at([](Peer& peer) {
    peer.send("SSH-2.0-OpenSSH_9.2\r\n");
    peer.stall();
  });

  EXPECT_THAT(find_step(check, "negotiate")->error->message, HasSubstr("SSH-2.0"));
}

TEST(SecurityNegotiation, CallsNonsenseMalformed) {
  const auto wrong_length = answered(std::string("\x03\x00\xEA\x60\x0E\xD0", 6));
  const auto cut = look_at([](Peer& peer) {
    peer.read_some();
    peer.send(std::string_view("\x03\x00\x00\x13\x0E", 5));
  });

  for (const auto& check : {wrong_length, cut}) {
    EXPECT_EQ(error_kind(check), "malformed");
    EXPECT_NE(find_finding(check, "rdp.malformed"), nullptr);
  }
}

TEST(SecurityNegotiation, TakesADisconnectForARefusal) {
  const auto check = answered(std::string(mcs_disconnect));

  EXPECT_EQ(error_kind(check), "refused");
  EXPECT_NE(find_finding(check, "rdp.refused"), nullptr);
}

}  // namespace
