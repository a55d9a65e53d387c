#include "monitor/foresight/words.h"
#include "monitor/model/finding_codes.h"
#include "monitor/model/sentences.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

#include <array>

namespace {

using monitor::Ending;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t longest = 200;
const SysTime ends{std::chrono::sys_days{std::chrono::year{2026} / 8 / 1} + hours(12) +
                   minutes(30)};

/// So long before its end, where the clock on the wall is two hours ahead of UTC.
Ending ending(SysTime::duration before) {
  return {ends, ends - before, hours(2)};
}

TEST(ForesightWords, LeaveOutAUsualTimeThatIsPastBeforeTheHostIsUp) {
  const auto late = monitor::not_back_text(22 * 60 + 5, 12 * 60 + 58);

  EXPECT_THAT(late, AllOf(HasSubstr("normally up by 22:05"), Not(HasSubstr("12:58"))));
  EXPECT_THAT(monitor::not_back_text(8 * 60, 9 * 60), HasSubstr("you usually connect at 09:00"));
}

TEST(ForesightWords, NameTheHourInACertificatesLastDay) {
  EXPECT_THAT(monitor::ending_text("The certificate", false, false, ending(hours(2))),
              HasSubstr("ends today at 14:30. "));
  EXPECT_THAT(monitor::ending_text("The certificate", false, false, ending(hours(16))),
              HasSubstr("ends tomorrow at 14:30. "));
  EXPECT_THAT(monitor::ending_text("The certificate", false, false, ending(days(3))),
              HasSubstr("ends on 1 August 2026, in 3 days."));
}

TEST(ForesightWords, NameTheHourByTheClockOnTheWall) {
  tests::Laptop laptop;
  laptop.foresight.set_utc_offset(-hours(5));
  auto check = tests::good_look(tests::pc(1), {monitor::make_finding("certificate.expires_soon")});
  check.certificate.emplace();
  check.certificate->sha256 = "one";
  check.certificate->not_before = tests::monday - days(364);
  check.certificate->not_after = tests::monday + hours(20);

  const auto seen = laptop.see(std::move(check), tests::monday + hours(10));

  EXPECT_THAT(seen.findings.front().explanation, HasSubstr("ends today at 15:00. "));
}

TEST(ForesightWords, NameTheDayByTheClockOnTheWall) {
  const auto night = ends - hours(10);
  EXPECT_THAT(monitor::ending_text("It", false, false, {night, night - days(3), -hours(7)}),
              HasSubstr("ends on 31 July 2026, in 3 days."));
  monitor::DriftForecast drift;
  drift.crosses = drift.earliest = drift.latest = night;
  EXPECT_THAT(monitor::drift_text(drift, -hours(7)), HasSubstr("about 31 July 2026"));
  EXPECT_THAT(monitor::basis_of(drift, -hours(7)),
              HasSubstr("between 31 July 2026 and 31 July 2026"));
  monitor::SlowForecast slow;
  slow.fails_at = night;
  EXPECT_THAT(monitor::slowing_text(slow, -hours(7)), HasSubstr("about 31 July 2026"));
  EXPECT_THAT(monitor::slowing_text(slow, hours(2)), HasSubstr("about 1 August 2026"));
}

TEST(ForesightWords, SayWhatToDoWhereANetworkBlocks) {
  const auto text = monitor::port_blocked_text(std::string(40, 'x'));

  EXPECT_THAT(text, EndsWith("Connect the VPN, use a gateway, or try another network."));
  EXPECT_LE(text.size(), longest);
}

TEST(ForesightWords, CountASecondAsOne) {
  monitor::DriftForecast drift;
  drift.now_s = -64.2;
  drift.per_day_s = -0.8;

  EXPECT_THAT(monitor::drift_text(drift, {}),
              AllOf(HasSubstr("is 64 seconds behind and moves 1 second a day. Past five minutes"),
                    Not(HasSubstr("5 minutes"))));
}

TEST(ForesightWords, SayLongAnswersInSeconds) {
  monitor::SlowForecast slow;
  slow.times = 40;
  slow.now_ms = 25'310;
  slow.usual_ms = 632;

  EXPECT_THAT(monitor::slowing_text(slow, {}), HasSubstr("(25 s, usually 632 ms)"));
}

TEST(ForesightWords, NeverSayNoDays) {
  monitor::RenewalHabit habit;
  habit.renewals = 3;
  habit.latest_days = 0.3;
  habit.earliest_days = 2.1;

  EXPECT_EQ(monitor::basis_of(habit), "3 renewals seen, less than a day to 2 days ahead.");
}

TEST(ForesightWords, SaySinceWhenAndWhatToDo) {
  for (const auto& row : monitor::finding_codes()) {
    const std::string explanation(row.explanation);
    const auto text = monitor::since_text({19'988, 550}, {20'005, 700}, explanation);

    EXPECT_THAT(text, testing::StartsWith("Since ")) << row.code;
    EXPECT_LE(monitor::characters(text), longest) << text;
    EXPECT_THAT(text, EndsWith(explanation.substr(explanation.rfind(". ") + 2)));
  }
}

// Where room is short sentences in the middle are left out.
TEST(ForesightWords, SayWhatToDoHoweverLittleRoomThereIs) {
  const auto silent = monitor::all_silent_text("Guest");
  for (const auto& shorter : monitor::shorter_and_shorter(silent))
    EXPECT_THAT(shorter, HasSubstr("Sign in there if it asks you to, else use the VPN"));
  const auto* unreachable = monitor::find_code("tcp.unreachable");
  for (const auto& shorter : monitor::shorter_and_shorter(unreachable->explanation))
    EXPECT_THAT(shorter, HasSubstr("Connect the VPN if you use one; if that does not help"));
}

TEST(ForesightWords, SayUntilWhenARenewalIsNeeded) {
  monitor::RenewalHabit habit;
  habit.usual_days = 30;
  for (const bool borrowed : {false, true}) {
    for (const auto before : {hours(23), hours(24 * 29)}) {
      habit.borrowed = borrowed;
      const auto text = monitor::overdue_text("The gateway's certificate", habit, ending(before));

      EXPECT_THAT(text, EndsWith("to renew it before then."));
      EXPECT_LE(text.size(), longest) << text;
    }
  }
}

TEST(ForesightWords, CallNothingAHabitThatWasSeenOnce) {
  monitor::RenewalHabit habit;
  habit.usual_days = 10;
  habit.renewals = 1;
  EXPECT_THAT(monitor::overdue_text("The certificate", habit, ending(days(9))),
              HasSubstr("It was renewed about 10 days ahead last time; not this time."));

  habit.renewals = 2;
  EXPECT_THAT(monitor::overdue_text("The certificate", habit, ending(days(9))),
              HasSubstr("It was always renewed about 10 days ahead; not this time."));
}

TEST(ForesightWords, SayBetweenWhatRenewalsVary) {
  monitor::RenewalHabit habit;
  habit.renewals = 3;
  habit.usual_days = 10;
  habit.latest_days = 5;
  habit.earliest_days = 20;
  EXPECT_THAT(monitor::overdue_text("The certificate", habit, ending(days(4))),
              HasSubstr("It was renewed 5 to 20 days ahead; not this time."));

  habit.latest_days = 9.4;
  habit.earliest_days = 10.6;
  EXPECT_THAT(monitor::overdue_text("The certificate", habit, ending(days(4))),
              HasSubstr("It was always renewed about 10 days ahead; not this time."));
}

TEST(ForesightWords, SayPlainlyWhatIsUnlikeARenewal) {
  EXPECT_EQ(monitor::changed_text("The certificate", "issuer, first day", {}),
            "The certificate is new, but not by a renewal: it has another issuer and was made long "
            "ago. Before you type a password, ask your IT support whether it was replaced.");
  EXPECT_THAT(monitor::changed_text("The certificate", "time", {}),
              HasSubstr("it came long before its time."));
}

TEST(ForesightWords, NameWhoseACertificateIsNow) {
  const monitor::Bearer bearer{"DESKTOP-4QX", "desktop.example.com"};
  EXPECT_THAT(monitor::changed_text("The certificate", "computer", bearer),
              HasSubstr("it is from the computer DESKTOP-4QX."));
  EXPECT_THAT(monitor::refused_change_text("The certificate", "name", bearer),
              HasSubstr("it is for the name desktop.example.com."));
  EXPECT_THAT(monitor::changed_text("The certificate", "name", {"", "x. Call 555"}),
              HasSubstr("it is for another name."));
}

TEST(ForesightWords, FitANoticeWhateverIsUnlikeARenewal) {
  constexpr std::array words = {"name",     "issuer", "trust",     "key",
                                "computer", "time",   "first day", "length"};
  for (unsigned chosen = 1; chosen < 1U << words.size(); ++chosen) {
    std::string differs;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((chosen >> i & 1U) == 0) continue;
      differs.append(differs.empty() ? "" : ", ").append(words.at(i));
    }
    for (const auto say : {monitor::changed_text, monitor::refused_change_text}) {
      for (const std::size_t length : {0, 15, 63}) {
        const monitor::Bearer bearer{std::string(length, 'P'), std::string(length, 'n')};
        const auto text = say("The gateway's certificate", differs, bearer);

        EXPECT_LE(text.size(), longest) << text;
        EXPECT_THAT(text, Not(HasSubstr("like the one before"))) << differs;
      }
    }
  }
}

TEST(ForesightWords, SayNothingOfTheLengthOfInterruptionsThatIsNotKnown) {
  monitor::Spells::Burst burst;
  burst.spells = 6;

  EXPECT_THAT(monitor::flapping_text(burst, {20'000, 550}, {20'000, 700}),
              testing::StartsWith("It failed 6 times since 09:10. Expect interruptions;"));
  burst.brief = true;
  EXPECT_THAT(monitor::flapping_text(burst, {20'000, 550}, {20'000, 700}),
              HasSubstr("mostly for a moment"));
}

}  // namespace
