#include "notify/alert_words.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/taken_back.h"
#include "tests/notify/alert_cases.h"

#include <gmock/gmock.h>

namespace {

using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr SysTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours(12)};

std::size_t characters(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text)
    count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return count;
}

monitor::Finding ends_in_nine_days() {
  auto finding = monitor::make_finding("certificate.expires_soon");
  finding.fails_at = noon + days(9) + hours(3);
  return finding;
}

TEST(AlertWords, SayWhenACertificateEnds) {
  const auto words = notify::trouble_words({"PC at work"}, ends_in_nine_days(), noon);

  EXPECT_EQ(words.title, "PC at work: certificate ends in 9 days");
  EXPECT_THAT(words.text, AllOf(StartsWith("It works now"), EndsWith("ends on 1 December 2026.")));
}

TEST(AlertWords, BeginWithTheName) {
  const auto words =
      notify::trouble_words({"Server"}, monitor::make_finding("name.not_found"), noon);

  EXPECT_EQ(words.title, "Server: its name is unknown");
}

void expect_within_limits(const notify::Words& words) {
  EXPECT_LE(characters(words.title), 48U) << words.title;
  EXPECT_LE(characters(words.text), 200U) << words.text;
  EXPECT_THAT(words.text, testing::AnyOf(EndsWith("."), EndsWith("…")));
}

void expect_all_within_limits(const std::vector<std::string>& names,
                              const monitor::Finding& finding) {
  expect_within_limits(notify::trouble_words(names, finding, noon));
  expect_within_limits(notify::reminder_words(names, finding, noon - days(2), noon));
  expect_within_limits(notify::relief_words(names, finding, days(2)));
  expect_within_limits(notify::relief_words(names, finding, days(2), finding.title));
}

TEST(AlertWords, LeaveOutAnArticleOnlyWhereThereIsNoRoomForIt) {
  EXPECT_EQ(notify::title_of({"SRV"}, "the computer does not answer"),
            "SRV: the computer does not answer");
  EXPECT_EQ(notify::title_of({"accounts-of-the-office"}, "the computer does not answer"),
            "accounts-of-the-office: computer does not answer");
}

TEST(AlertWords, StayWithinTheirLengthForEveryCodeAndName) {
  const std::string long_name = "Größerer Büro-Rechner im Erdgeschoß von Haus Süd, Zimmer 17";
  for (const auto& row : monitor::finding_codes()) {
    auto finding = monitor::make_finding(row.code);
    expect_all_within_limits({long_name}, finding);
    finding.fails_at = noon + days(30);
    expect_all_within_limits({long_name}, finding);
    expect_all_within_limits(std::vector<std::string>(12, long_name), finding);
  }
}

TEST(AlertWords, DoNotPromiseThatAllIsWellWhileSomethingElseRemains) {
  const auto finding = monitor::make_finding("tcp.refused");

  EXPECT_EQ(notify::relief_words({"PC"}, finding, hours(2)).title, "PC: works again");
  const auto clock = monitor::make_finding("identity.clock_skew");
  EXPECT_EQ(notify::relief_words({"PC", "Server"}, clock, hours(2)).title,
            "This computer's clock is right again")
      << "they could be reached all the time";
  const auto words = notify::relief_words({"PC"}, finding, hours(2), "It is slow");
  EXPECT_EQ(words.title, "PC: one trouble is over");
  EXPECT_THAT(words.text, EndsWith("is over, after 2 hours. \"It is slow\" remains."));
}

TEST(AlertWords, ShortenALongNameInItsMiddleAndKeepTheMessage) {
  const auto words =
      notify::trouble_words({"berlin-office-accounting-workstation-17"}, ends_in_nine_days(), noon);

  EXPECT_EQ(words.title, "berlin-off…tation-17: certificate ends in 9 days");
}

TEST(AlertWords, KeepTheHoursOfAGatewaysCertificate) {
  auto finding = monitor::make_finding("gateway.certificate.expires_soon");
  finding.fails_at = noon + hours(18);
  EXPECT_EQ(notify::trouble_words({"Ward charts"}, finding, noon).title,
            "Ward charts: gateway certificate ends in 18 h");

  finding.fails_at = noon + days(30);
  EXPECT_EQ(notify::trouble_words({"Ward charts"}, finding, noon).title,
            "Ward charts: gateway certificate ends in 30 days");
  EXPECT_EQ(notify::trouble_words(std::vector<std::string>(12, "PC"), finding, noon).title,
            "12 PCs: gateway certificate ends in 30 days");
}

TEST(AlertWords, AreNeverCutInATitle) {
  const std::string long_name = "berlin-office-accounting-workstation-17";
  for (const auto& row : monitor::finding_codes()) {
    const auto finding = monitor::make_finding(row.code);
    const auto alone = notify::trouble_words({long_name}, finding, noon).title;
    EXPECT_THAT(alone.substr(alone.find(": ")), testing::Not(HasSubstr("…"))) << alone;
    const auto many = notify::trouble_words({40, long_name}, finding, noon).title;
    EXPECT_THAT(many, testing::Not(HasSubstr("…")));
  }
}

