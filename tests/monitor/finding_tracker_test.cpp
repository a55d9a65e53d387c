#include "monitor/engine/finding_tracker.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/watched_checks.h"

#include <gmock/gmock.h>

namespace {

using monitor::Check;
using monitor::Finding;
using monitor::FindingChange;
using monitor::FindingTracker;
using monitor::Severity;
using monitor::TargetId;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::broken_at;
using tests::good_look;
using tests::pc;
using tests::told_of;

/// One target and its looks, one after the other.
class Looking {
 public:
  tests::FakeClock clock;
  FindingTracker tracker;

  std::vector<std::string> see(Check check) {
    check.at = clock.now();
    return told_of(tracker.update(check, clock.steady_now()));
  }

  std::vector<std::string> see_after(seconds pause, Check check) {
    clock.advance(pause);
    return see(std::move(check));
  }

  /// Fails until it is believed.
  void fail_for_good() {
    see(broken_at(pc(1), "connect", "tcp.refused"));
    for (int i = 0; i < 3; ++i)
      see_after(minutes(1), broken_at(pc(1), "connect", "tcp.refused"));
  }
};

Finding ends_soon(std::string sha256, int level) {
  auto finding = monitor::make_finding("certificate.expires_soon");
  finding.subject = std::move(sha256);
  finding.level = level;
  return finding;
}

TEST(FindingTracker, BelievesAFailureOnTheThirdLookOnceItsPatienceIsOver) {
  Looking looking;

  EXPECT_THAT(looking.see(broken_at(pc(1), "connect", "tcp.refused")), IsEmpty());
  EXPECT_THAT(looking.see_after(minutes(3), broken_at(pc(1), "connect", "tcp.refused")), IsEmpty());
  EXPECT_THAT(looking.see_after(seconds(2), broken_at(pc(1), "connect", "tcp.refused")),
              ElementsAre("opened tcp.refused"));
}

TEST(FindingTracker, StaysQuietUntilTheCodesPatienceIsOver) {
  Looking looking;
  const auto patience = monitor::find_code("tcp.refused")->patience;
  ASSERT_GT(patience, seconds(10));

  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(looking.see_after(seconds(2), broken_at(pc(1), "connect", "tcp.refused")),
                IsEmpty());
  }
  EXPECT_THAT(looking.see_after(patience, broken_at(pc(1), "connect", "tcp.refused")),
              ElementsAre("opened tcp.refused"));
}

TEST(FindingTracker, AsksForQuickLooksAndThenForOneAtTheEndOfThePatience) {
  Looking looking;
  const auto begin = looking.clock.steady_now();
  const auto patience = monitor::find_code("tcp.refused")->patience;

  looking.see(broken_at(pc(1), "connect", "tcp.refused"));
  EXPECT_EQ(looking.tracker.next_look(TargetId{1}), begin + seconds(2));
  looking.see_after(seconds(2), broken_at(pc(1), "connect", "tcp.refused"));
  EXPECT_EQ(looking.tracker.next_look(TargetId{1}), begin + seconds(4));
  looking.see_after(seconds(2), broken_at(pc(1), "connect", "tcp.refused"));
  EXPECT_EQ(looking.tracker.next_look(TargetId{1}), begin + patience);
}

TEST(FindingTracker, AsksForNothingWhileAllIsWell) {
  Looking looking;

  looking.see(good_look(pc(1)));

  EXPECT_EQ(looking.tracker.next_look(TargetId{1}), std::nullopt);
}

TEST(FindingTracker, StaysQuietAboutAHiccup) {
  Looking looking;

  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(looking.see_after(minutes(5), broken_at(pc(1), "connect", "tcp.refused")),
                IsEmpty());
    EXPECT_THAT(looking.see_after(seconds(2), good_look(pc(1))), IsEmpty());
  }
}

TEST(FindingTracker, CountsEveryBrokenStepTowardsTheSameTrouble) {
  Looking looking;

  looking.see(broken_at(pc(1), "connect", "tcp.timeout"));
  looking.see_after(minutes(2), broken_at(pc(1), "connect", "tcp.refused"));

  EXPECT_THAT(looking.see_after(seconds(2), broken_at(pc(1), "negotiate", "rdp.closed")),
              ElementsAre("opened rdp.closed"));
}

