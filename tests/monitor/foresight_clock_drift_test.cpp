#include "monitor/foresight/clock_drift.h"
#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

namespace {

using monitor::ClockDrift;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const SysTime start{days{20'500}};

/// Every six hours, with a little of the network's noise.
template <class F>
ClockDrift readings(int count, F skew_s) {
  ClockDrift drift;
  for (int i = 0; i < count; ++i)
    drift.add(start + hours{6} * i, skew_s(i / 4.0) + 0.4 * std::sin(i * 2.3));
  return drift;
}

TEST(ClockDrift, ForetellsTheDayThatFiveMinutesAreReached) {
  const auto drift = readings(40, [](double day) { return 20 * day; });

  const auto forecast = drift.forecast(days{30});

  ASSERT_TRUE(forecast);
  EXPECT_LT(std::chrono::abs(forecast->crosses - (start + days{15})), hours{12});
  EXPECT_LE(forecast->earliest, forecast->crosses);
  EXPECT_GE(forecast->latest, forecast->crosses);
}

TEST(ClockDrift, ForetellsAFastOneFromHours) {
  ClockDrift drift;
  for (int i = 0; i < 20; ++i)
    drift.add(start + std::chrono::minutes{5 * i}, 0.1 * std::sin(i));
  for (int i = 0; i < 12 * 8; ++i)
    drift.add(start + hours{2} + std::chrono::minutes{5 * i}, 10.0 * i / 12 + 0.1 * std::sin(i));

  const auto forecast = drift.forecast(days{30});
  ASSERT_TRUE(forecast) << "ten seconds an hour, seen for eight";
  EXPECT_GT(forecast->crosses, start + hours{28});
  EXPECT_LT(forecast->crosses, start + hours{36});
}

TEST(ClockDrift, ALittleChangeOfHoursIsNoForecast) {
  ClockDrift drift;
  for (int i = 0; i < 12 * 6; ++i)
    drift.add(start + std::chrono::minutes{5 * i}, 0.8 * i / 12);

  EXPECT_FALSE(drift.forecast(days{30}));
}

TEST(ClockDrift, SaysNothingWhileFiveMinutesAreFarAway) {
  const auto drift = readings(40, [](double day) { return 2 * day; });

  EXPECT_FALSE(drift.forecast(days{8}));
}

TEST(ClockDrift, SaysNothingOfAClockThatOnlyJitters) {
  const auto drift = readings(40, [](double day) { return 60 + 10 * std::sin(day * 5); });

  EXPECT_FALSE(drift.forecast(days{30}));
}

TEST(ClockDrift, OneWildAnswerChangesNothing) {
  auto drift = readings(24, [](double day) { return 20 * day; });
  drift.add(start + days{6}, 4000);
  drift.add(start + days{6} + hours{6}, 125);

  const auto forecast = drift.forecast(days{30});

  ASSERT_TRUE(forecast);
  EXPECT_LT(std::chrono::abs(forecast->crosses - (start + days{15})), days{1});
}

TEST(ClockDrift, AClockThatWasSetRightBeginsAnew) {
  auto drift = readings(24, [](double day) { return 20 * day; });
  for (int i = 0; i < 8; ++i)
    drift.add(start + days{6} + hours{6} * i, 0.5);

  EXPECT_FALSE(drift.forecast(days{30}));
  EXPECT_NEAR(*drift.current(), 0.5, 0.1);
}

TEST(ClockDrift, AClockThatIsSetRightAgainAndAgainIsNoDanger) {
  const auto saw = readings(40, [](double day) { return 25 * std::fmod(day, 3.5); });

  EXPECT_FALSE(saw.forecast(days{30}));
}

TEST(ClockDrift, GoesOnWhereThisComputersOwnClockWasWrongForAWhile) {
  auto drift = readings(40, [](double day) { return day < 5 ? 20 * day : 20 * day - 2500; });
  ASSERT_FALSE(drift.forecast(days{30})) << "set, as far as is known";
  const auto back = start + days{10};
  for (int i = 0; i < 8; ++i)
    drift.add(back + hours{i}, 200 + 20.0 * i / 24);

  const auto forecast = drift.forecast(days{30});
  ASSERT_TRUE(forecast) << "it lies where the ones before had led";
  EXPECT_NEAR(forecast->per_day_s, 20, 2);
}

TEST(ClockDrift, ForgetsWhatIsLaterWhereThisComputersClockIsSetBack) {
  auto drift = readings(20, [](double) { return 0; });
  drift.set_back(start + days{1});

  EXPECT_TRUE(drift.add(start + days{2}, 0)) << "else a year ahead would silence it for a year";
}

TEST(ClockDrift, ALineThatLeadsPastTheNewestReadingForetellsNothing) {
  ClockDrift drift;
  for (int i = 0; i < 12; ++i)
    drift.add(start + hours{6} * i, 6.0 * i / 4 + 30);
  // Set right while nobody looked, and a little off again.
  drift.add(start + days{40}, 62);

  EXPECT_FALSE(drift.forecast(days{14}));
}

TEST(ClockDrift, AForecastHoldsAsLongAsReadingsFollowIt) {
  const auto drift = readings(40, [](double day) { return 20 * day; });
  const auto forecast = drift.forecast(days{30});
  ASSERT_TRUE(forecast);
  auto later = drift;
  later.add(start + days{11}, 220);
  auto sped_up = drift;
  sped_up.add(start + days{11}, 250);
  auto set_right = drift;
  set_right.add(start + days{11}, 1);
  set_right.add(start + days{11} + hours{1}, 1);

  EXPECT_TRUE(later.follows(*forecast));
  EXPECT_TRUE(sped_up.follows(*forecast)) << "it is no better than was foretold";
  EXPECT_FALSE(set_right.follows(*forecast));
}

TEST(ClockDrift, HowFarItCameBeforeItWasSetRightCountsWhatNobodySaw) {
  ClockDrift drift;
  const auto week = [&](int number, double until_day) {
    for (double day = 0; day <= until_day; day += 0.25)
      drift.add(start + days{7} * number + hours{static_cast<int>(24 * day)}, 10 * day);
  };
  // Set right each Monday, where the readings end on Friday; and once on a Monday morning not yet.
  for (const int number : {0, 1, 2})
    week(number, 4.5);
  week(3, 7);

  EXPECT_FALSE(drift.forecast(days{30}));
}

/// Readings of working hours of a clock that is right until the morning of the last day and moves
/// by that rate from then on; what is told first.
std::optional<monitor::DriftForecast> first_forecast(double per_day_s) {
  ClockDrift drift;
  const auto turned = start + days{4} + hours{7};
  for (int day = 0; day < 5; ++day) {
    for (int look = 0; look < 18; ++look) {
      const auto at = start + days{day} + hours{8} + minutes{30} * look;
      const std::chrono::duration<double, days::period> moved = std::max(at, turned) - turned;
      const auto skew_s = per_day_s * moved.count() + 0.2 * std::sin(day + look * 2.3);
      drift.add(at, skew_s);
      const auto forecast = drift.forecast(days{14});
      if (forecast && skew_s > 20) return forecast;
    }
  }
  return {};
}

TEST(ClockDrift, ReadingsOfBeforeItBeganDoNotPutItOff) {
  const auto forecast = first_forecast(100);

  ASSERT_TRUE(forecast);
  EXPECT_LT(forecast->crosses, start + days{7} + hours{13}) << "three days after it began";
  EXPECT_GT(forecast->crosses, start + days{7});
}

/// Working days of looks, half an hour apart, of a clock that moves like that with that much noise;
/// what is told first.
std::optional<monitor::DriftForecast> first_of_workdays(int count, double begin_s, double per_day_s,
                                                        double noise_s, unsigned seed) {
  ClockDrift drift;
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, noise_s);
  for (int day = 0; day < count; ++day) {
    if (day % 7 >= 5) continue;
    for (int look = 0; look < 18; ++look) {
      const auto at = start + days{day} + hours{8} + minutes{30} * look;
      drift.add(at, begin_s + per_day_s * (day + (8 + look / 2.0) / 24) + noise(random));
      if (auto forecast = drift.forecast(days{14})) return forecast;
    }
  }
  return {};
}

TEST(ClockDrift, OfAClockThatOnlyJittersNothingIsEverForetold) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    EXPECT_FALSE(first_of_workdays(100, 150, 0, 1, seed)) << seed;
    EXPECT_FALSE(first_of_workdays(100, 250, 0, 2, seed)) << seed;
  }
}

