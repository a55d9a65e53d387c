#include "monitor/model/thresholds.h"

#include "monitor/engine/judge.h"
#include "tests/fakes/sample_checks.h"

#include <gmock/gmock.h>

namespace {

using monitor::Check;
using monitor::find_finding;
using monitor::Judge;
using monitor::parse_certificate_days;
using monitor::Severity;
using monitor::SysTime;
using monitor::Thresholds;
using std::chrono::days;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

const SysTime now = tests::sample_now();

TEST(Thresholds, AreReadInAnyOrderAndWrittenInOne) {
  EXPECT_THAT(*parse_certificate_days("10, 60"), ElementsAre(days{60}, days{10}));
  EXPECT_THAT(*parse_certificate_days("365"), ElementsAre(days{365}));
  EXPECT_EQ(monitor::to_text(*parse_certificate_days("1,3,7 ,14,30")), "30,14,7,3,1");
  EXPECT_EQ(monitor::to_text(Thresholds().certificate_days), "30,14,7,3,1");
}

TEST(Thresholds, RefuseWhatIsNoListOfDays) {
  for (const std::string bad :
       {"", ",", "30,", ",30", "0", "366", "-3", "+3", "7.5", "30;14", "30 14", "soon", "30,30",
        "9,8,7,6,5,4,3,2,1", "99999999999999999999", "30,14,7\n"}) {
    const auto read = parse_certificate_days(bad);

    ASSERT_FALSE(read) << bad;
    EXPECT_THAT(read.error().what, HasSubstr('"' + bad + "\" is no list of days"));
    EXPECT_THAT(read.error().what, HasSubstr("write it like 30,14,7: 1 to 8 different whole"));
  }
  EXPECT_LT(parse_certificate_days(std::string(9'999, '7')).error().what.size(), 200U);
}

Check ending_in(days left) {
  auto check = tests::healthy_check(now + left);
  check.certificate->not_before = now - days{700};
  return check;
}

/// The level at which that look tells of the certificate's end; 0: not at all.
int told_level(const Judge& judge, days left) {
  auto check = ending_in(left);
  check.findings = judge.judge(check, nullptr);
  const auto* finding = find_finding(check, "certificate.expires_soon");
  return finding == nullptr ? 0 : finding->level;
}

TEST(Thresholds, DecideWhenACertificatesEndIsTold) {
  Judge judge;
  judge.set_thresholds({.certificate_days = {days{60}, days{10}}});

  EXPECT_EQ(told_level(judge, days{61}), 0);
  EXPECT_GT(told_level(judge, days{60}), 0);
  EXPECT_EQ(told_level(judge, days{11}), told_level(judge, days{60})) << "not told again at 30";
  EXPECT_GT(told_level(judge, days{10}), told_level(judge, days{11}));
  EXPECT_EQ(told_level(judge, days{1}), told_level(judge, days{10}));
}

TEST(Thresholds, LeaveWhatWasToldAtADayToldAtThatDay) {
  Judge usual;
  Judge more;
  more.set_thresholds({.certificate_days = {days{60}, days{30}, days{20}, days{14}}});

  EXPECT_EQ(told_level(usual, days{29}), told_level(more, days{29}));
  EXPECT_EQ(told_level(usual, days{13}), told_level(more, days{13}));
  EXPECT_GT(told_level(more, days{19}), told_level(usual, days{19})) << "nobody was told at 20";
}

/// How bad a server's clock that differs by so much is; empty: not worth a word.
std::optional<Severity> clock_severity(seconds threshold, double skew_s, bool joined) {
  Judge judge;
  judge.set_thresholds({.clock_skew = threshold});
  auto check = tests::healthy_check(now + days{300});
  check.identity.emplace();
  check.identity->joined = joined;
  check.identity->clock_skew_s = skew_s;
  check.findings = judge.judge(check, nullptr);
  const auto* finding = find_finding(check, "identity.clock_skew");
  return finding == nullptr ? std::nullopt : std::optional(finding->severity);
}

TEST(Thresholds, DecideFromWhenOnAClockIsWrong) {
  EXPECT_EQ(clock_severity(seconds{5}, -6, true), Severity::risk);
  EXPECT_EQ(clock_severity(seconds{5}, 4, true), std::nullopt);
  EXPECT_EQ(clock_severity(seconds{200}, 199, true), std::nullopt);
  EXPECT_EQ(clock_severity(seconds{200}, 201, true), Severity::risk);
}

TEST(Thresholds, LeaveFiveMinutesInADomainAFailure) {
  for (const auto threshold : {seconds{5}, seconds{60}, seconds{300}}) {
    EXPECT_EQ(clock_severity(threshold, 301, true), Severity::failure);
    EXPECT_EQ(clock_severity(threshold, 301, false), Severity::risk);
    EXPECT_NE(clock_severity(threshold, 299, true), Severity::failure);
  }
}

}  // namespace
