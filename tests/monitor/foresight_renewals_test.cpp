#include "monitor/foresight/renewals.h"
#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

namespace {

using monitor::CertificateFacts;
using monitor::IdentityFacts;
using monitor::Renewals;
using monitor::SysTime;
using monitor::Trust;
using std::chrono::days;
using News = Renewals::News;

const SysTime start{days{20'500}};

/// The listener's own certificate of six months, by its number and its first day.
CertificateFacts own(int number, SysTime from) {
  CertificateFacts facts;
  facts.subject = facts.issuer = "CN=pc";
  facts.sha256 = "hash" + std::to_string(number);
  facts.not_before = from;
  facts.not_after = from + days{183};
  facts.self_signed = true;
  facts.key = "RSA 2048";
  facts.key_bits = 2048;
  facts.trust = Trust::self_signed;
  return facts;
}

CertificateFacts issued(int number, SysTime from, std::string issuer) {
  auto facts = own(number, from);
  facts.issuer = std::move(issuer);
  facts.self_signed = false;
  facts.trust = Trust::trusted;
  facts.name_matches = true;
  facts.not_after = from + days{90};
  return facts;
}

/// One host and what it shows.
class Host {
 public:
  Renewals renewals;
  std::string differs;

  News show(const CertificateFacts& facts, SysTime at,
            const std::optional<IdentityFacts>& identity = {}) {
    differs.clear();
    return renewals.see(facts, identity, at, differs);
  }

  /// Shows it on every day of a stretch.
  void show_daily(const CertificateFacts& facts, SysTime from, SysTime to) {
    for (auto at = from; at < to; at += days{1})
      show(facts, at);
  }
};

TEST(Renewals, LearnsHowLongAheadAHostRenews) {
  Host host;
  host.show_daily(own(1, start), start, start + days{173});
  host.show_daily(own(2, start + days{173}), start + days{173}, start + days{336});

  EXPECT_EQ(host.show(own(3, start + days{336}), start + days{336}), News::renewed);

  const auto habit = host.renewals.habit();
  ASSERT_TRUE(habit);
  EXPECT_EQ(habit->renewals, 2);
  EXPECT_NEAR(habit->usual_days, 15, 6);
  EXPECT_LT(habit->overdue_below_days, habit->latest_days);
}

TEST(Renewals, LeavesAHostThatRenewsInItsLastDaysInPeaceUntilADayAhead) {
  const auto habit = monitor::habit_of({1.6, 1.5, 1.7}, false);

  ASSERT_TRUE(habit);
  EXPECT_LT(habit->overdue_below_days, 1.5);
  EXPECT_GT(habit->overdue_below_days, 1.0);
}

TEST(Renewals, OneThatRenewsTooLateForADayAheadIsGivenHalfOfItsTime) {
  const auto habit = monitor::habit_of({1.1, 0.9, 1.0}, false);

  ASSERT_TRUE(habit);
  EXPECT_NEAR(habit->overdue_below_days, 0.45, 0.01) << "a daily run may come once more";
}

TEST(Renewals, OneThatKeepsToItsHourIsMissedSoon) {
  for (const double lead : {0.6, 0.9, 1.2, 10.0}) {
    const auto habit = monitor::habit_of({lead, lead, lead, lead}, false);

    ASSERT_TRUE(habit);
    EXPECT_GT(habit->overdue_below_days, lead - 0.7) << lead;
    EXPECT_GT(habit->overdue_below_days, lead / 2) << lead;
    EXPECT_LT(habit->overdue_below_days, lead - 0.05) << lead;
  }
}

TEST(Renewals, FewRenewalsMakeItWaitLonger) {
  const auto few = monitor::habit_of({18, 18}, false);
  const auto many = monitor::habit_of({18, 18, 18, 18, 18, 18}, false);

  EXPECT_GT(many->overdue_below_days, few->overdue_below_days + 1);
}

TEST(Renewals, OneThatRenewsTheSameDaysAheadEachTimeIsMissedAtOnce) {
  for (const auto& leads : {std::vector{30.0, 30.1, 29.9, 30.0}, std::vector{30.0, 30.1}}) {
    const auto habit = monitor::habit_of(leads, false);

    ASSERT_TRUE(habit);
    EXPECT_GT(habit->overdue_below_days, 27);
    EXPECT_LT(habit->overdue_below_days, 29.5);
  }
}

TEST(Renewals, AWideSpreadMakesItWaitLonger) {
  const auto regular = monitor::habit_of({10, 10.1, 9.9, 10}, false);
  const auto ragged = monitor::habit_of({10, 14, 19, 11}, false);

  EXPECT_GT(regular->overdue_below_days, ragged->overdue_below_days);
}

TEST(Renewals, SayOnceThatTheNameDiffers) {
  Host host;
  host.show(issued(1, start, "CN=A"), start);
  auto other = issued(2, start + days{85}, "CN=A");
  other.subject = "CN=other.example";
  other.name_matches = false;

  EXPECT_EQ(host.show(other, start + days{85}), News::changed);
  EXPECT_EQ(host.differs, "name");
}

TEST(Renewals, ASwapFarFromTheEndIsNoRenewal) {
  Host host;
  host.show(own(1, start), start);

  EXPECT_EQ(host.show(own(2, start + days{30}), start + days{30}), News::changed);
  EXPECT_EQ(host.differs, "time");
}

TEST(Renewals, OneThatIsTrustedLessNearTheEndIsNoRenewal) {
  const auto verified = issued(1, start, "CN=Corp CA,O=Corp");
  auto untrusted = issued(2, start + days{80}, "CN=Proxy,O=Other");
  untrusted.trust = Trust::untrusted_issuer;
  auto own_one = own(3, start + days{80});
  own_one.name_matches = true;
  for (const auto& [worse, differs] :
       {std::pair(untrusted, "trust, issuer"), std::pair(own_one, "issuer")}) {
    Host host;
    host.show(verified, start + days{60});

    EXPECT_EQ(host.show(worse, start + days{80}), News::changed);
    EXPECT_EQ(host.differs, differs);
  }
}

TEST(Renewals, AnotherAuthorityNearTheEndIsARenewal) {
  auto elliptic = issued(2, start + days{80}, "CN=Other CA,O=Other");
  elliptic.key = "EC P-256";
  elliptic.key_bits = 256;
  elliptic.not_after = elliptic.not_before + days{730};
  auto ending = issued(1, start, "CN=Corp CA,O=Corp");
  auto own_one = own(1, start - days{93});
  for (auto trust : {Trust::trusted, Trust::untrusted_issuer}) {
    auto next = issued(2, start + days{80}, "CN=Other CA,O=Other");
    next.trust = ending.trust = trust;
    for (const auto& old : {ending, own_one}) {
      Host host;
      host.show(old, start + days{60});

      EXPECT_EQ(host.show(next, start + days{80}), News::renewed) << host.differs;
    }
  }
  Host host;
  host.show(own_one, start + days{60});
  EXPECT_EQ(host.show(elliptic, start + days{80}), News::renewed) << host.differs;
}

TEST(Renewals, AHostThatMakesItsOwnNoMoreHasNoHabitYet) {
  Host host;
  host.show_daily(own(1, start - days{183}), start - days{10}, start - days{3});
  host.show_daily(own(2, start - days{3}), start - days{3}, start + days{173});
  ASSERT_TRUE(host.renewals.habit());

  host.show(issued(3, start + days{173}, "CN=CA"), start + days{173});

  EXPECT_FALSE(host.renewals.habit());
}

TEST(Renewals, AnAuthoritysNextIntermediateIsNoOtherIssuer) {
  Host host;
  host.show(issued(1, start, "CN=R10,O=Let's Encrypt,C=US"), start + days{50});

  EXPECT_EQ(host.show(issued(2, start + days{61}, "CN=R11,O=Let's Encrypt,C=US"), start + days{61}),
            News::renewed);
}

TEST(Renewals, AnotherKindOfKeyIsNoRenewalOfAnOwnCertificate) {
  Host host;
  host.show(own(1, start), start + days{175});
  auto other = own(2, start + days{180});
  other.key = "EC P-256";
  other.key_bits = 256;

  EXPECT_EQ(host.show(other, start + days{180}), News::changed);
  EXPECT_EQ(host.differs, "key");
}

TEST(Renewals, AnotherComputerNearTheEndIsNoRenewal) {
  Host host;
  IdentityFacts before;
  before.computer = "PC";
  auto after = before;
  after.computer = "EVIL";
  host.show(own(1, start), start + days{175}, before);

  EXPECT_EQ(host.show(own(2, start + days{180}), start + days{180}, after), News::changed);
  EXPECT_EQ(host.differs, "computer");
}

TEST(Renewals, ACertificateMadeLongBeforeIsNoRenewal) {
  Host host;
  host.show_daily(own(1, start), start + days{150}, start + days{180});

  EXPECT_EQ(host.show(own(2, start + days{20}), start + days{180}), News::changed);
  EXPECT_EQ(host.differs, "first day");
}

TEST(Renewals, ComputersThatTakeTurnsBehindANameAreKnown) {
  Host host;
  host.show(own(1, start), start + days{10});
  host.show(own(2, start), start + days{11});

  EXPECT_EQ(host.show(own(1, start), start + days{12}), News::known);
  EXPECT_EQ(host.show(own(2, start), start + days{13}), News::known);
}

TEST(Renewals, WhoAnsweredInItsPlaceOnceIsAStrangerAgain) {
  Host host;
  host.show_daily(own(1, start), start + days{10}, start + days{30});
  ASSERT_EQ(host.show(own(2, start), start + days{31}), News::changed);
  host.show_daily(own(1, start), start + days{32}, start + days{60});

  EXPECT_EQ(host.show(own(2, start), start + days{61}), News::changed);
  EXPECT_FALSE(host.differs.empty());
}

TEST(Renewals, ARenewalAfterTheEndIsNoHabit) {
  Host host;
  host.show(issued(1, start, "CN=CA"), start + days{80});

  EXPECT_EQ(host.show(issued(2, start + days{95}, "CN=CA"), start + days{95}), News::renewed);
  EXPECT_FALSE(host.renewals.habit());
}

TEST(Renewals, KnowsWhichCertificatesRenewThemselves) {
  auto yearly = issued(1, start, "CN=CA");
  yearly.not_after = start + days{397};

  EXPECT_TRUE(monitor::renews_by_itself(own(1, start)));
  EXPECT_TRUE(monitor::renews_by_itself(issued(1, start, "CN=CA")));
  EXPECT_FALSE(monitor::renews_by_itself(yearly));
}

TEST(Renewals, WhatFollowsAnImpostorIsARenewalOfTheOneBefore) {
  Host host;
  host.show_daily(issued(1, start, "CN=CA"), start, start + days{60});
  auto impostor = own(7, start + days{59});
  impostor.subject = impostor.issuer = "CN=other";
  ASSERT_EQ(host.show(impostor, start + days{60}), News::changed);

  EXPECT_EQ(host.show(issued(2, start + days{61}, "CN=CA"), start + days{61}), News::renewed);
}

TEST(Renewals, AnOwnCertificateThatIsReplacedMonthsEarlyHasChanged) {
  Host host;
  host.show_daily(own(1, start), start, start + days{120});

  EXPECT_EQ(host.show(own(2, start + days{120}), start + days{120}), News::changed);
  EXPECT_THAT(host.differs, testing::HasSubstr("time"));
}

TEST(Renewals, SaysThatTheIssuerIsAnotherWhereItIsNoRenewal) {
  Host host;
  host.show_daily(issued(1, start, "O=One"), start, start + days{20});

  EXPECT_EQ(host.show(issued(2, start + days{20}, "O=Two"), start + days{20}), News::changed);
  EXPECT_NE(host.differs.find("issuer"), std::string::npos) << host.differs;
}

/// What is thought of a certificate that begins that much later.
monitor::Belief belief_before(std::chrono::minutes begin) {
  constexpr auto code = "certificate.not_yet_valid";
  tests::Laptop laptop;
  auto check = tests::good_look(tests::pc(1), {monitor::make_finding(code)});
  check.certificate = own(1, start + begin);
  laptop.see(check, start);
  return belief(laptop.foresight.outlook(), code, false);
}

TEST(Renewals, ACertificateThatBeginsInAMomentIsNotTold) {
  EXPECT_EQ(belief_before(std::chrono::minutes{11}), monitor::Belief::wait);
  EXPECT_EQ(belief_before(std::chrono::hours{3}), monitor::Belief::by_rule);
}

TEST(Renewals, AClockThatWasAYearAheadMakesNoLaterRenewalAnOldOne) {
  Host host;
  host.show_daily(own(1, start), start, start + days{100});
  host.show(own(1, start), start + days{465});
  host.renewals.set_back(start + days{100});
  host.show_daily(own(1, start), start + days{100}, start + days{176});

  EXPECT_EQ(host.show(own(2, start + days{176}), start + days{176}), News::renewed) << host.differs;
}

}  // namespace