TEST(FindingTracker, TellsOneTroubleWhileAServerRestartsInStages) {
  Looking looking;
  looking.fail_for_good();

  EXPECT_THAT(looking.see_after(minutes(1), broken_at(pc(1), "connect", "tcp.timeout")), IsEmpty());
  EXPECT_THAT(looking.see_after(minutes(1), broken_at(pc(1), "negotiate", "rdp.closed")),
              IsEmpty());
  looking.see_after(minutes(1), good_look(pc(1)));
  EXPECT_THAT(looking.see_after(seconds(2), good_look(pc(1))), ElementsAre("closed tcp.refused"));
}

TEST(FindingTracker, BelievesARecoveryOnTheSecondLook) {
  Looking looking;
  looking.fail_for_good();

  EXPECT_THAT(looking.see_after(minutes(1), good_look(pc(1))), IsEmpty());
  EXPECT_EQ(looking.tracker.next_look(TargetId{1}), looking.clock.steady_now() + seconds(2));
  EXPECT_THAT(looking.see_after(seconds(2), good_look(pc(1))), ElementsAre("closed tcp.refused"));
}

TEST(FindingTracker, StaysQuietWhileARecoveryDoesNotLast) {
  Looking looking;
  looking.fail_for_good();

  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(looking.see_after(minutes(1), good_look(pc(1))), IsEmpty());
    EXPECT_THAT(looking.see_after(seconds(2), broken_at(pc(1), "connect", "tcp.refused")),
                IsEmpty());
  }
}

TEST(FindingTracker, BelievesACertificateAtOnce) {
  Looking looking;

  EXPECT_THAT(looking.see(good_look(pc(1), {ends_soon("aa", 1)})),
              ElementsAre("opened certificate.expires_soon"));
  EXPECT_THAT(looking.see_after(minutes(5), good_look(pc(1), {ends_soon("aa", 1)})), IsEmpty());
}

TEST(FindingTracker, SaysWhenTheEndComesNearer) {
  Looking looking;
  looking.see(good_look(pc(1), {ends_soon("aa", 1)}));

  EXPECT_THAT(looking.see_after(minutes(5), good_look(pc(1), {ends_soon("aa", 2)})),
              ElementsAre("worsened certificate.expires_soon"));
}

TEST(FindingTracker, TakesARenewedCertificateForANewMatter) {
  Looking looking;
  looking.see(good_look(pc(1), {ends_soon("aa", 5)}));

  EXPECT_THAT(looking.see_after(minutes(5), good_look(pc(1), {ends_soon("bb", 1)})),
              ElementsAre("opened certificate.expires_soon", "closed certificate.expires_soon"));
}

TEST(FindingTracker, KeepsACertificatesTroubleWhileTheServerCannotBeReached) {
  Looking looking;
  looking.see(good_look(pc(1), {ends_soon("aa", 1)}));

  looking.fail_for_good();
  looking.see_after(minutes(1), good_look(pc(1), {ends_soon("aa", 1)}));

  EXPECT_THAT(looking.see_after(seconds(2), good_look(pc(1), {ends_soon("aa", 1)})),
              ElementsAre("closed tcp.refused"));
}

TEST(FindingTracker, TellsAnEndedCertificateOnceAlsoWhereTheHostHangsUpThen) {
  Looking looking;
  auto ended = monitor::make_finding("certificate.expired");
  ended.subject = "aa";
  EXPECT_THAT(looking.see(good_look(pc(1), {ended})), ElementsAre("opened certificate.expired"));

  for (int i = 0; i < 6; ++i) {
    EXPECT_THAT(looking.see_after(minutes(1), broken_at(pc(1), "tls", "tls.closed_in_handshake")),
                IsEmpty());
  }
  EXPECT_THAT(looking.see_after(minutes(1), broken_at(pc(1), "connect", "tcp.refused")),
              ElementsAre("opened tcp.refused"))
      << "that is another trouble";
}

TEST(FindingTracker, DoesNotHurryForARenewalThatItCannotSee) {
  Looking looking;
  looking.see(good_look(pc(1), {ends_soon("aa", 1)}));
  looking.see_after(minutes(5), good_look(pc(1)));
  looking.fail_for_good();

  looking.see_after(minutes(5), broken_at(pc(1), "connect", "tcp.refused"));

  EXPECT_EQ(looking.tracker.next_look(TargetId{1}), std::nullopt);
}

TEST(FindingTracker, DropsACertificatesTroubleOnceItIsRenewed) {
  Looking looking;
  looking.see(good_look(pc(1), {ends_soon("aa", 1)}));

  looking.see_after(minutes(5), good_look(pc(1)));

  EXPECT_THAT(looking.see_after(seconds(2), good_look(pc(1))),
              ElementsAre("closed certificate.expires_soon"));
}

