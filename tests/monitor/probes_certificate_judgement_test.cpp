// Dates and changes of certificates: pure, at any moment.

#include "monitor/model/sentences.h"
#include "monitor/model/time_text.h"
#include "monitor/probes/judgement/certificate_judgement.h"
#include "tests/fakes/sample_checks.h"

#include <gmock/gmock.h>

namespace {

using monitor::CertificateFacts;
using monitor::find_fact;
using monitor::Finding;
using monitor::judge_change;
using monitor::judge_dates;
using monitor::Severity;
using monitor::Side;
using monitor::SysTime;
using std::chrono::days;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

const SysTime now = tests::sample_now();

CertificateFacts lasting(SysTime from, SysTime until) {
  CertificateFacts facts;
  facts.subject = "CN=pc";
  facts.sha256 = monitor::iso_seconds(until);
  facts.not_before = from;
  facts.not_after = until;
  return facts;
}

std::vector<Finding> judge(SysTime from, SysTime until, std::optional<double> skew_s = {}) {
  return judge_dates(Side::host, lasting(from, until), now, skew_s, {});
}

TEST(CertificateDates, SayNothingWhileTheEndIsFar) {
  EXPECT_THAT(judge(now - days(10), now + days(30) + 1s), IsEmpty());
}

TEST(CertificateDates, NameTheDayItEnded) {
  const auto findings = judge(now - days(90), now - days(5));

  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "certificate.expired");
  EXPECT_EQ(findings[0].severity, Severity::failure);
  EXPECT_EQ(findings[0].fails_at, now - days(5));
  EXPECT_THAT(findings[0].explanation, HasSubstr("ended on 17 November 2026, 5 days ago"));
  EXPECT_THAT(judge(now - days(90), now - 1s)[0].explanation, HasSubstr("ended today. "));
}

TEST(CertificateDates, DoubtThisComputersClockWhereAnotherIsDaysAway) {
  const auto behind = -std::chrono::duration<double>(days(30)).count();

  const auto findings = judge(now - days(90), now - days(5), behind);

  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].code, "certificate.expired");
  EXPECT_THAT(findings[0].explanation, HasSubstr("30 days behind"));
  EXPECT_THAT(findings[0].explanation, HasSubstr("date of this computer"));
  EXPECT_THAT(judge(now - days(90), now - days(5), -60)[0].explanation, HasSubstr("ended on"));
  EXPECT_THAT(judge(now - days(90), now - days(50), behind)[0].explanation, HasSubstr("ended on"));
}

TEST(CertificateDates, NameTheDayItBegins) {
  const auto findings = judge(now + days(2), now + days(90));

  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "certificate.not_yet_valid");
  EXPECT_EQ(findings[0].severity, Severity::failure);
  EXPECT_THAT(findings[0].explanation, HasSubstr("24 November 2026"));
}

TEST(CertificateDates, ClimbARungAsTheEndComesNearer) {
  const std::vector<std::pair<SysTime::duration, int>> rungs = {
      {days(30), 30}, {days(15), 30}, {days(14), 14}, {days(8), 14}, {days(7), 7},
      {days(4), 7},   {days(3), 3},   {days(2), 3},   {days(1), 1},  {5min, 1}};
  for (const auto& [left, rung] : rungs) {
    const auto findings = judge(now - days(90), now + left);

    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].code, "certificate.expires_soon");
    EXPECT_EQ(findings[0].severity, Severity::risk);
    EXPECT_EQ(findings[0].level, monitor::notice_level(days(rung))) << left.count();
    EXPECT_EQ(findings[0].fails_at, now + left);
  }
}

TEST(CertificateDates, SayUntilWhenARenewalIsNeeded) {
  const auto findings = judge(now - days(90), now + days(8));

  EXPECT_TRUE(findings[0].explanation.ends_with("to renew it before then."))
      << findings[0].explanation;
}

TEST(CertificateDates, CountTheDaysLeft) {
  const auto findings = judge(now - days(90), now + days(8) + 14h);

  EXPECT_EQ(*find_fact<double>(findings[0].evidence, "days_left"), 8.6);
  EXPECT_EQ(*find_fact<SysTime>(findings[0].evidence, "not_after"), now + days(8) + 14h);
}

TEST(CertificateDates, AreJudgedByTheServersClockToo) {
  const auto findings = judge(now - days(90), now + days(40), 41.0 * 86400);

  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "certificate.expired");
  EXPECT_EQ(findings[0].severity, Severity::risk);
  EXPECT_EQ(*find_fact<std::string>(findings[0].evidence, "clock"), "server");
  EXPECT_THAT(judge(now - days(90), now + days(40), 60.0), IsEmpty());
  EXPECT_THAT(judge(now - days(90), now + days(40), 1e18), IsEmpty());
}

TEST(CertificateDates, AreTheClientsFirst) {
  const auto findings = judge(now - days(90), now - days(1), -3.0 * 86400);

  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity, Severity::failure);
  EXPECT_EQ(*find_fact<std::string>(findings[0].evidence, "clock"), "this_computer");
}

