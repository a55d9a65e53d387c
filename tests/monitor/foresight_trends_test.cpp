#include "monitor/foresight/arrivals.h"
#include "monitor/foresight/reach.h"
#include "monitor/foresight/robust.h"
#include "monitor/foresight/spells.h"

#include <gmock/gmock.h>

namespace {

using monitor::Arrivals;
using monitor::Point;
using monitor::Reach;
using monitor::Spells;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const SysTime start{days{20'451}};

/// An interruption of ten minutes that was the host's own.
void interrupt(Spells& spells, double awake_h) {
  const auto at = start + minutes{static_cast<int>(awake_h * 60)};
  spells.fail(at, awake_h).own = true;
  spells.fail(at + minutes{5}, awake_h);
  spells.succeed(at + minutes{10});
}

TEST(Robust, AThirdOfWildPointsDoesNotMoveTheSlope) {
  std::vector<Point> points;
  for (int i = 0; i < 20; ++i)
    points.push_back({static_cast<double>(i), i % 4 == 0 ? 500.0 : 3.0 * i});

  EXPECT_NEAR(monitor::theil_sen(points).slope, 3, 1);
}

TEST(Spells, ManyInAShortTimeAreABurst) {
  Spells spells;
  for (int i = 0; i < 4; ++i)
    interrupt(spells, 200 + i * 0.3);

  const auto burst = spells.burst(201);

  ASSERT_TRUE(burst);
  EXPECT_EQ(burst->spells, 4);
}

TEST(Spells, NowAndThenIsNoBurst) {
  Spells spells;
  for (int i = 0; i < 20; ++i)
    interrupt(spells, 30.0 * i);

  EXPECT_FALSE(spells.burst(571));
}

TEST(Spells, AHostThatOftenFailsNeedsMoreForABurst) {
  Spells spells;
  for (int i = 0; i < 40; ++i)
    interrupt(spells, 2.0 * i);
  for (int i = 0; i < 3; ++i)
    interrupt(spells, 80 + 0.3 * i);

  EXPECT_FALSE(spells.burst(81));
}

TEST(Spells, AFewSingleLooksOfOneDayAreNoBurst) {
  const auto burst_after = [](std::initializer_list<double> at_h) {
    Spells spells;
    for (const auto hour : at_h) {
      const auto at = start + minutes{static_cast<int>(hour * 60)};
      spells.fail(at, hour).own = true;
      spells.succeed(at + minutes{1});
    }
    return spells.burst(std::max(at_h) + 0.1);
  };

  EXPECT_FALSE(burst_after({200, 200.2, 200.4}));
  EXPECT_TRUE(burst_after({200, 200.2, 200.4, 200.6, 200.8, 201})) << "many more";
  EXPECT_TRUE(burst_after({200, 200.2, 224, 224.2, 224.4})) << "on another day, too";
}

/// A look that fails for a moment while others answer.
void blink(Spells& spells, double hour, bool alone = true) {
  const auto at = start + std::chrono::minutes{static_cast<int>(hour * 60)};
  spells.fail(at, hour).alone = alone;
  spells.succeed(at + std::chrono::seconds{4});
}

TEST(Spells, ManyMomentsOnTwoWorkingDaysAreABurst) {
  Spells spells;
  for (int i = 0; i < 6; ++i)
    blink(spells, 300.0 + i);
  EXPECT_FALSE(spells.burst(306)) << "a bad day";
  for (int i = 0; i < 6; ++i)
    blink(spells, 311.0 + i);

  const auto burst = spells.burst(317);
  ASSERT_TRUE(burst);
  EXPECT_TRUE(burst->brief);
}

TEST(Spells, MomentsOfAPoorLineOrAPoorHostAreNoBurst) {
  Spells line;
  Spells host;
  for (int i = 0; i < 12; ++i)
    blink(line, 300 + 1.3 * i, false);
  for (int i = 0; i < 45; ++i)
    blink(host, 200 + 2.5 * i);

  EXPECT_FALSE(line.burst(317)) << "others were interrupted too";
  EXPECT_FALSE(host.burst(312)) << "it has always been so";
}

TEST(Spells, ARestartOfPatchNightIsKnownAcrossSummerTime) {
  Spells spells;
  spells.fail(start, 1).own = true;
  spells.fail(start + std::chrono::minutes{15}, 1);
  spells.succeed(start + std::chrono::minutes{16});
  spells.fail(start + std::chrono::weeks{4} - hours{1}, 2);

  EXPECT_TRUE(spells.usual_restart());
}

TEST(Spells, AClockThatWasSetBackDoesNotMakeItLonger) {
  Spells spells;
  spells.fail(start + hours{5}, 5);
  spells.shift(-hours{3});

  EXPECT_EQ(spells.current()->from, start + hours{2});
}

TEST(Reach, ATargetThatOnlyAnswersOverAVpnIsNotExpectedWithout) {
  Reach reach;
  reach.answered({1, 7}, 0);

  EXPECT_EQ(reach.expect({1, 0}), Reach::Expect::nothing);
  EXPECT_EQ(reach.expect({1, 7}), Reach::Expect::answer);
  EXPECT_EQ(reach.usual_vpn(), 7U);
}

TEST(Reach, AtTheOfficeWithoutAndElsewhereWithAVpn) {
  Reach reach;
  for (int i = 0; i < 30; ++i) {
    reach.answered({1, 0}, 0);
    reach.answered({2, 7}, 0);
  }

  EXPECT_EQ(reach.expect({2, 0}), Reach::Expect::nothing);
  EXPECT_EQ(reach.expect({1, 0}), Reach::Expect::answer);
  EXPECT_NE(reach.expect({3, 0}), Reach::Expect::answer);
}

TEST(Reach, NeedsTheVpnWhereItAnsweredOnlyOverIt) {
  Reach reach;
  reach.answered({1, 0}, 0);
  reach.answered({1, 7}, 0);
  reach.answered({2, 7}, 1);

  EXPECT_TRUE(reach.needs_vpn({2, 7}));
  EXPECT_FALSE(reach.needs_vpn({1, 7}));
  EXPECT_FALSE(reach.needs_vpn({2, 0}));
}

TEST(Reach, AnswersBeforeTheVpnWasReportedMakeNoPlaceItsOwn) {
  Reach reach;
  for (int i = 0; i < 200; ++i)
    reach.answered({2, 7}, 0);
  for (int i = 0; i < 20; ++i) {
    reach.answered({1, 0}, 0);
    if (i < 15) reach.answered({2, 0}, 0);
  }

  EXPECT_EQ(reach.expect({3, 0}), Reach::Expect::nothing)
      << "at work it needs no VPN, else it does";
  EXPECT_EQ(reach.expect({3, 0}, true), Reach::Expect::answer) << "a gateway";
}

TEST(Reach, ATargetThatAnswersOnManyNetworksIsExpectedOnNewOnes) {
  Reach reach;
  for (const std::size_t network : {1U, 2U, 3U}) {
    for (int i = 0; i < 30; ++i)
      reach.answered({network, 0}, 0);
  }

  EXPECT_EQ(reach.expect({4, 0}), Reach::Expect::answer);
}

TEST(Reach, ATargetAtHomeIsNotExpectedElsewhereWithOrWithoutAVpn) {
  Reach reach;
  for (int i = 0; i < 30; ++i) {
    reach.answered({1, 0}, 0);
    reach.answered({1, 7}, 0);
  }

  EXPECT_EQ(reach.expect({2, 7}), Reach::Expect::unsure);
  EXPECT_EQ(reach.expect({1, 7}), Reach::Expect::answer);
}

TEST(Reach, AnAnswerByChanceMakesNoPlaceItsOwn) {
  Reach reach;
  for (int i = 0; i < 30; ++i)
    reach.answered({1, 0}, 0);
  // The computer had come to the office and was not yet told so.
  reach.answered({2, 0}, 0);
  for (int look = 0; look < 10; ++look)
    reach.silent({2, 0}, 1);
  EXPECT_EQ(reach.expect({2, 0}), Reach::Expect::answer);
  reach.silent({2, 0}, 2);

  EXPECT_NE(reach.expect({2, 0}), Reach::Expect::answer);
  EXPECT_FALSE(reach.is_known({2, 0}));
}

TEST(Arrivals, LearnHowLongANetworkTakesToLetAnybodyThrough) {
  Arrivals arrivals;
  const auto visit = [&](std::size_t network, double after, double since_coming) {
    arrivals.arrive(network);
    arrivals.answered(after, since_coming);
  };
  arrivals.arrive(1);
  EXPECT_GE(arrivals.settles_within(), 30) << "a portal may have to be signed in to";
  for (int i = 0; i < 40; ++i) {
    visit(1, 0.2, 0.2);
    visit(2, 20, 20);
    visit(3, 0.2, 10);
  }

  arrivals.arrive(1);
  EXPECT_LE(arrivals.settles_within(), 15);
  EXPECT_LE(arrivals.signed_in_within(), 15);
  arrivals.arrive(2);
  EXPECT_GE(arrivals.settles_within(), 20);
  arrivals.arrive(3);
  EXPECT_LE(arrivals.settles_within(), 15) << "once the VPN was up, they answered at once";
  EXPECT_GE(arrivals.signed_in_within(), 30) << "but somebody had to sign in before";
}

TEST(Reach, WhereItNeverAnsweredInSeveralVisitsItIsNotExpected) {
  Reach reach;
  for (int i = 0; i < 30; ++i)
    reach.answered({1, 0}, 0);
  reach.silent({2, 0}, 1);
  EXPECT_EQ(reach.expect({2, 0}), Reach::Expect::unsure);
  reach.silent({2, 0}, 2);

  EXPECT_EQ(reach.expect({2, 0}), Reach::Expect::nothing);
}

TEST(Reach, AStrayAnswerWhereItNeverAnswersChangesNothing) {
  Reach reach;
  for (int i = 0; i < 30; ++i)
    reach.answered({1, 0}, 0);
  for (int visit = 1; visit < 40; ++visit)
    reach.silent({2, 0}, visit);

  // The computer had left and was not yet told so.
  reach.answered({2, 0}, 0);
  EXPECT_EQ(reach.expect({2, 0}), Reach::Expect::nothing);

  for (int i = 0; i < 30; ++i)
    reach.answered({2, 0}, 0);
  EXPECT_EQ(reach.expect({2, 0}), Reach::Expect::answer) << "now it does";
}

TEST(Reach, WhatAVpnEndsAgainAndAgainIsNotExpectedWithout) {
  Reach reach;
  for (int i = 0; i < 30; ++i)
    reach.answered({1, 7}, 0);
  // Nobody had told that the VPN was up.
  for (int i = 0; i < 100; ++i)
    reach.answered({1, 0}, 1);
  const auto without_it = [&reach](int visit) {
    reach.silent({1, 0}, visit);
    reach.answered({1, 7}, visit + 1);
  };
  without_it(2);
  without_it(4);
  EXPECT_EQ(reach.expect({1, 0}), Reach::Expect::answer);
  without_it(6);
  EXPECT_EQ(reach.expect({1, 0}), Reach::Expect::nothing);

  reach.answered({1, 0}, 8);
  EXPECT_EQ(reach.expect({1, 0}), Reach::Expect::answer) << "now it does";
}

/// At home it answers only over the VPN, 7.
Reach inside() {
  Reach reach;
  for (int i = 0; i < 30; ++i) {
    reach.answered({1, 7}, 0);
    reach.silent({1, 0}, i);
  }
  return reach;
}

TEST(Reach, AVpnLeadsToItOnAnyNetwork) {
  auto reach = inside();
  reach.answered({2, 7}, 0);
  for (int visit = 100; visit < 105; ++visit)
    reach.silent({3, 7}, visit);

  EXPECT_EQ(reach.expect({3, 7}), Reach::Expect::answer) << "on a train that drops often";
}

TEST(Reach, AVpnThatDidNotLeadThereOnOtherNetworksDoesNotHere) {
  Reach at_home;
  for (int i = 0; i < 30; ++i) {
    at_home.answered({1, 0}, 0);
    at_home.answered({1, 7}, 0);
    at_home.answered({2, 0}, 0);
  }
  EXPECT_EQ(at_home.expect({5, 7}), Reach::Expect::answer);
  at_home.silent({3, 7}, 1);
  at_home.silent({4, 7}, 2);

  EXPECT_EQ(at_home.expect({5, 7}), Reach::Expect::nothing);
}

TEST(Reach, CoversWhatAnswersOnlyWhereItDoes) {
  const auto one = inside();
  auto other = inside();
  Reach everywhere;
  for (const std::size_t network : {1, 2, 3})
    everywhere.answered({network, 0}, 0);

  EXPECT_TRUE(one.covers(other));
  EXPECT_FALSE(one.covers(everywhere));
  other.answered({5, 0}, 0);
  EXPECT_FALSE(one.covers(other));
}

}  // namespace