TEST(AlertWords, LeaveANameOfTwentyCharactersWhole) {
  const std::string name = "Accounting, floor 12";
  for (const auto& row : monitor::finding_codes()) {
    if (row.code.starts_with("gateway.certificate.")) continue;
    EXPECT_THAT(notify::trouble_words({name}, monitor::make_finding(row.code), noon).title,
                StartsWith(name));
  }
}

TEST(AlertWords, DoNotRepeatTheDayOfAnEndThatIsNamedByItsHour) {
  auto finding = ends_in_nine_days();
  finding.fails_at = noon + hours(2);
  finding.explanation = "The certificate ends today at 14:00. Ask for a new one.";

  EXPECT_EQ(notify::trouble_words({"PC"}, finding, noon).text, finding.explanation);
}

TEST(AlertWords, NameTheDayByTheClockOnTheWall) {
  auto finding = ends_in_nine_days();
  finding.fails_at = noon + days(9) - hours(9);
  finding.explanation = "It will end. Ask for a new one.";
  EXPECT_THAT(notify::trouble_words({"PC"}, finding, noon, -hours(7)).text,
              EndsWith(" It ends on 30 November 2026."));

  finding.explanation = "It ends on 30 November 2026. Ask for a new one.";
  EXPECT_EQ(notify::trouble_words({"PC"}, finding, noon, -hours(7)).text, finding.explanation);
  EXPECT_EQ(notify::reminder_words({"PC"}, finding, noon, noon, hours(1)).text, finding.explanation)
      << "It was written before the journey.";
}

TEST(AlertWords, ShortenBetweenCharacters) {
  EXPECT_EQ(notify::cut_middle("Büro Köln Süd Empfang", 11), "Büro…pfang");
  EXPECT_EQ(notify::cut_middle("Lab", 11), "Lab");
}

TEST(AlertWords, SayOfManyWhatFits) {
  std::vector<notify::Alert> alerts(9);
  for (auto& alert : alerts)
    alert.title = "Accounting: the certificate has expired";

  const auto words = notify::several_words(alerts);

  EXPECT_EQ(words.title, "9 things need your attention");
  EXPECT_LE(characters(words.text), 200U);
  EXPECT_THAT(words.text, EndsWith("; and 5 more."));
}

TEST(AlertWords, CutBetweenCharacters) {
  EXPECT_EQ(notify::cut_to("Büro", 4), "Büro");
  EXPECT_EQ(notify::cut_to("ÄÖÜäöü", 4), "ÄÖÜ…");
  EXPECT_EQ(notify::cut_to("one two", 5), "one…");
}

TEST(AlertWords, NameAFewAndCountTheRest) {
  const auto words = notify::trouble_words({"A", "B", "C", "D", "E"},
                                           monitor::make_finding("network.port_blocked"), noon);

  EXPECT_THAT(words.text, StartsWith("A, B, C and 2 more: "));
}

TEST(AlertWords, SayHowLongItLasted) {
  const auto finding = monitor::make_finding("tcp.refused");

  EXPECT_THAT(notify::relief_words({"PC"}, finding, hours(2)).text, HasSubstr("after 2 hours"));
  EXPECT_THAT(notify::reminder_words({"PC"}, finding, noon - days(2), noon).text,
              HasSubstr("2 days"));
}

TEST(AlertWords, NameNobodyForThisComputersOwnClock) {
  auto finding = monitor::make_finding("identity.clock_skew");
  finding.title = monitor::own_clock_title;
  finding.explanation = "Set date and time of this computer right.";

  for (const auto& names : {std::vector<std::string>{"PC", "Server"}, {"PC"}}) {
    for (const auto& words : {notify::trouble_words(names, finding, noon),
                              notify::reminder_words(names, finding, noon - days(2), noon)}) {
      EXPECT_EQ(words.title, "This computer's clock seems wrong");
      EXPECT_THAT(words.text, testing::Not(HasSubstr("PC")));
    }
    const auto over = notify::relief_words(names, finding, hours(2));
    EXPECT_EQ(over.title, "This computer's clock is right again");
    EXPECT_THAT(over.text, testing::Not(HasSubstr("PC")));
    EXPECT_EQ(notify::taken_back_words(names, finding).title, "This computer's clock was wrong");
  }
}

TEST(AlertWords, SayThatThisComputersClockWasWrong) {
  auto finding = monitor::make_finding("gateway.certificate.not_yet_valid");
  const auto longest = notify::taken_back_words({std::string(60, 'x')}, finding);

  EXPECT_LE(characters(longest.title), 48U);
  EXPECT_LE(characters(longest.text), 200U);
  EXPECT_THAT(longest.title, EndsWith("computer's clock was wrong"));
  EXPECT_THAT(longest.text, HasSubstr("taken back"));
}