TEST(FindingTracker, DropsACertificatesTroubleWhereTheServerOffersNoTlsAnyMore) {
  Looking looking;
  looking.see(good_look(pc(1), {ends_soon("aa", 1)}));
  auto plain = good_look(pc(1), {monitor::make_finding("rdp.no_tls")});
  for (auto& step : plain.steps) {
    if (step.step == "tls") step.outcome = monitor::Outcome::skipped;
  }

  looking.see_after(minutes(5), plain);

  EXPECT_THAT(looking.see_after(seconds(2), plain),
              testing::Contains("closed certificate.expires_soon"));
}

TEST(FindingTracker, CountsNothingWhileThisComputerIsTheObstacle) {
  Looking looking;
  auto offline = broken_at(pc(1), "resolve", "network.offline");
  offline.findings.front().severity = Severity::information;

  for (int i = 0; i < 10; ++i)
    EXPECT_THAT(looking.see_after(minutes(1), offline), IsEmpty());
  EXPECT_EQ(looking.tracker.next_look(TargetId{1}), std::nullopt);
}

TEST(FindingTracker, ForgetsASuspicionFromBeforeTheNetworkChanged) {
  Looking looking;
  for (int i = 0; i < 2; ++i)
    looking.see_after(seconds(2), broken_at(pc(1), "connect", "tcp.refused"));

  looking.tracker.forget_suspicions();

  EXPECT_THAT(looking.see_after(minutes(5), broken_at(pc(1), "connect", "tcp.refused")), IsEmpty());
}

TEST(FindingTracker, NeitherRepeatsNorForgetsOverARestart) {
  Looking before;
  before.fail_for_good();
  Looking after;
  FindingChange open;
  open.targets = {TargetId{1}};
  open.finding = monitor::make_finding("tcp.refused");

  after.tracker.restore(open);
  for (int i = 0; i < 4; ++i)
    EXPECT_THAT(after.see_after(minutes(5), broken_at(pc(1), "connect", "tcp.refused")), IsEmpty());
  after.see_after(minutes(5), good_look(pc(1)));

  EXPECT_THAT(after.see_after(seconds(2), good_look(pc(1))), ElementsAre("closed tcp.refused"));
}

TEST(FindingTracker, ClosesWhatIsOpenWhenATargetIsNoLongerWatched) {
  Looking looking;
  looking.fail_for_good();

  EXPECT_THAT(told_of(looking.tracker.forget(TargetId{1})), ElementsAre("closed tcp.refused"));
  EXPECT_THAT(looking.tracker.forget(TargetId{1}), IsEmpty());
}

TEST(FindingTracker, IsNotHurriedByAClockThatIsSet) {
  Looking looking;
  for (int i = 0; i < 3; ++i)
    looking.see_after(seconds(2), broken_at(pc(1), "connect", "tcp.refused"));

  looking.clock.set(looking.clock.now() + std::chrono::hours(5));

  EXPECT_THAT(looking.see_after(seconds(2), broken_at(pc(1), "connect", "tcp.refused")), IsEmpty());
}

TEST(FindingTracker, DoesNotMakeWorseWhatWouldNotBeToldNow) {
  Looking pc1;
  pc1.see(good_look(pc(1), {ends_soon("aa", 1)}));
  monitor::Outlook held;
  held.held.emplace_back("certificate.expires_soon");

  auto check = good_look(pc(1), {ends_soon("aa", 2)});
  check.at = pc1.clock.now();

  EXPECT_THAT(pc1.tracker.update(check, pc1.clock.steady_now(), held), IsEmpty());
}

/// A good look at a host whose clock is off by that much.
monitor::Check clock_off(double skew_s, monitor::Severity severity) {
  auto finding = monitor::make_finding("identity.clock_skew", {{"clock_skew_s", skew_s}});
  finding.severity = severity;
  auto look = good_look(pc(1), {finding});
  look.identity.emplace().clock_skew_s = skew_s;
  return look;
}