TEST(ClockDrift, WhatJittersIsForetoldWithinAFewDays) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    for (const double per_day_s : {1.0, 2.0, 5.0}) {
      const auto told = first_of_workdays(400, 100, per_day_s, 2, seed);
      const auto crosses = start + hours{static_cast<int>(24 * 200 / per_day_s)};
      ASSERT_TRUE(told) << per_day_s << " seconds a day";
      EXPECT_LT(std::chrono::abs(told->crosses - crosses), days{3}) << per_day_s;
      EXPECT_LE(told->earliest, crosses) << per_day_s;
      EXPECT_GE(told->latest, crosses) << per_day_s;
    }
  }
}

TEST(ClockDrift, ADriftOfHalfASecondADayIsForetoldWeeksAhead) {
  const auto told = first_of_workdays(200, 200, 0.5, 0.3, 1);

  ASSERT_TRUE(told);
  EXPECT_LT(std::abs(told->now_s), 295);
  EXPECT_LT(std::chrono::abs(told->crosses - (start + days{200})), days{3});
}

/// One that is forecast to come to five minutes within those hours.
monitor::DriftForecast within(int earliest_h, int crosses_h) {
  monitor::DriftForecast forecast;
  forecast.earliest = start + hours{earliest_h};
  forecast.crosses = start + hours{crosses_h};
  return forecast;
}