TEST(AlertWords, DoNotClaimThatAnybodyWasReachedWhereTheNetworkWasLeft) {
  const auto finding = monitor::make_finding("network.port_blocked");

  EXPECT_EQ(notify::relief_words({"A", "B", "C"}, finding, hours(2)).title,
            "3 computers: no longer blocked");
  EXPECT_EQ(notify::relief_words({"A", "B"}, finding, hours(2)).text,
            "A and B: connections get through again, after 2 hours.");
}

TEST(AlertWords, DoNotClaimThatNobodyIsReachedWhereACertificateHasEnded) {
  const auto host = monitor::make_finding("certificate.expired");
  const auto gateway = monitor::make_finding("gateway.certificate.expired");

  EXPECT_EQ(notify::trouble_words({"A", "B", "C"}, host, noon).title,
            "3 computers: the certificate has ended");
  EXPECT_EQ(notify::trouble_words({"A", "B", "C"}, gateway, noon).title,
            "3 computers: the gateway certificate has ended");
  EXPECT_EQ(notify::relief_words({"A", "B", "C"}, host, hours(2)).title,
            "3 computers: all is well again");
}

TEST(AlertWords, CallWhatHasNotComeToPassAWarning) {
  EXPECT_EQ(notify::relief_words({"PC"}, ends_in_nine_days(), days(2)).text,
            "The warning \"The certificate ends soon\" is over, after 2 days.");
}

TEST(AlertWords, NameTheGatewayWhereThereIsRoom) {
  const std::string text = "The gateway's certificate ends on 25 February 2026.";
  EXPECT_EQ(notify::naming_gateway(text, "rdgw"),
            "The gateway rdgw's certificate ends on 25 February 2026.");
  EXPECT_EQ(notify::naming_gateway(text, std::string(200, 'x')), text);
  const std::string over = "\"The gateway certificate ends soon\" is over.";
  EXPECT_EQ(notify::naming_gateway(over, "rdgw"), over);
}

TEST(AlertWords, NameTheGatewayOfSeveralComputers) {
  auto alerts = tests::policy_with({});
  auto one = tests::watched(1, "A");
  auto other = tests::watched(2, "B");
  one.gateway = other.gateway = monitor::Endpoint{"rdgw.example.com", 443};
  alerts.set_targets({one, other});

  const auto told = alerts.consider(
      tests::change_at(noon, tests::Kind::opened, "gateway.tcp.refused", {1, 2}), noon);

  ASSERT_TRUE(told);
  EXPECT_THAT(told->text, StartsWith("A and B: the gateway rdgw.example.com's server answers"));
}

TEST(AlertWords, SayFromWhenSigningInFails) {
  auto clock = monitor::make_finding("identity.clock_skew");
  clock.title = monitor::own_clock_title;
  clock.fails_at = noon + days(9);

  EXPECT_THAT(notify::trouble_words({"A", "B"}, clock, noon).text,
              EndsWith("Signing in is expected to fail from 1 December 2026."));
}

TEST(AlertWords, DoNotRepeatInAReminderWhatWasTrueAtFirst) {
  auto finding = monitor::make_finding("tcp.refused");
  finding.explanation = "Since moments ago. " + finding.explanation;

  EXPECT_THAT(notify::reminder_words({"PC"}, finding, noon - days(2), noon).text,
              testing::Not(HasSubstr("moments ago")));
}

TEST(AlertWords, SpeakOfSeveralComputersInThePlural) {
  const std::vector<std::string> both{"A", "B"};
  const notify::Times times{3, noon, noon + hours(2), {}};
  const auto silent = monitor::make_finding("tcp.timeout");
  const auto over = notify::settled_words(both, silent, times);

  EXPECT_EQ(over.title, "2 computers can be reached again");
  EXPECT_EQ(over.text, "A and B: they can be reached again. They failed 3 times since 12:00.");
  EXPECT_THAT(notify::flapping_words(both, silent, times).text,
              HasSubstr("they failed 3 times since 12:00"));
  EXPECT_THAT(notify::trouble_words(both, silent, noon).text,
              HasSubstr("nothing came back from the computers. They are off"));
  EXPECT_THAT(notify::trouble_words(both, monitor::make_finding("name.not_found"), noon).text,
              HasSubstr("no address was found for these names."));
}

TEST(AlertWords, MaskWhatANameMayHide) {
  notify::AlertPolicy alerts;
  alerts.set_targets({tests::watched(1, "a\n\x1b[31m\u202Ename"), tests::watched(2, "b\u200B")});

  const auto told =
      alerts.consider(tests::change_at(noon, tests::Kind::opened, "tcp.refused"), noon);
  const auto both =
      alerts.consider(tests::change_at(noon, tests::Kind::opened, "tcp.timeout", {1, 2}), noon);

  ASSERT_TRUE(told && both);
  EXPECT_THAT(told->title, StartsWith("a??[31m?name: "));
  EXPECT_THAT(both->text, StartsWith("a??[31m?name and b?: "));
  EXPECT_EQ(told->target_names.front(), "a\n\x1b[31m\u202Ename") << "scripts get what is saved";
}

}  // namespace
