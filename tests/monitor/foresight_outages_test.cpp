#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

#include <array>
#include <functional>

namespace {

using monitor::Belief;
using monitor::SysTime;
using monitor::TargetId;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::failed_at;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;
using tests::silent;

/// pc1 fails from then on while pc2 answers; after how many minutes it is told, of two hours.
int told_after(Laptop& laptop, const monitor::Check& failing, SysTime from) {
  for (int minute = 0; minute < 120; minute += 2) {
    laptop.see(good_look(pc(2)), from + minutes{minute});
    if (laptop.fails(failing, from + minutes{minute}) == Belief::at_once) return minute;
  }
  return 120;
}

/// A weekday on which pc1 answered until then.
void answer_until(Laptop& laptop, SysTime at) {
  laptop.wake(at - hours{1});
  for (int minute = 60; minute > 0; minute -= 5) {
    laptop.see(good_look(pc(1)), at - minutes{minute});
    laptop.see(good_look(pc(2)), at - minutes{minute});
  }
}

monitor::Target behind_gateway() {
  auto target = pc(1);
  target.gateway = monitor::Endpoint{"gateway.example.com", 443};
  return target;
}

TEST(Outages, AGatewayThatIsSilentFromWithinIsNotReachedFromThere) {
  Laptop laptop;
  for (const auto* network : {"home", "cafe"}) {
    laptop.wake(laptop.now + hours{8}, network);
    for (int i = 0; i < 100; ++i)
      laptop.see(good_look(behind_gateway()), laptop.now + minutes{5});
  }
  const auto at = monday + days{2} + hours{8};
  laptop.wake(at, "office");
  const auto down =
      failed_at(behind_gateway(), "gateway.connect", "gateway.tcp.timeout", "timeout");
  for (int minute = 0; minute < 60; minute += 5) {
    laptop.see(good_look(pc(2)), at + minutes{minute});
    EXPECT_NE(laptop.fails(down, at + minutes{minute}), Belief::at_once) << minute;
  }
  EXPECT_NE(find_finding(laptop.see(down, at + hours{1}), "network.vpn_down"), nullptr);

  // Who tries it from here all the same learns why it is in vain.
  laptop.foresight.note_attempt(TargetId{1}, at + minutes{64});
  Belief told{};
  for (int minute = 65; minute <= 75; minute += 5) {
    laptop.see(good_look(pc(2)), at + minutes{minute});
    told = laptop.fails(down, at + minutes{minute});
  }
  EXPECT_EQ(told, Belief::at_once);
}

TEST(Outages, AHostIsWaitedForAtAnHourAtWhichItWasNeverSeen) {
  Laptop laptop;
  laptop.wake(monday + hours{14});
  for (int minute = 0; minute < 180; minute += 5) {
    laptop.see(good_look(pc(1)), monday + hours{14} + minutes{minute});
    laptop.see(good_look(pc(2)), monday + hours{14} + minutes{minute});
  }
  const auto at = monday + days{1} + hours{9};
  laptop.wake(at);

  EXPECT_GT(told_after(laptop, silent(1), at), 60);
}

/// Nothing is told of what a portal answers in the gateway's place.
void meet_portal(Laptop& laptop, SysTime at) {
  const auto portal = failed_at(behind_gateway(), "gateway.tls", "gateway.tls.handshake_failed",
                                "handshake_failed");
  for (int minute = 0; minute < 30; minute += 5)
    EXPECT_EQ(laptop.fails(portal, at + minutes{minute}), Belief::wait) << minute;
}

/// Three weeks of mornings from seven on, in which pc1 is off until then on some days.
void see_mornings(Laptop& laptop, const std::function<minutes(int)>& up_from,
                  const std::function<minutes(int)>& connects_at) {
  for (int day = 0; day < 21; ++day) {
    if (day % 7 >= 5) continue;
    const auto midnight = monday + days{day};
    laptop.wake(midnight + hours{7});
    for (auto at = hours{7} + minutes{0}; at < hours{12}; at += minutes{5}) {
      laptop.see(good_look(pc(2)), midnight + at);
      laptop.see(at < up_from(day) ? silent(1) : good_look(pc(1)), midnight + at);
      if (at == connects_at(day)) laptop.foresight.note_attempt(TargetId{1}, midnight + at);
    }
  }
}

/// How long after seven a silent pc1 is told of the morning after.
minutes told_that_morning(Laptop& laptop) {
  const auto seven = monday + days{21} + hours{7};
  laptop.wake(seven);
  return minutes{told_after(laptop, silent(1), seven)};
}

TEST(Outages, AHostThatIsSometimesLateIsMissedWhenTheUserIsAboutToCome) {
  Laptop laptop;
  see_mornings(
      laptop, [](int day) { return day == 7 ? minutes{520} : minutes{0}; },
      [](int) { return minutes{540}; });

  const auto told = told_that_morning(laptop);

  EXPECT_GE(told, minutes{75}) << "it may yet come";
  EXPECT_LE(told, minutes{105}) << "the user connects at nine";
}

TEST(Outages, AHostThatIsNotBackIsMissedAsSoonAsTheUserMayCome) {
  Laptop laptop;
  // Too seldom to have a usual time.
  see_mornings(
      laptop, [](int) { return minutes{440}; },
      [](int day) { return day % 5 < 2 ? minutes{470} : minutes{0}; });

  EXPECT_LE(told_that_morning(laptop), minutes{50}) << "it is back by half past seven";
}

TEST(Outages, WhatTheHostItselfRefusesIsToldAtOnce) {
  Laptop laptop;
  laptop.work(14, hours{0});
  const auto at = monday + days{14} + hours{14};
  answer_until(laptop, at);
  const auto refuses = failed_at(1, "negotiate", "rdp.refused", "negotiation_failure");

  laptop.fails(refuses, at);
  laptop.fails(refuses, at + std::chrono::seconds{2});

  EXPECT_EQ(laptop.fails(refuses, at + std::chrono::seconds{4}), Belief::at_once);
}

TEST(Outages, AnUpdateIsGivenItsTimeInTheWeekInWhichWindowsIsUpdated) {
  // The user connects at nine.
  const auto told = [](int day) {
    Laptop laptop;
    laptop.work(day, hours{0});
    const auto at = monday + days{day} + hours{8} + minutes{40};
    answer_until(laptop, at);
    return told_after(laptop, silent(1), at);
  };
  // 13 January 2026 is the second Tuesday of its month.
  constexpr int patch_day = 15;

  for (const int day : {patch_day, patch_day + 6}) {
    EXPECT_GE(told(day), 15);
    EXPECT_LE(told(day), 18);
  }
  EXPECT_LE(told(patch_day + 7), 12);
}

TEST(Outages, AServiceThatRefusesIsNoRestart) {
  Laptop laptop;
  laptop.work(14, hours{0});
  const auto at = monday + days{14} + hours{14};
  answer_until(laptop, at);

  EXPECT_LE(told_after(laptop, failed_at(1, "connect", "tcp.refused", "refused"), at), 10);
}

TEST(Outages, AServiceThatHangsIsNoComputerThatIsOff) {
  Laptop laptop;
  laptop.work(14, hours{0});
  // In the afternoon nobody connects, as far as is known.
  const auto at = monday + days{14} + hours{14};
  answer_until(laptop, at);

  EXPECT_LE(told_after(laptop, failed_at(1, "negotiate", "rdp.no_answer", "no_answer"), at), 14);
}

TEST(Outages, ARestartOnPatchDayIsKnownFromTheLastOne) {
  Laptop laptop;
  laptop.work(14, hours{0});
  const auto first = monday + days{14} + hours{12};
  answer_until(laptop, first);
  const auto usual = told_after(laptop, silent(1), first);
  EXPECT_LE(usual, 40);

  laptop.work(49, hours{0});
  const auto patch_day = monday + days{49} + hours{12};
  answer_until(laptop, patch_day);
  for (int minute = 0; minute < 24; minute += 2) {
    laptop.see(good_look(pc(2)), patch_day + minutes{minute});
    laptop.see(silent(1), patch_day + minutes{minute});
  }
  laptop.see(good_look(pc(1)), patch_day + minutes{26});
  laptop.work(77, hours{0});
  const auto next = monday + days{77} + hours{12};
  answer_until(laptop, next);
  laptop.foresight.note_attempt(TargetId{1}, next - minutes{1});

  EXPECT_GE(told_after(laptop, silent(1), next), 28) << "four weeks later at the same hour";
}

TEST(Outages, AGatewayServesManyThoughThisUserIsNotExpected) {
  Laptop laptop;
  const auto behind = behind_gateway();
  auto good = good_look(behind);
  const auto down = failed_at(behind, "gateway.connect", "gateway.tcp.timeout", "timeout");
  for (int day = 0; day < 14; ++day) {
    if (day % 7 >= 5) continue;
    laptop.wake(monday + days{day} + hours{8});
    for (auto at = hours{8} + minutes{0}; at < hours{17}; at += minutes{5}) {
      laptop.see(good, monday + days{day} + at);
      laptop.see(good_look(pc(2)), monday + days{day} + at);
    }
  }
  const auto at = monday + days{14} + hours{14};
  laptop.wake(at - hours{1});
  laptop.see(good, at - minutes{2});

  EXPECT_LE(told_after(laptop, down, at), 20);
}

TEST(Outages, APortalThatAnswersInTheGatewaysPlaceIsNotTheGateway) {
  Laptop laptop;
  const auto behind = behind_gateway();
  for (int i = 0; i < 200; ++i)
    laptop.see(good_look(behind), monday + hours{8} + minutes{5} * i);
  const auto at = monday + days{2} + hours{8};
  laptop.wake(at, "cafe");

  meet_portal(laptop, at);
}

TEST(Outages, NobodyTellsThatTheLaptopHasComeToAPortal) {
  Laptop laptop;
  const auto behind = behind_gateway();
  for (int day = 0; day < 60; ++day) {
    laptop.wake(monday + days{day} + hours{8});
    for (int i = 0; i < 12; ++i)
      laptop.see(good_look(behind), monday + days{day} + hours{8} + minutes{5} * i);
  }
  const auto at = monday + days{60} + hours{8};

  meet_portal(laptop, at);
}

TEST(Outages, APortalMayAnswerInATargetsFirstHourToo) {
  Laptop laptop;
  const auto behind = behind_gateway();
  laptop.see(good_look(behind), monday + hours{8});
  const auto at = monday + hours{8} + minutes{20};
  laptop.wake(at, "cafe");

  meet_portal(laptop, at);
}

TEST(Outages, IsRepeatedWhenTheUserMayWantToConnect) {
  Laptop laptop;
  laptop.work(14, hours{0});
  const auto told = monday + days{14} + hours{10};
  const auto today = monday + days{15};
  laptop.wake(today + hours{7});
  std::vector<hours> repeated;
  for (auto of_day = hours{7} + minutes{0}; of_day < hours{17}; of_day += minutes{5}) {
    laptop.see(silent(1), today + of_day);
    const bool bears =
        laptop.foresight.bears_repeating(TargetId{1}, told, today + of_day + minutes{1});
    const auto hour = std::chrono::floor<hours>(of_day);
    if (bears && (repeated.empty() || repeated.back() != hour)) repeated.push_back(hour);
  }

  EXPECT_THAT(repeated, testing::ElementsAre(hours{8}))
      << "the user usually connects at nine, and nobody asks for it in the afternoon";
}

TEST(Outages, NothingIsRepeatedBeforeItWasSeenAgainAfterALongPause) {
  Laptop laptop;
  const auto at = monday + hours{9};
  laptop.see(silent(1), at);
  laptop.see(silent(1), at + minutes{14});
  ASSERT_TRUE(laptop.foresight.bears_repeating(TargetId{1}, at, at + minutes{15}));

  EXPECT_FALSE(laptop.foresight.bears_repeating(TargetId{1}, at, at + days{3}))
      << "it slept, though nothing said so";
}

TEST(Outages, AGatewayThatSaysItsServiceIsDownIsNotJudgedByThePlainLadder) {
  Laptop laptop;
  const auto behind = behind_gateway();
  const auto ends = monday + days{40};
  const auto with_certificate = [&](monitor::Check check) {
    auto& facts = check.gateway_certificate.emplace();
    facts.subject = "CN=gateway.example.com";
    facts.issuer = "CN=Issuing CA";
    facts.sha256 = "one";
    facts.not_before = ends - days{47};
    facts.not_after = ends;
    auto soon = monitor::make_finding("gateway.certificate.expires_soon");
    soon.subject = "one";
    check.findings.push_back(soon);
    return check;
  };
  const auto down = failed_at(behind, "gateway.tls", "gateway.service_down", "service_down");

  laptop.see(with_certificate(good_look(behind)), ends - days{29});
  laptop.see(with_certificate(down), ends - days{28});

  EXPECT_THAT(laptop.foresight.outlook().held,
              testing::Contains("gateway.certificate.expires_soon"))
      << "one of 47 days renews itself";
}

TEST(Outages, AHostThatIsOffAsUsualIsNotToldOfThoughTheUserTries) {
  Laptop laptop;
  laptop.work(14, hours{9});
  const auto at = monday + days{14} + hours{7} + minutes{30};
  laptop.wake(at);
  laptop.foresight.note_attempt(TargetId{1}, at + minutes{8});

  EXPECT_EQ(told_after(laptop, silent(1), at), 90) << "it is normally up by nine";
}

TEST(Outages, ANameServiceThatFailsIsNoNewsOfAHostThatIsOff) {
  Laptop laptop;
  laptop.work(14, hours{9});
  const auto at = monday + days{14} + hours{7} + minutes{10};
  laptop.wake(at);
  laptop.fails(1, at);
  laptop.see(good_look(pc(2)), at + minutes{1});

  for (int minute = 30; minute < 40; ++minute)
    EXPECT_EQ(laptop.fails(failed_at(1, "resolve", "name.lookup_timeout", "lookup_timeout"),
                           at + minutes{minute}),
              Belief::wait);
}

TEST(Outages, OneLookWithoutANameAmongSilentOnesIsNoNameThatIsLost) {
  Laptop laptop;
  laptop.work(14, hours{0});
  const auto at = monday + days{14} + hours{14};
  answer_until(laptop, at);
  laptop.fails(1, at);
  laptop.fails(1, at + minutes{1});
  const auto nameless = failed_at(1, "resolve", "name.lookup_timeout", "lookup_timeout");
  laptop.see(good_look(pc(2)), at + minutes{34});

  EXPECT_EQ(laptop.fails(nameless, at + minutes{35}), Belief::wait);
  EXPECT_EQ(laptop.fails(nameless, at + minutes{36}), Belief::at_once);
}

TEST(Outages, WhatFailedForAllIsNotHeldAgainstOne) {
  Laptop laptop;
  laptop.work(14, hours{0});
  const auto at = monday + days{14} + hours{8};
  laptop.wake(at);
  for (const int id : {1, 2})
    laptop.see(failed_at(id, "resolve", "name.lookup_timeout", "lookup_timeout"), at);
  laptop.foresight.note_attempt(TargetId{1}, at + minutes{1});
  const auto later = at + minutes{15};
  laptop.see(good_look(pc(2)), later);

  EXPECT_EQ(laptop.fails(1, later), Belief::wait) << "the first look since the network came";
  laptop.see(good_look(pc(2)), later + minutes{2});
  EXPECT_EQ(laptop.fails(1, later + minutes{2}), Belief::at_once);
}

TEST(Outages, ALaptopThatReachesNothingIsOfflineAlsoWhereLooksAreFarApart) {
  Laptop laptop;
  for (const int id : {1, 2, 3})
    laptop.see(good_look(pc(id)), monday + hours{9});
  const auto dead = monday + hours{9} + minutes{15};
  laptop.see(failed_at(1, "resolve", "name.lookup_timeout", "lookup_timeout"), dead);
  laptop.see(silent(2), dead + minutes{1});
  laptop.see(silent(3), dead + minutes{2});

  // The others were looked at nearly a quarter of an hour ago.
  const auto seen = laptop.see(silent(1), dead + minutes{15});
  EXPECT_NE(find_finding(seen, "network.offline"), nullptr);
}

}  // namespace
