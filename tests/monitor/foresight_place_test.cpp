#include "monitor/foresight/words.h"
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

/// Looks for half an hour, of which pc1 answers none, after a pause of hours; the last of them.
Check carried_home(bool is_told_where) {
  Laptop laptop;
  const auto look = [&](SysTime from, SysTime until, bool reached) {
    Check last;
    for (auto at = from; at < until; at += minutes{5}) {
      laptop.see(good_look(pc(2)), at);
      last = laptop.see(reached ? good_look(pc(1)) : silent(1), at + seconds{20});
    }
    return last;
  };
  for (const int day : {0, 1, 2, 3, 4, 7, 8}) {
    const auto midnight = monday + days{day};
    laptop.wake(midnight + hours{8}, "office");
    look(midnight + hours{8}, midnight + hours{12}, true);
    laptop.wake(midnight + hours{18}, "home");
    look(midnight + hours{18}, midnight + hours{19}, false);
  }
  const auto midnight = monday + days{9};
  laptop.wake(midnight + hours{8}, "office");
  look(midnight + hours{8}, midnight + hours{10}, true);
  if (is_told_where) laptop.move(midnight + hours{16}, "office");
  return look(midnight + hours{16}, midnight + hours{16} + minutes{30}, false);
}

TEST(Place, IsInDoubtAfterASleepThatNobodyToldOf) {
  EXPECT_EQ(verdict_of(carried_home(false)), Verdict::unknown);
  EXPECT_EQ(verdict_of(carried_home(true)), Verdict::would_fail);
}

TEST(Place, IsInNoDoubtWhereLooksAreHoursApart) {
  Laptop laptop;
  laptop.move(monday, "home");
  Check last;
  for (int hour = 0; hour < 24 * 10; ++hour)
    last = laptop.see(hour < 24 * 9 ? good_look(pc(1)) : silent(1), monday + hours{hour});

  EXPECT_EQ(verdict_of(last), Verdict::would_fail);
}

TEST(Place, IsInNoDoubtAfterAPauseWhereOnlyOneIsKnown) {
  Laptop laptop;
  for (minutes at{0}; at < hours{2}; at += minutes{5})
    laptop.see(good_look(pc(1)), monday + at);

  Check last;
  for (minutes at{0}; at < minutes{30}; at += minutes{5})
    last = laptop.see(silent(1), monday + hours{14} + at);

  EXPECT_EQ(verdict_of(last), Verdict::would_fail) << "it can only be at home";
}

TEST(Place, WhereItHasAnsweredWithoutAVpnNoneIsAskedFor) {
  const auto lost = failed_at(1, "connect", "tcp.unreachable", "unreachable");
  for (const auto* network : {"home", "hotel"}) {
    Laptop laptop;
    laptop.work(1, hours{0});
    laptop.wake(monday + days{1} + hours{9}, network);
    laptop.see(good_look(pc(2)), monday + days{1} + hours{9});

    const auto seen = laptop.see(lost, monday + days{1} + hours{10});

    const auto& said = seen.findings.front().explanation;
    const bool at_home = network == std::string("home");
    EXPECT_EQ(said.find("onnect the VPN") == std::string::npos, at_home) << said;
    EXPECT_EQ(said.find("whether it is on") != std::string::npos, at_home) << said;
  }
}

Check nameless(int id, const char* kind) {
  return tests::failed_at(id, "resolve", "name.not_found", kind);
}

/// Two weeks at home, where all answer but pc4, which answers only at the office.
void spend_weeks_at_home(Laptop& laptop) {
  laptop.move(monday, "office");
  for (int look = 0; look < 20; ++look)
    laptop.see(good_look(pc(4)), monday + minutes{5} * look);
  for (int day = 0; day < 12; ++day) {
    laptop.wake(monday + days{day} + hours{8});
    for (auto at = hours{8} + minutes{0}; at < hours{12}; at += minutes{5}) {
      for (const int id : {1, 2, 3})
        laptop.see(good_look(pc(id)), monday + days{day} + at + seconds{id});
      laptop.see(silent(4), monday + days{day} + at + seconds{4});
    }
  }
}

