#include "monitor/foresight/slowness.h"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

namespace {

using monitor::Slowness;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const SysTime start{days{20'451}};

/// Days of looks at a host whose time to answer is given for each day.
template <class F>
Slowness looked_at(int count, F ms_on_day) {
  Slowness slowness;
  for (int day = 0; day < count; ++day) {
    for (int i = 0; i < 80; ++i) {
      const auto noise = 1 + 0.2 * std::sin(i * 1.7 + day);
      slowness.note(start + days{day} + minutes{5} * i, day, 1, 0, ms_on_day(day, i) * noise);
    }
  }
  return slowness;
}

double decaying_ms(int day, int) {
  return day < 10 ? 20.0 : 20 * std::pow(1.15, day - 9);
}

TEST(Slowness, SeesADecayOverDays) {
  const auto slowness = looked_at(22, decaying_ms);

  ASSERT_TRUE(slowness.forecast());
  EXPECT_GT(slowness.forecast()->times, 2);
  EXPECT_GT(slowness.forecast()->low, 1);
}

TEST(Slowness, SaysBetweenWhenAndWhenItWillBeTooSlow) {
  const auto forecast = looked_at(22, decaying_ms).forecast();

  ASSERT_TRUE(forecast && forecast->fails_at);
  EXPECT_LE(forecast->earliest(), *forecast->fails_at);
  EXPECT_LE(*forecast->fails_at, forecast->latest());
  EXPECT_GT(forecast->earliest(), start + days{22});
  const SysTime met{start + days{9} + hours{24 * 40}};  // 20 ms times 1.15 to the 39.5 are 5 s
  EXPECT_LT(forecast->earliest(), met + days{1});
  EXPECT_GT(forecast->latest(), met - days{1});
}

TEST(Slowness, WhereItHasNoPastNothingIsSaidOfADecay) {
  auto slowness = looked_at(22, decaying_ms);
  ASSERT_TRUE(slowness.forecast());

  for (int i = 0; i < 10; ++i)
    slowness.note(start + days{21} + hours{7} + minutes{5} * i, 21, 2, 0, 107);

  EXPECT_TRUE(slowness.forecast()) << "the first looks elsewhere are no mending";
}

/// A host that gets slower all the time, seen from home and, now and then, from places that were
/// new by then.
TEST(Slowness, ASteadyDecayIsToldOnceWhereverItIsSeenFrom) {
  for (const double growth : {1.06, 1.08, 1.12, 1.2}) {
    Slowness slowness;
    int told = 0;
    for (int day = 0; day < 45; ++day) {
      const bool at_home = day < 15 || day % 3 != 0;
      const auto place = at_home ? std::size_t{1} : static_cast<std::size_t>(2 + day % 2);
      for (int i = 0; i < 80; ++i) {
        const bool before = slowness.forecast().has_value();
        const auto ms = (at_home ? 20 : 45) * std::pow(growth, std::max(0, day - 14));
        const auto noise = std::exp2(0.35 * std::sin(i * 1.7 + day) + 0.2 * std::sin(i * 0.3));
        slowness.note(start + days{day} + minutes{5} * i, day, place, day % 7 > 4 ? 4 : 0,
                      ms * noise);
        told += !before && slowness.forecast() ? 1 : 0;
      }
    }
    EXPECT_EQ(told, 1) << growth;
    EXPECT_TRUE(slowness.forecast()) << growth;
  }
}

TEST(Slowness, IsForgottenWhereItIsNotSeenAnyMore) {
  auto slowness = looked_at(22, decaying_ms);
  const auto days_elsewhere = [&](int from, int until) {
    for (int day = from; day < until; ++day) {
      for (int i = 0; i < 80; ++i)
        slowness.note(start + days{day} + minutes{5} * i, day, 2, 0, 15);
    }
  };

  days_elsewhere(22, 29);
  EXPECT_TRUE(slowness.forecast());
  days_elsewhere(29, 36);
  EXPECT_FALSE(slowness.forecast());
}

TEST(Slowness, ABadEveningIsNoDecay) {
  const auto slowness =
      looked_at(22, [](int day, int i) { return day == 20 && i > 30 ? 400.0 : 20.0; });

  EXPECT_FALSE(slowness.forecast());
}

TEST(Slowness, AnotherNetworkHasAPastOfItsOwn) {
  Slowness slowness;
  for (int day = 0; day < 22; ++day) {
    for (int i = 0; i < 80; ++i)
      slowness.note(start + days{day}, day, day < 12 ? 1 : 2, 0, day < 12 ? 15 : 90);
  }

  EXPECT_FALSE(slowness.forecast());
}

TEST(Slowness, SeesADecayThatHasJustBegun) {
  const auto slowness =
      looked_at(16, [](int day, int) { return day < 11 ? 20.0 : 20 * std::pow(1.5, day - 10); });

  ASSERT_TRUE(slowness.forecast()) << "five days of it after eleven calm ones";
}

TEST(Slowness, AFewLooksADayAreEnough) {
  Slowness slowness;
  for (int day = 0; day < 46; ++day) {
    for (int i = 0; i < 4; ++i) {
      const auto ms = 20 * std::pow(1.71, std::max(0, day - 39));
      slowness.note(start + days{day} + hours{i}, day, 1, 0, ms * (1 + 0.1 * std::sin(i * 1.7)));
    }
  }

  EXPECT_TRUE(slowness.forecast()) << "25 times as slow within six days";
}

/// Days at the office and over a far VPN in turn, with what the host adds on each day from the
/// eleventh on.
Slowness looked_at_from_near_and_far(const std::vector<double>& added_ms) {
  Slowness slowness;
  const int before = 10;
  for (int day = 0; day < before + static_cast<int>(added_ms.size()); ++day) {
    const bool far = day % 2 == 0;
    const auto added = day < before ? 0 : added_ms[static_cast<std::size_t>(day - before)];
    for (int i = 0; i < 80; ++i) {
      const auto noise = 1 + 0.2 * std::sin(i * 1.7 + day);
      slowness.note(start + days{day} + minutes{5} * i, day, far ? 2 : 1, 0,
                    ((far ? 150 : 30) + added) * noise);
    }
  }
  return slowness;
}

TEST(Slowness, AFastDecayIsSeenOnItsSecondSlowDayWhereverItIsSeenFrom) {
  EXPECT_TRUE(looked_at_from_near_and_far({0, 110, 300}).forecast());
  EXPECT_TRUE(looked_at_from_near_and_far({160, 400}).forecast());
  EXPECT_FALSE(looked_at_from_near_and_far({0, 110}).forecast()) << "one day may be a bad day";
}

TEST(Slowness, WhatAHostAddsOnEachDayAlikeIsNoDecay) {
  EXPECT_FALSE(looked_at_from_near_and_far({250, 250, 250, 250, 250, 250}).forecast());
  EXPECT_FALSE(looked_at_from_near_and_far({0, 250, 250, 250, 250}).forecast());
}

TEST(Slowness, EveningsAloneAreNoDecay) {
  Slowness slowness;
  for (int day = 0; day < 40; ++day) {
    for (int i = 0; i < 60; ++i) {
      const auto ms = day >= 20 && i > 20 ? 60 * std::pow(1.3, day % 5) : 20.0;
      slowness.note(start + days{day} + minutes{10} * i, day, 1, 0, ms);
      ASSERT_FALSE(slowness.forecast()) << "on day " << day << " the morning was as fast as ever";
    }
  }
}

TEST(Slowness, AStepThatStaysIsNoDecay) {
  const auto slowness = looked_at(
      40, [](int day, int) { return day < 20 ? 20.0 : 90 * (1 + 0.12 * std::sin(day * 2.0)); });

  EXPECT_FALSE(slowness.forecast()) << "it is another line";
}

TEST(Slowness, SaysNothingMoreOnceItAnswersAsFastAsEver) {
  auto slowness = looked_at(22, decaying_ms);
  ASSERT_TRUE(slowness.forecast());

  for (int i = 0; i < 3; ++i)
    slowness.note(start + days{22} + minutes{5} * i, 22, 1, 0, 20);
  EXPECT_TRUE(slowness.forecast()) << "a few quick answers by chance";
  for (int i = 0; i < 5; ++i)
    slowness.note(start + days{22} + minutes{30 + 5 * i}, 22, 1, 0, 20);
  EXPECT_FALSE(slowness.forecast());
}

TEST(Slowness, ABetterDayIsNoEndOfADecay) {
  const auto slowness =
      looked_at(23, [](int day, int i) { return day == 22 ? 70.0 : decaying_ms(day, i); });

  EXPECT_TRUE(slowness.forecast()) << "still far slower than ever";
}

TEST(Slowness, OneSlowAnswerAmongFastOnesIsNoDecayAgain) {
  auto slowness = looked_at(22, decaying_ms);
  for (int i = 0; i < 8; ++i)
    slowness.note(start + days{22} + minutes{5} * i, 22, 1, 0, 20);

  for (int i = 8; i < 40; ++i)
    slowness.note(start + days{22} + minutes{5} * i, 22, 1, 0, i % 8 == 0 ? 60 : 20);

  EXPECT_FALSE(slowness.forecast()) << "it was mended in the night";
}

}  // namespace
