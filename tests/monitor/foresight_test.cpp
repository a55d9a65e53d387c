#include "monitor/foresight/foresight.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

namespace {

using monitor::Belief;
using monitor::Check;
using monitor::Foresight;
using monitor::Severity;
using monitor::Situation;
using monitor::SysTime;
using monitor::TargetId;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::failed_at;
using tests::good_look;
using tests::Laptop;
using tests::pc;
using tests::silent;

const auto start = tests::monday;

TEST(Foresight, ARestartOfSomeMinutesIsNotWorthTelling) {
  Laptop laptop;
  laptop.work(10, hours{0});
  const auto at = start + days{10} + hours{11};
  laptop.wake(at - hours{2});
  for (int i = 0; i < 24; ++i) {
    laptop.see(good_look(pc(1)), at - hours{2} + minutes{5} * i);
    laptop.see(good_look(pc(2)), at - hours{2} + minutes{5} * i);
  }

  EXPECT_EQ(laptop.fails(1, at), Belief::wait);
  EXPECT_EQ(laptop.fails(1, at + minutes{5}), Belief::wait);
  EXPECT_TRUE(laptop.foresight.next_look(TargetId{1}));
}

TEST(Foresight, AHostThatIsOffEveryNightIsLeftInPeaceBeforeItIsUsuallyUp) {
  Laptop laptop;
  laptop.work(12, hours{8});
  const auto morning = start + days{14};
  laptop.wake(morning + hours{7});

  for (auto at = hours{7} + minutes{0}; at < hours{8}; at += minutes{5})
    EXPECT_EQ(laptop.fails(1, morning + at), Belief::wait);
}

TEST(Foresight, AHostThatIsNotBackIsToldOfBeforeTheUserConnects) {
  Laptop laptop;
  laptop.work(12, hours{8});
  const auto morning = start + days{14};
  laptop.wake(morning + hours{7});
  std::optional<SysTime> told;
  std::string words;
  for (auto at = hours{7} + minutes{0}; at < hours{9} && !told; at += minutes{5}) {
    laptop.see(good_look(pc(2)), morning + at - std::chrono::seconds{10});
    const auto seen = laptop.see(silent(1), morning + at);
    if (laptop.foresight.outlook().outage != Belief::at_once) continue;
    told = morning + at;
    words = seen.findings.front().explanation;
  }

  ASSERT_TRUE(told);
  EXPECT_GT(*told, morning + hours{8});
  EXPECT_LE(*told, morning + hours{8} + minutes{45});
  EXPECT_THAT(words, testing::HasSubstr("you usually connect at 09:00"));
}

TEST(Foresight, LooksAgainAQuarterOfAnHourBeforeTheUsualTime) {
  Laptop laptop;
  laptop.work(12, hours{0});
  const auto morning = start + days{14};
  laptop.wake(morning + hours{7});
  laptop.see(good_look(pc(1)), morning + hours{7});

  EXPECT_EQ(laptop.foresight.next_look(TargetId{1}), morning + hours{8} + minutes{45});
}

TEST(Foresight, AHostThatNeedsAVpnIsUnknownWithoutIt) {
  Laptop laptop;
  laptop.move(laptop.now, "home", "office vpn");
  laptop.see(good_look(pc(1)), start + hours{9});
  laptop.move(laptop.now, "home");

  const auto seen = laptop.see(silent(1), start + hours{10});

  EXPECT_EQ(verdict_of(seen), monitor::Verdict::unknown);
  EXPECT_NE(find_finding(seen, "network.vpn_down"), nullptr);
}

/// After how long of looking a target is told of that never answered; nothing for more than six
/// hours.
std::optional<minutes> told_of_a_new_one(std::optional<minutes> attempt, bool moves = false) {
  Laptop laptop;
  laptop.wake(start + hours{8});
  for (auto later = minutes{0}; later < hours{6}; later += minutes{5}) {
    if (moves && later == hours{1}) laptop.move(laptop.now, "office");
    if (later == attempt) laptop.foresight.note_attempt(TargetId{1}, start + hours{8} + later);
    if (laptop.fails(1, start + hours{8} + later) == Belief::at_once) return later;
  }
  return {};
}

TEST(Foresight, ATargetThatNeverAnsweredMayBeReachedFromElsewhereAndIsToldOfLater) {
  EXPECT_FALSE(told_of_a_new_one({}));
  const auto told = told_of_a_new_one({}, true);
  ASSERT_TRUE(told) << "from elsewhere it is not, either";
  EXPECT_GE(*told, hours{2});
  EXPECT_LE(*told, hours{3});
  EXPECT_EQ(told_of_a_new_one(minutes{20}), minutes{20}) << "the user has tried it in vain";
}

TEST(Foresight, KnowsAfterARestartThatATargetNeedsAVpn) {
  Laptop laptop;
  laptop.foresight.recall_hour(TargetId{1}, start - days{1}, 12, 12);
  Situation office;
  office.network = "home";
  office.vpn = "office vpn";
  laptop.foresight.recall_place(TargetId{1}, office);

  const auto seen = laptop.see(silent(1), start + hours{8});

  EXPECT_EQ(verdict_of(seen), monitor::Verdict::unknown);
  EXPECT_NE(find_finding(seen, "network.vpn_down"), nullptr);
}

TEST(Foresight, ATargetKnownBeforeTheRestartIsGivenItsTime) {
  for (const int looks : {12, 1}) {
    Laptop laptop;
    laptop.foresight.recall_hour(TargetId{1}, start - days{1}, looks, looks);

    laptop.see(failed_at(1, "connect", "tcp.refused", "refused"), start + hours{8});
    EXPECT_EQ(laptop.foresight.outlook().outage, looks > 1 ? Belief::wait : Belief::by_rule)
        << "one look alone is no past";
  }
}

TEST(Foresight, AComputerThatReachesNeitherNamesNorHostsIsCutOff) {
  Laptop laptop;
  laptop.work(10, hours{0});
  const auto at = start + days{14} + hours{10};
  laptop.wake(at - hours{1});
  for (const int id : {1, 2, 3})
    laptop.see(good_look(pc(id)), at);

  laptop.see(silent(1), at + minutes{5});
  laptop.see(failed_at(2, "resolve", "name.lookup_timeout", "lookup_timeout"), at + minutes{5});
  const auto seen = laptop.see(silent(3), at + minutes{6});

  EXPECT_EQ(verdict_of(seen), monitor::Verdict::unknown);
  EXPECT_NE(find_finding(seen, "network.offline"), nullptr);
}

/// After how long that is told, in the afternoon.
minutes told_after(const Check& check) {
  Laptop laptop;
  laptop.work(10, hours{0});
  const auto at = start + days{14} + hours{14};
  laptop.wake(at - hours{1});
  laptop.see(good_look(pc(1)), at - minutes{5});
  for (auto later = minutes{0}; later < minutes{60}; later += minutes{2}) {
    laptop.see(good_look(pc(2)), at + later);
    if (laptop.fails(check, at + later) == Belief::at_once) return later;
  }
  return minutes{60};
}

TEST(Foresight, WhatNoRestartExplainsIsToldSooner) {
  EXPECT_LE(told_after(failed_at(1, "tls", "tls.closed_in_handshake", "closed_in_handshake")),
            minutes{8});
  EXPECT_GE(told_after(failed_at(1, "connect", "tcp.refused", "refused")), minutes{10})
      << "Windows refuses while it starts";
}

TEST(Foresight, IsToldOfWhatTheUserHasTriedInVainOnceItIsHardlyARestart) {
  Laptop laptop;
  laptop.work(10, hours{0});
  const auto at = start + days{14} + hours{11};
  laptop.wake(at - hours{1});
  laptop.see(good_look(pc(1)), at - minutes{5});
  laptop.fails(1, at);
  laptop.foresight.note_attempt(TargetId{1}, at + minutes{3});
  for (const int minute : {4, 5, 6}) {
    laptop.see(good_look(pc(2)), at + minutes{minute});
    EXPECT_EQ(laptop.fails(1, at + minutes{minute}), Belief::wait);
  }

  EXPECT_EQ(laptop.fails(1, at + minutes{8}), Belief::at_once) << "else it waits for longer";
}

TEST(Foresight, RepeatsOnlyWhatItHasSeenAgainAndTheUserHasNotTried) {
  Laptop laptop;
  const auto at = start + hours{9};
  laptop.fails(1, at);
  laptop.fails(1, at + minutes{14});
  EXPECT_TRUE(laptop.foresight.bears_repeating(TargetId{1}, at, laptop.now));

  laptop.wake(at + days{1});
  EXPECT_FALSE(laptop.foresight.bears_repeating(TargetId{1}, at, laptop.now));
  laptop.fails(1, at + days{1} + minutes{1});
  EXPECT_FALSE(laptop.foresight.bears_repeating(TargetId{1}, at, laptop.now))
      << "the VPN may not be up yet";
  laptop.fails(1, at + days{1} + minutes{14});
  EXPECT_TRUE(laptop.foresight.bears_repeating(TargetId{1}, at, laptop.now));

  laptop.foresight.note_attempt(TargetId{1}, at + days{1} + minutes{15});
  EXPECT_FALSE(laptop.foresight.bears_repeating(TargetId{1}, at, laptop.now));
}

TEST(Foresight, FaultsOfTheFirstLookAreLivedWithAndNewOnesAreTold) {
  Laptop laptop;
  laptop.see(good_look(pc(1), {monitor::make_finding("certificate.weak_key")}), start);
  EXPECT_EQ(belief(laptop.foresight.outlook(), "certificate.weak_key", false), Belief::wait);

  laptop.see(good_look(pc(1), {monitor::make_finding("certificate.weak_key"),
                               monitor::make_finding("tls.old_version")}),
             start + minutes{5});

  EXPECT_EQ(belief(laptop.foresight.outlook(), "certificate.weak_key", false), Belief::wait);
  EXPECT_EQ(belief(laptop.foresight.outlook(), "tls.old_version", false), Belief::by_rule);
}

TEST(Foresight, AHostThatFailsAgainAndAgainIsOneMatter) {
  Laptop laptop;
  laptop.work(12, hours{0});
  const auto day = start + days{14} + hours{9};
  laptop.wake(day);
  bool told = false;
  for (int i = 0; i < 40 && !told; ++i) {
    const auto at = day + minutes{5} * i;
    laptop.see(good_look(pc(2)), at);
    const auto seen = laptop.see(i > 4 && i % 4 < 2 ? silent(1) : good_look(pc(1)), at);
    EXPECT_NE(laptop.foresight.outlook().outage, Belief::at_once);
    const auto* finding = find_finding(seen, "trend.failing_more_often");
    told = finding != nullptr;
    if (told) {
      EXPECT_THAT(finding->explanation, testing::HasSubstr("times since 09:"));
    }
  }

  EXPECT_TRUE(told);
}

TEST(Foresight, ANetworkThatLosesNamesTooIsNoHostThatFailsAgainAndAgain) {
  Laptop laptop;
  laptop.work(12, hours{0});
  const auto day = start + days{14} + hours{9};
  laptop.wake(day);
  const auto nameless = failed_at(1, "resolve", "name.lookup_timeout", "lookup_timeout");
  for (int i = 0; i < 40; ++i) {
    const auto at = day + minutes{5} * i;
    laptop.see(good_look(pc(2)), at);
    const auto failing = i % 4 == 0 ? nameless : silent(1);
    const auto seen = laptop.see(i > 4 && i % 4 < 2 ? failing : good_look(pc(1)), at);
    EXPECT_EQ(find_finding(seen, "trend.failing_more_often"), nullptr) << i;
  }
}

TEST(Foresight, AClockThatIsSetBackEndsNoPatienceEarly) {
  Laptop laptop;
  laptop.work(10, hours{0});
  const auto at = start + days{10} + hours{10};
  laptop.wake(at - hours{1});
  for (int i = 0; i < 12; ++i)
    laptop.see(good_look(pc(1)), at - hours{1} + minutes{5} * i);
  laptop.fails(1, at);

  EXPECT_EQ(laptop.fails(1, at - hours{3}), Belief::wait);
  EXPECT_EQ(laptop.fails(1, at - hours{3} + minutes{5}), Belief::wait);
}

monitor::CertificateFacts own_certificate(SysTime ends) {
  monitor::CertificateFacts facts;
  facts.subject = facts.issuer = "CN=pc1";
  facts.sha256 = "one";
  facts.not_after = ends;
  facts.not_before = ends - days{183};
  facts.self_signed = true;
  return facts;
}

TEST(Foresight, WithoutHistoryAnOwnCertificateIsToldOfInItsLastDays) {
  Laptop laptop;
  const auto ends = start + days{40};
  const auto look = [&](SysTime at) {
    auto finding = monitor::make_finding("certificate.expires_soon");
    finding.subject = "one";
    auto check = good_look(pc(1), {finding});
    check.certificate = own_certificate(ends);
    const auto seen = laptop.see(std::move(check), at);
    EXPECT_THAT(seen.findings.front().explanation, testing::HasSubstr("renews this one itself"));
    return belief(laptop.foresight.outlook(), "certificate.expires_soon", false);
  };

  EXPECT_EQ(look(ends - days{20}), Belief::wait);
  EXPECT_EQ(look(ends - days{8}), Belief::wait) << "it may yet renew itself";
  EXPECT_EQ(look(ends - days{7}), Belief::by_rule);
}

/// Earlier certificates of that target, each replaced so many days before its end.
void recall_renewals(Laptop& laptop, int target, SysTime ends, int count, int ahead) {
  for (int past = count; past > 0; --past) {
    auto facts = own_certificate(ends - days{183 - ahead} * past);
    facts.sha256 = "past" + std::to_string(past);
    laptop.foresight.recall_certificate(TargetId{target}, false, facts, facts.not_before,
                                        facts.not_after - days{ahead});
  }
}

TEST(Foresight, WhatIsSeenSeldomIsToldBeforeOthersOfItsKindWouldBeLate) {
  Laptop laptop;
  const auto ends = start + days{400};
  recall_renewals(laptop, 2, ends, 2, 2);
  const auto look = [&](SysTime at) {
    auto soon = monitor::make_finding("certificate.expires_soon");
    soon.subject = "one";
    auto check = good_look(pc(1), {soon});
    check.certificate = own_certificate(ends);
    return laptop.see(std::move(check), at);
  };
  for (const int left : {22, 17, 12})
    look(ends - days{left});
  EXPECT_EQ(belief(laptop.foresight.outlook(), "certificate.expires_soon", false), Belief::wait);

  const auto seen = look(ends - days{5});

  EXPECT_EQ(find_finding(seen, "certificate.renewal_overdue"), nullptr) << "two days are usual";
  EXPECT_EQ(belief(laptop.foresight.outlook(), "certificate.expires_soon", false), Belief::by_rule);
}

/// Whether a host whose renewals nobody has seen is overdue six days ahead, where others that
/// renewed ten days ahead were seen so often; `issued`: by an authority for a year.
bool is_overdue_by_others(int examples, bool issued) {
  Laptop laptop;
  const auto ends = start + days{400};
  const auto made = [&](SysTime not_after) {
    auto facts = own_certificate(not_after);
    if (issued) {
      facts.self_signed = false;
      facts.not_before = not_after - days{365};
    }
    return facts;
  };
  const days served{issued ? 355 : 173};
  for (int past = examples; past >= 0; --past) {
    auto facts = made(ends - days{20} - served * past);
    facts.sha256 = "past" + std::to_string(past);
    laptop.foresight.recall_certificate(TargetId{2}, false, facts, facts.not_before,
                                        facts.not_after - days{10});
  }
  auto check = good_look(pc(1));
  check.certificate = made(ends);
  laptop.see(check, ends - days{170});
  return find_finding(laptop.see(check, ends - days{5} - hours{12}),
                      "certificate.renewal_overdue") != nullptr;
}

TEST(Foresight, WhatOneOtherDoesIsNoHabitOfItsKind) {
  EXPECT_TRUE(is_overdue_by_others(2, false));
  EXPECT_FALSE(is_overdue_by_others(1, false));
  EXPECT_FALSE(is_overdue_by_others(3, true)) << "people renew when they come to it";
}

TEST(Foresight, ARenewalThatIsLateForThisHostIsOverdueAtOnce) {
  Laptop laptop;
  const auto ends = start + days{400};
  recall_renewals(laptop, 1, ends, 3, 10);
  const auto look = [&](SysTime at) {
    auto check = good_look(pc(1));
    check.certificate = own_certificate(ends);
    return laptop.see(std::move(check), at);
  };
  look(ends - days{173});

  EXPECT_EQ(find_finding(look(ends - days{11}), "certificate.renewal_overdue"), nullptr);
  const auto late = look(ends - days{8});
  const auto* overdue = find_finding(late, "certificate.renewal_overdue");
  ASSERT_NE(overdue, nullptr);
  EXPECT_EQ(overdue->fails_at, ends);
  EXPECT_THAT(overdue->explanation, testing::HasSubstr("about 10 days ahead; not this time"));
}

TEST(Foresight, WordsFitANotice) {
  Laptop laptop;
  const auto ends = start + days{3};
  auto check = good_look(pc(1), {monitor::make_finding("certificate.expires_soon")});
  check.certificate = own_certificate(ends);
  for (const auto& finding : laptop.see(std::move(check), start).findings) {
    EXPECT_LE(finding.title.size(), 48U);
    EXPECT_LE(finding.explanation.size(), 200U);
  }
}

}  // namespace