TEST(Place, ANameServiceIsMissedAlthoughOneIsAlwaysSilentHere) {
  Laptop laptop;
  spend_weeks_at_home(laptop);
  const auto morning = monday + days{14} + hours{8};
  laptop.wake(morning);
  Check last;
  for (auto at = minutes{0}; at < hours{1}; at += minutes{5}) {
    laptop.see(silent(4), morning + at);
    for (const int id : {1, 2, 3})
      last = laptop.see(nameless(id, "lookup_timeout"), morning + at + seconds{id});
  }

  EXPECT_EQ(verdict_of(last), Verdict::would_fail) << "this computer is not offline";
  EXPECT_EQ(laptop.foresight.outlook().outage, monitor::Belief::at_once);
}

TEST(Place, ASilenceThatWasOverInTheMorningSaysNothingInTheAfternoon) {
  Laptop laptop;
  spend_weeks_at_home(laptop);
  const auto morning = monday + days{14} + hours{8};
  laptop.wake(morning);
  laptop.see(silent(1), morning + seconds{1});
  for (auto at = minutes{5}; at < hours{6}; at += minutes{5}) {
    for (const int id : {1, 2, 3})
      laptop.see(good_look(pc(id)), morning + at + seconds{id});
  }
  Check last;
  for (auto at = minutes{0}; at < minutes{30}; at += minutes{5}) {
    for (const int id : {1, 2, 3})
      last = laptop.see(nameless(id, "lookup_timeout"), morning + hours{6} + at + seconds{id});
  }

  EXPECT_EQ(verdict_of(last), Verdict::would_fail) << "this computer is not offline";
  EXPECT_EQ(laptop.foresight.outlook().outage, monitor::Belief::at_once);
}

/// What is thought of a name that is not known, a while after coming to a network.
monitor::Belief thought_of_a_name(const char* kind, minutes until) {
  Laptop laptop;
  spend_weeks_at_home(laptop);
  const auto arrival = monday + days{14} + hours{9};
  // It answers elsewhere too, so that it is expected anywhere.
  for (const char* place : {"hotel", "office"}) {
    laptop.wake(laptop.now + hours{1}, place);
    for (int look = 0; look < 20; ++look)
      laptop.see(good_look(pc(1)), laptop.now + minutes{5});
  }
  laptop.wake(arrival, "cafe");
  auto thought = monitor::Belief::wait;
  for (auto at = minutes{0}; at <= until && thought == monitor::Belief::wait; at += minutes{4})
    thought = laptop.fails(nameless(1, kind), arrival + at);
  return thought;
}

TEST(Place, NamesThatAreNotKnownOnANewNetworkMayWaitForItsPortal) {
  EXPECT_EQ(thought_of_a_name("not_found", minutes{28}), monitor::Belief::wait);
  EXPECT_EQ(thought_of_a_name("not_found", minutes{90}), monitor::Belief::at_once);
}

TEST(Place, APortThatIsSilentOnANewNetworkIsNotTakenForAMissingVpn) {
  Laptop laptop;
  spend_weeks_at_home(laptop);
  const auto arrival = monday + days{14} + hours{9};
  laptop.wake(arrival, "cafe");
  auto gateway = pc(5);
  gateway.gateway = monitor::Endpoint{"gateway.example.com", 443};
  Check last;
  for (auto at = minutes{0}; at < hours{1}; at += minutes{5}) {
    laptop.see(good_look(gateway), arrival + at);
    for (const int id : {1, 2, 3})
      last = laptop.see(silent(id), arrival + at + seconds{id});
  }

  EXPECT_EQ(verdict_of(last), Verdict::would_fail);
  EXPECT_EQ(laptop.foresight.outlook().outage, monitor::Belief::at_once);
}

TEST(Place, AGatewayLostTogetherWithOthersIsWaitedFor) {
  const auto told = [](bool others_too) {
    Laptop laptop;
    laptop.work(10, hours{0});
    auto behind = pc(9);
    behind.gateway = monitor::Endpoint{"gateway.example.com", 443};
    const auto at = monday + days{14} + hours{14};
    laptop.wake(at - hours{3});
    for (auto before = minutes{170}; before > minutes{0}; before -= minutes{5}) {
      for (const auto& target : {behind, pc(2), pc(3), pc(4), pc(5)})
        laptop.see(good_look(target), at - before);
    }
    for (auto later = minutes{0}; later < minutes{60}; later += minutes{2}) {
      for (const int id : {2, 3, 4})
        laptop.see(others_too ? silent(id) : good_look(pc(id)), at + later);
      laptop.see(good_look(pc(5)), at + later);
      if (laptop.fails(
              tests::failed_at(behind, "gateway.connect", "gateway.tcp.timeout", "timeout"),
              at + later) == monitor::Belief::at_once)
        return later;
    }
    return minutes{60};
  };

  EXPECT_LE(told(false), minutes{12});
  EXPECT_GE(told(true), minutes{16});
  EXPECT_LE(told(true), minutes{20});
}