TEST(CertificateDates, SpeakOfTheGatewayWhereItIsItsCertificate) {
  const auto findings =
      judge_dates(Side::gateway, lasting(now - days(90), now - days(1)), now, {}, {});

  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "gateway.certificate.expired");
  EXPECT_THAT(findings[0].explanation, HasSubstr("gateway"));
}

TEST(CertificateDates, FitTheirSentencesOnTheScreen) {
  for (const auto side : {Side::host, Side::gateway}) {
    for (const auto left : {-days(3000), -days(1), days(1), days(12)}) {
      for (const auto& finding :
           judge_dates(side, lasting(now - days(9000), now + left), now, -200.0 * 86400, {})) {
        EXPECT_LE(finding.explanation.size(), 200u) << finding.explanation;
      }
    }
    const auto later = judge_dates(side, lasting(now + days(3000), now + days(4000)), now, {}, {});
    EXPECT_LE(later.at(0).explanation.size(), 200u) << later.at(0).explanation;
  }
}

TEST(CertificateChange, IsARenewalWhenItWasDue) {
  const auto next = lasting(now - days(1), now + days(180));

  const auto last_month =
      judge_change(Side::host, next, lasting(now - days(60), now + days(29)), now);
  const auto last_third =
      judge_change(Side::host, next, lasting(now - days(250), now + days(110)), now);
  const auto ended = judge_change(Side::host, next, lasting(now - days(200), now - days(3)), now);

  for (const auto& findings : {last_month, last_third, ended}) {
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].code, "certificate.renewed");
    EXPECT_EQ(findings[0].severity, Severity::information);
  }
}

TEST(CertificateChange, OutOfTimeIsARisk) {
  const auto before = lasting(now - days(10), now + days(170));
  auto next = lasting(now - days(1), now + days(180));

  const auto findings = judge_change(Side::host, next, before, now);

  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "certificate.changed");
  EXPECT_EQ(findings[0].severity, Severity::risk);
  EXPECT_EQ(*find_fact<std::string>(findings[0].evidence, "sha256_before"), before.sha256);
  EXPECT_THAT(judge_change(Side::host, before, before, now), IsEmpty());
}

TEST(CertificateChange, ToAnotherSubjectIsARiskAtAnyTime) {
  auto next = lasting(now - days(1), now + days(180));
  next.subject = "CN=somebody-else";

  const auto findings = judge_change(Side::host, next, lasting(now - days(90), now + days(2)), now);

  EXPECT_EQ(findings.at(0).code, "certificate.changed");
}

TEST(CertificateChange, NeedsALookBefore) {
  auto check = tests::healthy_check(now + days(90));
  ASSERT_TRUE(check.certificate);
  auto before = check;
  before.certificate->sha256 = "another";
  before.certificate->not_after = now + days(5);
  const auto says_renewed = [](const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const auto& one) { return one.code == "certificate.renewed"; });
  };

  EXPECT_TRUE(says_renewed(judge_certificate(Side::host, check, &before, {})));
  EXPECT_FALSE(says_renewed(judge_certificate(Side::host, check, nullptr, {})));
  before.certificate.reset();
  EXPECT_FALSE(says_renewed(judge_certificate(Side::host, check, &before, {})));
}

TEST(CertificateJudgement, SaysThatATargetSetToRefuseIsRefusedAndWhatToDo) {
  monitor::Check check;
  check.at = now;
  check.target.endpoint.host = "pc.example.com";
  check.target.authentication_level = monitor::AuthenticationLevel::refuse;
  check.certificate = lasting(now - days(90), now + days(900));
  check.certificate->trust = monitor::Trust::untrusted_issuer;
  check.certificate->name_matches = false;

  int seen = 0;
  for (const auto& finding : monitor::judge_certificate(Side::host, check, nullptr, {})) {
    if (finding.code != "certificate.untrusted" && finding.code != "certificate.name_mismatch")
      continue;
    ++seen;
    EXPECT_EQ(finding.severity, Severity::failure);
    EXPECT_THAT(finding.explanation, testing::StartsWith("Connections are refused: "));
    EXPECT_THAT(finding.explanation, HasSubstr("sk your IT support"));
    EXPECT_THAT(finding.explanation,
                HasSubstr("\"If not verified\" of this target to \"Warn me\""));
    // Since when it is so has its place in front.
    EXPECT_LE(monitor::characters(finding.explanation), 173U) << finding.explanation;
  }
  EXPECT_EQ(seen, 2);
}

TEST(CertificateJudgement, CallsOnlyWhatTheComputerMadeItselfUsual) {
  monitor::Check check;
  check.at = now;
  check.certificate = lasting(now - days(90), now + days(900));
  check.certificate->name_matches = true;
  for (const bool own : {true, false}) {
    check.certificate->self_signed = own;
    check.certificate->trust = own ? monitor::Trust::self_signed : monitor::Trust::untrusted_issuer;

    const auto findings = monitor::judge_certificate(Side::host, check, nullptr, {});

    const auto found = std::ranges::find(findings, "certificate.untrusted", &Finding::code);
    ASSERT_NE(found, findings.end());
    EXPECT_THAT(found->explanation, HasSubstr(own ? "is usual" : "before you type a password"));
    EXPECT_EQ(found->explanation.find("is usual") != std::string::npos, own);
  }
}

}  // namespace