TEST(FindingTracker, IsOverWhereWhatIsLeftOfItWouldNotBeTold) {
  Looking pc1;
  EXPECT_THAT(pc1.see(clock_off(4000, monitor::Severity::failure)), IsEmpty());
  EXPECT_THAT(pc1.see_after(minutes(30), clock_off(4000, monitor::Severity::failure)),
              ElementsAre("opened identity.clock_skew"));
  monitor::Outlook held;
  held.held.emplace_back("identity.clock_skew");
  const auto rest = clock_off(70, monitor::Severity::risk);

  EXPECT_THAT(pc1.tracker.update(rest, pc1.clock.steady_now(), held), IsEmpty());
  EXPECT_THAT(told_of(pc1.tracker.update(rest, pc1.clock.steady_now(), held)),
              ElementsAre("closed identity.clock_skew"));
  EXPECT_THAT(pc1.tracker.update(rest, pc1.clock.steady_now(), held), IsEmpty());
}

TEST(FindingTracker, AClockAboutFiveMinutesOffComesAndGoesAsOneMatter) {
  Looking pc1;
  pc1.see(clock_off(300.1, monitor::Severity::failure));
  EXPECT_THAT(pc1.see_after(minutes(30), clock_off(300.1, monitor::Severity::failure)),
              ElementsAre("opened identity.clock_skew"));
  for (int look = 0; look < 4; ++look) {
    EXPECT_THAT(pc1.see_after(minutes(5), clock_off(299.9, monitor::Severity::risk)), IsEmpty());
    EXPECT_THAT(pc1.see_after(minutes(5), clock_off(299.8, monitor::Severity::risk)), IsEmpty());
    EXPECT_THAT(pc1.see_after(minutes(5), clock_off(300.2, monitor::Severity::failure)), IsEmpty());
  }

  EXPECT_THAT(pc1.see_after(minutes(5), clock_off(280, monitor::Severity::risk)),
              ElementsAre("eased identity.clock_skew"));
}

TEST(FindingTracker, ALookThatDoesNotTellTheTimeSaysNothingOfAClock) {
  Looking pc1;
  auto off = good_look(pc(1), {monitor::make_finding("identity.clock_skew")});
  off.identity.emplace().clock_skew_s = 280;
  pc1.see(off);
  EXPECT_THAT(pc1.see_after(minutes(30), off), ElementsAre("opened identity.clock_skew"));
  for (int look = 0; look < 4; ++look)
    EXPECT_THAT(pc1.see_after(minutes(30), good_look(pc(1))), IsEmpty());
  auto right = good_look(pc(1));
  right.identity.emplace().clock_skew_s = 1;
  pc1.see_after(minutes(30), right);

  EXPECT_THAT(pc1.see_after(minutes(30), right), ElementsAre("closed identity.clock_skew"));
}

TEST(FindingTracker, ADeclineThatShowsInAnotherWayIsTheSameMatter) {
  Looking looking;
  const auto declines = [](const char* code) {
    return good_look(pc(1), {monitor::make_finding(code)});
  };
  looking.see(declines("trend.slowing_down"));
  EXPECT_THAT(looking.see_after(hours(7), declines("trend.slowing_down")),
              ElementsAre("opened trend.slowing_down"));
  EXPECT_THAT(looking.see_after(hours(1), declines("trend.failing_more_often")), IsEmpty());

  const auto* newest =
      looking.tracker.newest(TargetId{1}, monitor::make_finding("trend.slowing_down"));
  ASSERT_NE(newest, nullptr) << "it goes on";
  EXPECT_EQ(newest->code, "trend.failing_more_often");
  looking.see_after(minutes(5), good_look(pc(1)));
  EXPECT_THAT(looking.see_after(minutes(5), good_look(pc(1))),
              ElementsAre("closed trend.slowing_down"))
      << "by the name that it was told by";
}

TEST(FindingTracker, KnowsHowTheNewestLookShowsAnOutage) {
  Looking pc1;
  pc1.fail_for_good();
  auto look = broken_at(pc(1), "connect", "tcp.refused");
  look.findings.front().explanation = "Since yesterday 17:20.";

  pc1.see_after(minutes(1), look);

  const auto* newest = pc1.tracker.newest(TargetId{1}, monitor::make_finding("tcp.refused"));
  ASSERT_NE(newest, nullptr);
  EXPECT_EQ(newest->explanation, "Since yesterday 17:20.");
}

TEST(FindingTracker, KnowsWhetherTheNewestLookStillShowsIt) {
  Looking pc1;
  pc1.fail_for_good();
  const auto refused = monitor::make_finding("tcp.refused");
  EXPECT_TRUE(pc1.tracker.newest(TargetId{1}, refused));

  pc1.see_after(minutes(1), good_look(pc(1)));
  EXPECT_FALSE(pc1.tracker.newest(TargetId{1}, refused)) << "not yet over, but not seen either";
}

}  // namespace