TEST(Place, WhereItAnsweredAMomentAgoItIsNotOutOfReach) {
  Laptop laptop;
  spend_weeks_at_home(laptop);
  const auto morning = monday + days{14} + hours{8};
  // Nobody says where this computer is.
  laptop.wake(morning, "");
  for (const int id : {1, 2, 3})
    laptop.see(good_look(pc(id)), morning + seconds{id});
  Check last;
  for (auto at = minutes{5}; at < minutes{40}; at += minutes{5}) {
    for (const int id : {1, 2, 3})
      last = laptop.see(nameless(id, "lookup_timeout"), morning + at + seconds{id});
  }

  EXPECT_EQ(verdict_of(last), Verdict::would_fail);
}

TEST(Place, WhatFailedWhereItIsOutOfReachIsForgotten) {
  Laptop laptop;
  laptop.move(monday, "office");
  for (int look = 0; look < 20; ++look) {
    for (const int id : {1, 2, 3, 4})
      laptop.see(good_look(pc(id)), monday + minutes{5} * look);
  }
  const auto morning = monday + days{1} + hours{8};
  laptop.wake(morning, "hotel");
  // pc1 is never reached here; for a moment, twice, the line is at fault as well.
  Check last;
  for (auto at = minutes{0}; at <= hours{4}; at += minutes{5}) {
    const bool lossy = at == minutes{0} || at == hours{4};
    laptop.see(good_look(pc(4)), morning + at);
    for (const int id : {2, 3})
      laptop.see(lossy ? silent(id) : good_look(pc(id)), morning + at + seconds{id});
    last = laptop.see(silent(1), morning + at + seconds{5});
    EXPECT_EQ(verdict_of(last), lossy ? Verdict::would_fail : Verdict::unknown) << at.count();
  }

  ASSERT_FALSE(last.findings.empty());
  const auto* since = find_fact<SysTime>(last.findings.front().evidence, "failing_since");
  ASSERT_NE(since, nullptr);
  EXPECT_EQ(*since, morning + hours{4} + seconds{5});
}

/// Whether a host that fails for a moment every hour of two days fails more often than it used to.
bool fails_more_often(bool others_too) {
  Laptop laptop;
  laptop.work(19, hours{0});
  bool told = false;
  for (const int day : {21, 22}) {
    laptop.wake(monday + days{day} + hours{7});
    for (auto at = hours{7} + minutes{0}; at < hours{17}; at += minutes{5}) {
      const auto now = monday + days{day} + at;
      const bool moment = at % hours{1} == minutes{0};
      // One after the other.
      const int other = 2 + static_cast<int>(at / hours{1}) % 4;
      for (const int id : {2, 3, 4, 5})
        laptop.see(good_look(pc(id)), now);
      if (moment && others_too) laptop.see(silent(other), now + seconds{3});
      laptop.see(good_look(pc(other)), now + seconds{5});
      if (moment) laptop.see(silent(1), now + seconds{8});
      const auto seen = laptop.see(good_look(pc(1)), now + seconds{10});
      told = told || find_finding(seen, "trend.failing_more_often") != nullptr;
    }
  }
  return told;
}

TEST(Place, MomentsThatOthersShareAreTheLinesOwn) {
  EXPECT_TRUE(fails_more_often(false));
  EXPECT_FALSE(fails_more_often(true));
}

