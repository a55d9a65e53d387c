#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gtest/gtest.h>

namespace {

using monitor::Belief;
using monitor::Check;
using monitor::SysTime;
using monitor::Verdict;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using tests::failed_at;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;
using tests::silent;

Check nameless(int id) {
  return failed_at(id, "resolve", "name.not_found", "not_found");
}

Check reset(int id) {
  return failed_at(id, "connect", "tcp.reset", "reset");
}

/// A laptop whose pc1 is at work, and whose pc2 answers everywhere.
class Traveller {
 public:
  /// Looks at both for that long; gives the last at pc1.
  Check stay(std::string network, std::optional<std::string> vpn, minutes length,
             const Check& pc1) {
    laptop.move(at, std::move(network), std::move(vpn));
    Check last;
    for (const auto end = at + length; at < end; at += minutes{5}) {
      laptop.see(good_look(pc(2)), at);
      last = laptop.see(pc1, at + seconds{20});
      told = told || laptop.foresight.outlook().outage == Belief::at_once;
    }
    return last;
  }

  /// Two weeks of mornings in the office, on its cable and its wireless network, and of evenings at
  /// home, where pc1 is reached over a VPN alone.
  void live() {
    for (int day = 0; day < 10; ++day) {
      wake(monday + days{day} + hours{8});
      stay("cable", {}, hours{2}, good_look(pc(1)));
      stay("wireless", {}, hours{1}, good_look(pc(1)));
      wake(monday + days{day} + hours{18});
      stay("home", {}, minutes{30}, nameless(1));
      stay("home", "work", hours{1}, good_look(pc(1)));
    }
    told = false;
  }

  void wake(SysTime when) {
    at = when;
    laptop.wake(at, "");
  }

  Laptop laptop;
  SysTime at = monday;
  bool told = false;  ///< that pc1 fails
};

const SysTime then = monday + days{11} + hours{8};

TEST(StrangeNetwork, SaysNothingOfAHostThatNeedsAVpnOutsideItsOwnNetworks) {
  Traveller traveller;
  traveller.live();
  traveller.wake(then);

  EXPECT_EQ(verdict_of(traveller.stay("hotel", {}, hours{1}, nameless(1))), Verdict::unknown);
  EXPECT_FALSE(traveller.told);
}

TEST(StrangeNetwork, APortalThatTurnsAwayDoesNotAnswerInTheHostsName) {
  Traveller traveller;
  traveller.live();
  for (int visit = 0; visit < 6; ++visit) {
    traveller.wake(then + days{visit});
    EXPECT_EQ(verdict_of(traveller.stay("train", {}, minutes{10}, reset(1))), Verdict::unknown);
    EXPECT_EQ(verdict_of(traveller.stay("train", {}, hours{1}, nameless(1))), Verdict::unknown);
  }
  EXPECT_FALSE(traveller.told);
}

TEST(StrangeNetwork, WhatTurnsAwayWhereTheHostIsAtHomeIsTold) {
  Traveller traveller;
  traveller.live();
  traveller.wake(then);
  traveller.stay("cable", {}, hours{1}, good_look(pc(1)));

  EXPECT_EQ(verdict_of(traveller.stay("cable", {}, hours{1}, reset(1))), Verdict::would_fail);
  EXPECT_TRUE(traveller.told);
}

TEST(StrangeNetwork, AnotherVpnLeadsElsewhere) {
  Traveller traveller;
  traveller.live();
  // Where pc1 needs none, the other one does not lead there.
  traveller.wake(then);
  traveller.stay("cable", "client", hours{2}, good_look(pc(1)));
  traveller.wake(then + hours{10});

  EXPECT_EQ(verdict_of(traveller.stay("home", "client", hours{1}, silent(1))), Verdict::unknown);
  EXPECT_FALSE(traveller.told);
}

TEST(StrangeNetwork, OverItsVpnAHostThatFailsIsTold) {
  Traveller traveller;
  traveller.live();
  traveller.wake(then);
  traveller.stay("hotel", "work", hours{1}, good_look(pc(1)));

  EXPECT_EQ(verdict_of(traveller.stay("hotel", "work", hours{1}, silent(1))), Verdict::would_fail);
  EXPECT_TRUE(traveller.told);
}

TEST(StrangeNetwork, WhereSeveralAreTurnedAwayAtOnceAPortalIsWaitedFor) {
  Laptop laptop;
  laptop.work(12, hours{0});
  laptop.wake(monday + days{12}, "office");
  for (minutes after{0}; after < hours{2}; after += minutes{5}) {
    for (int id = 1; id <= 3; ++id)
      laptop.see(good_look(pc(id)), monday + days{12} + after);
  }
  for (int day = 14; day < 16; ++day) {
    const auto begun = monday + days{day} + hours{8};
    laptop.wake(begun, "train");
    std::optional<minutes> told;
    for (minutes after{0}; after < hours{2}; after += minutes{5}) {
      // It lets nobody through on the first day, and everybody after half an hour on the second.
      const bool passed = day == 15 && after >= minutes{30};
      for (int id = 1; id <= 3; ++id) {
        laptop.see(passed ? good_look(pc(id)) : reset(id), begun + after);
        if (!told && laptop.foresight.outlook().outage == Belief::at_once) told = after;
      }
    }
    if (day == 14) {
      ASSERT_TRUE(told) << "it is no portal, after all";
      EXPECT_GE(*told, minutes{45});
    } else {
      EXPECT_FALSE(told);
    }
  }
}

TEST(StrangeNetwork, AHostOfTwoNetworksIsNotExpectedOnAThird) {
  Laptop laptop;
  for (int day = 0; day < 10; ++day) {
    auto at = monday + days{day} + hours{8};
    for (const auto* network : {"cable", "wireless", "home"}) {
      laptop.wake(at, network);
      for (const auto end = at + hours{1}; at < end; at += minutes{5}) {
        laptop.see(good_look(pc(2)), at);
        laptop.see(network == std::string("home") ? silent(1) : good_look(pc(1)), at);
      }
    }
  }

  laptop.wake(monday + days{11} + hours{8}, "hotel");
  laptop.see(good_look(pc(2)), monday + days{11} + hours{8});
  EXPECT_EQ(verdict_of(laptop.see(silent(1), monday + days{11} + hours{8})), Verdict::unknown);
}

/// Whether pc1 is told silent after a quarter of an hour, on a line on which so many others were
/// interrupted a while ago.
bool is_told_on_a_line(int others_interrupted) {
  Laptop laptop;
  laptop.work(12, hours{0});
  const auto begun = monday + days{14} + hours{8};
  laptop.wake(begun);
  bool told = false;
  for (auto at = begun; at < begun + minutes{82}; at += minutes{5}) {
    const auto here = at - begun;
    for (int id = 2; id <= 4; ++id) {
      const bool interrupted = id < 2 + others_interrupted && here == minutes{20} + minutes{5} * id;
      laptop.see(interrupted ? silent(id) : good_look(pc(id)), at);
    }
    const bool fails = here >= minutes{55};
    laptop.see(fails ? silent(1) : good_look(pc(1)), at + seconds{20});
    told = told || (fails && laptop.foresight.outlook().outage == Belief::at_once);
  }
  return told;
}

TEST(PoorLine, IsWaitedForLongerThanAGoodOne) {
  EXPECT_TRUE(is_told_on_a_line(0));
  EXPECT_TRUE(is_told_on_a_line(1));
  EXPECT_FALSE(is_told_on_a_line(2));
}

}  // namespace
