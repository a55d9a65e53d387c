#include "monitor/repair/host_kit.h"

#include "monitor/model/finding_codes.h"
#include "monitor/repair/powershell_text.h"
#include "tests/fakes/sample_checks.h"

#include <gmock/gmock.h>

#include <chrono>

namespace {

using namespace monitor;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

HostCase case_of(const std::string& code) {
  HostCase what;
  what.check = tests::healthy_check(tests::sample_now() + std::chrono::days(10));
  what.causes = {
      {make_finding(code), "A test connection just now was shown this certificate.", {}}};
  what.since = tests::sample_now() - std::chrono::days(1);
  what.from = "laptop, network office, VPN wg0";
  return what;
}

std::vector<std::string_view> parts(std::initializer_list<std::string> codes) {
  return parts_for(std::vector<std::string>(codes));
}

TEST(HostKit, CallsAClockWrongThatTheLookFoundSo) {
  EXPECT_THAT(script_part("clock"), HasSubstr("$Seen.Found -contains 'identity.clock_skew'"));
}

TEST(PowershellLiteral, KeepsPlainTextAsItIs) {
  EXPECT_EQ(*powershell_literal("CN=pc, $(calc) `x` \"y\" \\z"), "'CN=pc, $(calc) `x` \"y\" \\z'");
}

TEST(PowershellLiteral, DoublesQuotes) {
  EXPECT_EQ(*powershell_literal("it's"), "'it''s'");
}

TEST(PowershellLiteral, WritesEveryOtherQuoteAsANumber) {
  EXPECT_EQ(*powershell_literal("\xE2\x80\x98\xE2\x80\x99\xE2\x80\x9A\xE2\x80\x9B'"),
            R"([regex]::Unescape('\u2018\u2019\u201a\u201b'''))");
}

TEST(PowershellLiteral, KeepsABackslashBesideNumbers) {
  EXPECT_EQ(*powershell_literal("\xC3\xBC\\u0027"), R"([regex]::Unescape('\u00fc\\u0027'))");
}

TEST(PowershellLiteral, WritesFarCharactersInTwoHalves) {
  EXPECT_EQ(*powershell_literal("\xF0\x9F\x98\x80"), R"([regex]::Unescape('\ud83d\ude00'))");
}

TEST(PowershellLiteral, TakesNoControlCharacters) {
  for (const std::string text : {"a\nb", "a\rb", "\x1b[0m", "a\x7f", "\xC2\x85"})
    EXPECT_FALSE(powershell_literal(text)) << text;
  EXPECT_FALSE(powershell_literal(std::string(1, '\0')));
  EXPECT_FALSE(powershell_literal(std::string(5000, 'a')));
}

TEST(PowershellLiteral, ReplacesWhatIsNoText) {
  for (const std::string text :
       {"\xFF", "\xC0\xA7", "\xE2\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80"})
    EXPECT_THAT(*powershell_literal(text), StartsWith("[regex]::Unescape('\\ufffd")) << text;
}

TEST(PlainText, TakesAwayWhatControlsATerminalOrTurnsTheDirection) {
  EXPECT_EQ(plain_text("a\x1b[31m\nb\xE2\x80\xAE"
                       "c"),
            "a?[31m?b?c");
  EXPECT_TRUE(powershell_literal(plain_text(std::string(9000, '\n'))));
}

TEST(HostKit, BeginsWithTheSentenceToForward) {
  const auto kit = make_host_kit(case_of("certificate.expired"));

  EXPECT_EQ(kit.sentence,
            "Remote Desktop to PC at work (pc.example.com:3389) does not work since 21 November "
            "2026: the certificate has ended. Please renew its certificate.");
  EXPECT_THAT(kit.ticket, StartsWith(kit.sentence));
}

TEST(HostKit, TellsTheAdministratorWhatWasSeenSinceWhenAndFromWhere) {
  const auto ticket = make_host_kit(case_of("certificate.expired")).ticket;

  EXPECT_THAT(ticket, HasSubstr("[certificate.expired]"));
  EXPECT_THAT(ticket, HasSubstr("2026-11-21T18:00:00Z (UTC)"));
  EXPECT_THAT(ticket, HasSubstr("laptop, network office, VPN wg0, at 2026-11-22T18:00:00Z"));
  EXPECT_THAT(ticket, HasSubstr("SHA-1 " + std::string(40, 'a')));
  EXPECT_THAT(ticket, HasSubstr("negotiate: ok"));
  EXPECT_THAT(ticket, HasSubstr("delete the certificate in the store Remote Desktop"));
}

TEST(HostKit, AsksForWhatTheHostCanDoBeforeWhatThisComputerCan) {
  auto what = case_of("credential.stale");
  what.causes.push_back({make_finding("tls.old_version"), "", {}});

  EXPECT_THAT(make_host_kit(what).sentence, HasSubstr("Please let it use TLS 1.2 or newer."));
}

TEST(HostKit, LooksAtEverythingWhereNothingWrongIsKnown) {
  auto what = case_of("certificate.expired");
  what.causes.clear();
  const auto kit = make_host_kit(what);

  EXPECT_THAT(kit.sentence, HasSubstr("answers from here"));
  EXPECT_THAT(kit.sentence, EndsWith("Please see why."));
  for (const auto* part : {"services", "listener", "port", "firewall", "key", "certificate",
                           "binding", "tls", "sign_in", "clock", "load", "events", "answer"})
    EXPECT_THAT(kit.script, HasSubstr(std::string(script_part(part)))) << part;
}

TEST(HostKit, KeepsMicrosoftsOrder) {
  EXPECT_THAT(parts({"tls.closed_in_handshake"}),
              ElementsAre("services", "listener", "port", "key", "certificate", "binding", "tls",
                          "clock", "events", "answer"));
}

TEST(HostKit, LooksOnlyWhereTheFindingPoints) {
  EXPECT_THAT(parts({"tcp.timeout"}),
              ElementsAre("services", "listener", "port", "firewall", "load", "answer"));
  EXPECT_THAT(parts({"gateway.certificate.expired"}), ElementsAre("clock", "gateway"));
  EXPECT_THAT(parts({"identity.clock_skew"}), ElementsAre("clock"));
}

TEST(HostKit, ChangesNothingUnlessAskedTo) {
  const auto script = make_host_kit(case_of("certificate.expired")).script;

  EXPECT_THAT(script, HasSubstr("$FixWithoutAsking = $false"));
  EXPECT_THAT(script, HasSubstr("SupportsShouldProcess = $true, ConfirmImpact = 'High'"));
}

TEST(HostKit, TakesHostileTextForText) {
  auto what = case_of("certificate.expired");
  what.check.certificate->subject = "CN='; calc\n#>\xE2\x80\x99; calc";
  const auto kit = make_host_kit(what);

  EXPECT_THAT(kit.script,
              HasSubstr(R"(Subject = [regex]::Unescape('CN=''; calc?#>\u2019; calc'))"));
  EXPECT_THAT(kit.ticket, Not(HasSubstr("calc\n#>")));
}

/// What changes something stands within the one function that asks first.
TEST(HostKit, EveryChangeIsAskedFor) {
  for (const auto* part :
       {"services", "listener", "port", "firewall", "key", "certificate", "binding", "tls",
        "sign_in", "clock", "load", "events", "gateway", "answer", "about", "closing"}) {
    const std::string script(script_part(part));
    ASSERT_FALSE(script.empty()) << part;
    std::size_t asked = 0;
    for (std::size_t start = 0; start < script.size();) {
      const auto end = script.find('\n', start);
      const auto line = script.substr(start, end - start);
      start = end == std::string::npos ? script.size() : end + 1;
      const auto indent = line.find_first_not_of(' ');
      if (indent == std::string::npos) continue;
      if (line.find("Invoke-Change ") != std::string::npos) asked = indent + 1;
      const bool inside = asked != 0 && indent >= asked;
      if (asked != 0 && indent < asked && line.find("Invoke-Change ") == std::string::npos)
        asked = 0;
      for (const auto* change : {"Set-", "Remove-", "Restart-", "Start-Service", "Stop-Service",
                                 "Enable-Net", "icacls", "Import-"}) {
        const auto words = line.substr(indent);
        const bool changes =
            words.starts_with(change) || words.starts_with(std::string("& ") + change);
        EXPECT_TRUE(inside || !changes) << part << ": " << line;
      }
    }
  }
}

}  // namespace