TEST(Place, AHostThatGoesOffAtNightMayGoSomewhatEarlier) {
  const auto told_on_a_day_off_from = [](minutes off_from) {
    Laptop laptop;
    bool told = false;
    for (int day = 0; day < 22; ++day) {
      if (day % 7 >= 5) continue;
      const auto midnight = monday + days{day};
      const auto up_until = day == 21 ? off_from : minutes{hours{19}};
      laptop.wake(midnight + hours{8});
      for (auto at = minutes{hours{8}}; at < hours{21}; at += minutes{5}) {
        laptop.see(good_look(pc(2)), midnight + at);
        laptop.see(at < up_until ? good_look(pc(1)) : silent(1), midnight + at + seconds{5});
        told = day == 21 && (told || laptop.foresight.outlook().outage == monitor::Belief::at_once);
      }
    }
    return told;
  };

  EXPECT_FALSE(told_on_a_day_off_from(hours{18} + minutes{20}));
  EXPECT_TRUE(told_on_a_day_off_from(hours{16}));
}

TEST(Place, ALongNetworkNameIsLeftOutNotCut) {
  std::string longest;
  for (int i = 0; i < 30; ++i)
    longest += "\u00e9";

  EXPECT_EQ(monitor::port_blocked_text(longest).find("\u00e9"), std::string::npos);
  EXPECT_NE(monitor::port_blocked_text("caf\u00e9").find("caf\u00e9"), std::string::npos);
  EXPECT_EQ(monitor::all_silent_text(longest).find("\u00e9"), std::string::npos);
}

TEST(Place, ANameServiceThatFailsOnceIsNoTroubleOfANewTarget) {
  Laptop laptop;
  const auto at = monday + hours{9};
  laptop.see(good_look(pc(2)), at);
  const auto nameless = failed_at(3, "resolve", "name.lookup_timeout", "lookup_timeout");

  laptop.see(good_look(pc(3)), at);
  laptop.fails(silent(3), at + minutes{5});
  laptop.fails(silent(3), at + minutes{6});
  EXPECT_EQ(laptop.fails(nameless, at + minutes{7}), Belief::wait);
  EXPECT_EQ(laptop.fails(nameless, at + minutes{8}), Belief::by_rule);
}

TEST(Place, ANameThatOnlyOneHasLostIsNoRestart) {
  Laptop laptop;
  laptop.work(5, hours{7});
  const auto at = monday + days{7} + hours{11};
  laptop.wake(at - hours{1});
  const auto lost = failed_at(1, "resolve", "name.not_found", "not_found");
  for (int minute = -60; minute < 0; minute += 5) {
    laptop.see(good_look(pc(1)), at + minutes{minute});
    laptop.see(good_look(pc(2)), at + minutes{minute});
  }
  EXPECT_EQ(laptop.fails(lost, at), Belief::wait);
  laptop.see(good_look(pc(2)), at + minutes{4});
  EXPECT_EQ(laptop.fails(lost, at + minutes{5}), Belief::at_once);
}

/// On its first day, awake again at noon after `asleep`: minutes until a silent pc1 is told of, 60
/// if it is not.
int told_on_its_first_day(hours asleep) {
  Laptop laptop;
  const auto noon = monday + hours{12};
  for (minutes ago{30}; ago > minutes{0}; ago -= minutes{5}) {
    laptop.see(good_look(pc(1)), noon - asleep - ago);
    laptop.see(good_look(pc(2)), noon - asleep - ago);
  }
  if (asleep > hours{0}) laptop.wake(noon);
  for (int minute = 0; minute < 60; minute += 5) {
    laptop.see(good_look(pc(2)), noon + minutes{minute});
    if (laptop.fails(1, noon + minutes{minute}) != Belief::wait) return minute;
  }
  return 60;
}

TEST(Place, ANewTargetThatMayHaveGoneToSleepIsWaitedFor) {
  EXPECT_LE(told_on_its_first_day(hours{0}), 5);
  EXPECT_GE(told_on_its_first_day(hours{4}), 40);
}

TEST(Place, ANetworkThatLetsTheFirstThroughIsNotYetThereForAll) {
  Laptop laptop;
  laptop.work(5, hours{7});
  const auto at = monday + days{7} + hours{9};
  laptop.wake(at);
  const auto nameless = failed_at(1, "resolve", "name.lookup_timeout", "lookup_timeout");
  for (int minute = 0; minute < 12; ++minute)
    laptop.fails(nameless, at + minutes{minute});
  laptop.see(good_look(pc(2)), at + minutes{12});

  EXPECT_EQ(laptop.fails(nameless, at + minutes{12} + seconds{20}), Belief::wait);
  EXPECT_EQ(laptop.fails(nameless, at + minutes{15}), Belief::at_once);
}

}  // namespace