TEST(ClockDrift, ThatFiveMinutesComeClearlySoonerIsNewsOnce) {
  ClockDrift drift;
  const auto first = drift.tell(within(240, 260), start);
  EXPECT_EQ(drift.tell(within(220, 235), start + hours{24}), first) << "about what was told";
  EXPECT_EQ(drift.tell(within(100, 120), start + hours{2}), first) << "that was told just now";

  const auto sooner = drift.tell(within(100, 120), start + hours{24});

  EXPECT_GT(sooner, first);
  EXPECT_EQ(drift.tell(within(99, 119), start + hours{48}), sooner);
}

TEST(ClockDrift, ALaterDriftIsNewsByItself) {
  ClockDrift drift;
  drift.tell(within(240, 260), start);
  const auto sooner = drift.tell(within(100, 120), start + hours{24});
  drift.tell_nothing();
  const auto later = hours{24 * 90};

  EXPECT_LT(drift.tell(within(2400, 2600), start + later), sooner);
  EXPECT_GT(drift.tell(within(2250, 2270), start + later + hours{24}), sooner)
      << "what was told of the first must not silence it";
}

TEST(ClockDrift, ADriftThatWasForetoldIsForetoldUntilItEnds) {
  tests::Laptop laptop;
  bool foretold = false;
  for (int day = 0; day < 16; ++day) {
    if (day % 7 >= 5) continue;
    laptop.wake(tests::monday + days{day} + hours{8});
    for (int look = 0; look < 54; ++look) {
      const auto at = tests::monday + days{day} + hours{8} + std::chrono::minutes{10} * look;
      const double drifted = day + (8 + look / 6.0) / 24 - 8.0;
      auto check = tests::good_look(tests::pc(1));
      check.identity.emplace();
      check.identity->clock_skew_s = 23 * std::max(0.0, drifted) + 0.3 * std::sin(look * 2.3);
      const auto seen = laptop.see(check, at);
      const bool told = monitor::find_finding(seen, "identity.clock_skew") != nullptr &&
                        monitor::belief(laptop.foresight.outlook(), "identity.clock_skew", false) ==
                            monitor::Belief::at_once;
      EXPECT_TRUE(told || !foretold) << "day " << day << ", look " << look;
      foretold = told;
    }
  }
  EXPECT_TRUE(foretold);
}

TEST(ClockDrift, AnOddAnswerWaitsForASecondLikeIt) {
  tests::Laptop laptop;
  const auto belief_after = [&laptop](double skew_s, std::chrono::minutes after) {
    auto check = tests::good_look(tests::pc(1));
    check.identity.emplace().clock_skew_s = skew_s;
    if (skew_s > 300) {
      check.findings.push_back(monitor::make_finding("identity.clock_skew"));
      check.findings.back().severity = monitor::Severity::failure;
    }
    laptop.see(check, laptop.now + after);
    return monitor::belief(laptop.foresight.outlook(), "identity.clock_skew", false);
  };
  for (int look = 0; look < 100; ++look)
    belief_after(2, minutes{30});

  EXPECT_EQ(belief_after(420, minutes{5}), monitor::Belief::wait);
  EXPECT_EQ(laptop.foresight.next_look(monitor::TargetId{1}), laptop.now + minutes{1});
  EXPECT_NE(belief_after(421, minutes{1}), monitor::Belief::wait) << "the clock was set";
}

/// On how many of 18 days pc1's clock, a quarter of a minute a day further off, is foretold to
/// fail, alone or with those of others.
int days_told(int others) {
  tests::Laptop laptop;
  int told = 0;
  for (int day = 0; day < 18; ++day) {
    bool today = false;
    laptop.wake(tests::monday + days{day} + hours{8});
    for (int hour = 8; hour < 17; ++hour) {
      const auto at = tests::monday + days{day} + hours{hour};
      const auto drift = 10 + std::max(0.0, 15 * (day - 12 + hour / 24.0));
      for (int id = 1; id <= 3; ++id) {
        auto check = tests::good_look(tests::pc(id));
        check.identity.emplace();
        check.identity->clock_skew_s = id <= 1 + others ? drift : 1.0;
        laptop.see(std::move(check), at);
        today = today || (id == 1 && belief(laptop.foresight.outlook(), "identity.clock_skew",
                                            false) == monitor::Belief::at_once);
      }
    }
    told += today ? 1 : 0;
  }
  return told;
}

TEST(ClockDrift, ClocksThatMoveAlikeAreThisComputersOwn) {
  EXPECT_GT(days_told(0), 0);
  EXPECT_EQ(days_told(1), 0);
}

TEST(ClockDrift, OneThatWasSetRightLateOnceIsForetoldNextTime) {
  // Set right at 270 seconds, at 60, and then not at all.
  const auto drift = readings(160, [](double day) {
    if (day < 18) return 15 * day;
    if (day < 22) return 15 * (day - 18);
    return day < 30 ? 0.0 : 15 * (day - 30);
  });

  ASSERT_TRUE(drift.forecast(days{30}));
}

}  // namespace
