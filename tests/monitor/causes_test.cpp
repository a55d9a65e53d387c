#include "monitor/repair/causes.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "tests/fakes/sample_checks.h"

#include <gmock/gmock.h>

namespace {

using monitor::Clues;
using monitor::Confidence;
using monitor::rank_causes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

monitor::Check healthy() {
  auto check = tests::healthy_check(tests::sample_now() + std::chrono::days{200});
  check.findings.clear();
  return check;
}

monitor::Check healthy_with(const std::string& code) {
  auto check = healthy();
  check.findings.push_back(monitor::make_finding(code));
  return check;
}

monitor::ClientWord recorded(std::uint32_t reason, std::int64_t count = 1) {
  return {reason, count, *monitor::parse_iso("2026-11-22T17:55:00Z")};
}

monitor::LocalFinding refused_entry() {
  monitor::Suspect suspect;
  suspect.item.shown_as = "Saved sign-in for pc";
  suspect.why = "The computer refused this sign-in after it was saved.";
  return {monitor::make_finding("credential.rejected"), {suspect}};
}

std::vector<std::string> codes(const std::vector<monitor::Cause>& causes) {
  std::vector<std::string> all;
  for (const auto& cause : causes)
    all.push_back(cause.finding.code);
  return all;
}

// The message that people bring along: "Error code: 0x904, extended error code: 0x7".
constexpr std::uint32_t hung_up = 0x904;

TEST(Causes, OfAHangUpAreTheCertificateWhereItHasExpired) {
  const auto causes = rank_causes({.check = healthy_with("certificate.expired"),
                                   .local = {},
                                   .client = recorded(hung_up, 3),
                                   .shared = {},
                                   .network = {}});

  ASSERT_THAT(codes(causes), ElementsAre("certificate.expired"));
  EXPECT_EQ(causes[0].confidence, Confidence::certain);
  EXPECT_THAT(causes[0].how_we_know, HasSubstr("was shown this certificate"));
  EXPECT_THAT(causes[0].how_we_know, HasSubstr("0x904, 3 times, last at 2026-11-22T17:55:00Z"));
}

TEST(Causes, OfAHangUpAreTheKeyWhereTheHandshakeDies) {
  const auto causes = rank_causes(
      {.check = tests::failed_check("tls", "closed_in_handshake", "tls.closed_in_handshake"),
       .local = {},
       .client = recorded(hung_up),
       .shared = {},
       .network = {}});

  ASSERT_THAT(codes(causes), ElementsAre("tls.closed_in_handshake"));
  EXPECT_THAT(causes[0].finding.remedies, ElementsAre("host.fix_certificate_key"));
  EXPECT_THAT(causes[0].how_we_know, HasSubstr("as far as securing the connection"));
  EXPECT_THAT(causes[0].how_we_know, HasSubstr("0x904"));
}

TEST(Causes, OfAHangUpAreTheForwardingWhereNobodySpeaksBehindIt) {
  const auto causes =
      rank_causes({.check = tests::failed_check("negotiate", "closed", "rdp.closed"),
                   .local = {},
                   .client = monitor::ClientWord{hung_up, 1, {}},
                   .shared = {},
                   .network = {}});

  ASSERT_THAT(codes(causes), ElementsAre("rdp.closed"));
  EXPECT_THAT(causes[0].how_we_know, HasSubstr("as far as asking for Remote Desktop"));
  EXPECT_THAT(causes[0].how_we_know, HasSubstr("The Remote Desktop client shows 0x904"));
  EXPECT_THAT(monitor::find_code(causes[0].finding.code)->causes, HasSubstr("forwarded port"));
}

TEST(Causes, AreTheNetworkWhereItBlocksThePort) {
  const auto causes =
      rank_causes({.check = tests::failed_check("connect", "timeout", "tcp.timeout"),
                   .local = {},
                   .client = {},
                   .shared = monitor::make_finding("network.port_blocked"),
                   .network = "This computer is on the network Hotel without a VPN."});

  ASSERT_THAT(codes(causes), ElementsAre("network.port_blocked"));
  EXPECT_THAT(causes[0].finding.remedies, ElementsAre("this_computer.check_vpn"));
  EXPECT_THAT(causes[0].how_we_know, HasSubstr("the network Hotel"));
}

TEST(Causes, AreTheNetworkLessSurelyWhereNothingElseAnswers) {
  auto blocked = monitor::make_finding("network.port_blocked", {{"nothing_answers_here", true}});
  const auto causes =
      rank_causes({.check = tests::failed_check("connect", "timeout", "tcp.timeout"),
                   .local = {},
                   .client = {},
                   .shared = std::move(blocked),
                   .network = {}});

  ASSERT_THAT(codes(causes), ElementsAre("network.port_blocked"));
  EXPECT_EQ(causes[0].confidence, Confidence::likely);
  EXPECT_THAT(causes[0].how_we_know, HasSubstr("answered on another network"));
}

TEST(Causes, AreThePasswordAndNotTheCertificateWhereTheSignInWasRefused) {
  const auto causes = rank_causes({.check = healthy_with("certificate.expires_soon"),
                                   .local = {refused_entry()},
                                   .client = recorded(0x807, 2),
                                   .shared = {},
                                   .network = {}});

  ASSERT_THAT(codes(causes), ElementsAre("credential.rejected", "certificate.expires_soon"));
  EXPECT_EQ(causes[0].confidence, Confidence::certain);
  EXPECT_EQ(causes[1].confidence, Confidence::possible);
  EXPECT_THAT(causes[1].how_we_know, HasSubstr("came past this"));
}

TEST(Causes, AreThePasswordAlsoWhereNoneIsSaved) {
  const auto causes = rank_causes(
      {.check = healthy(), .local = {}, .client = recorded(0x807), .shared = {}, .network = {}});

  ASSERT_THAT(codes(causes), ElementsAre("credential.rejected"));
  EXPECT_THAT(causes[0].finding.title, Not(HasSubstr("saved")));
}

TEST(Causes, SayThatTheAccountIsLocked) {
  const auto causes = rank_causes(
      {.check = healthy(), .local = {}, .client = recorded(0xD07), .shared = {}, .network = {}});

  ASSERT_THAT(codes(causes), ElementsAre("credential.rejected"));
  EXPECT_THAT(causes[0].finding.explanation, HasSubstr("locked"));
}

TEST(Causes, OfNowComeBeforeARefusalOfTheDayBefore) {
  const auto causes =
      rank_causes({.check = tests::failed_check("connect", "refused", "tcp.refused"),
                   .local = {refused_entry()},
                   .client = recorded(0x807),
                   .shared = {},
                   .network = {}});

  ASSERT_THAT(codes(causes), ElementsAre("tcp.refused", "credential.rejected"));
  EXPECT_EQ(causes[1].confidence, Confidence::likely);
}

TEST(Causes, OnThisComputerComeBeforeWhatMayHappenOneDay) {
  auto damaged = refused_entry();
  damaged.finding = monitor::make_finding("cache.corrupt");

  const auto causes = rank_causes({.check = healthy_with("certificate.expires_soon"),
                                   .local = {damaged},
                                   .client = {},
                                   .shared = {},
                                   .network = {}});

  EXPECT_THAT(codes(causes), ElementsAre("cache.corrupt", "certificate.expires_soon"));
}

TEST(Causes, NameTheNetworkWhereNobodyWasReached) {
  auto clues = Clues{tests::failed_check("connect", "timeout", "tcp.timeout"), {}, {}, {}, {}};
  clues.network = "This computer is on the network Hotel without a VPN.";
  EXPECT_THAT(rank_causes(clues)[0].how_we_know, HasSubstr("the network Hotel"));

  clues.check = tests::failed_check("negotiate", "closed", "rdp.closed");
  EXPECT_THAT(rank_causes(clues)[0].how_we_know, Not(HasSubstr("Hotel")));
}

TEST(Causes, AreNoneWhereAllIsWell) {
  EXPECT_THAT(
      rank_causes({.check = healthy(), .local = {}, .client = {}, .shared = {}, .network = {}}),
      IsEmpty());
  EXPECT_THAT(rank_causes({.check = healthy_with("certificate.renewed"),
                           .local = {},
                           .client = recorded(hung_up),
                           .shared = {},
                           .network = {}}),
              IsEmpty());
}

}  // namespace
