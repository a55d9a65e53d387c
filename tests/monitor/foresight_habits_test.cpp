#include "monitor/foresight/attempts.h"
#include "monitor/foresight/host_hours.h"
#include "monitor/foresight/transcript.h"

#include <gmock/gmock.h>

namespace {

using monitor::Attempts;
using monitor::HostHours;
using monitor::LocalMoment;
using std::chrono::days;
using std::chrono::hours;

// A Monday.
constexpr std::int64_t monday = 20'451;

LocalMoment on(std::int64_t day, int hour, int minute = 0) {
  return monitor::local_moment(monitor::from_local(day, hour * 60 + minute, {}), {});
}

/// Weeks in which the user connects on workdays at half past eight.
Attempts workdays(int weeks) {
  Attempts attempts;
  for (int day = 0; day < 7 * weeks; ++day) {
    const auto at = on(monday + day, 8, 30);
    attempts.note_day(at);
    if (!at.is_weekend()) attempts.add(at);
  }
  return attempts;
}

/// A host that is up from a quarter to eight until seven in the evening, on workdays.
HostHours office_pc(int weeks) {
  HostHours seen;
  for (int day = 0; day < 7 * weeks; ++day) {
    for (int minute = 6 * 60; minute < 22 * 60; minute += 10) {
      const auto at = on(monday + day, minute / 60, minute % 60);
      seen.note(at, !at.is_weekend() && minute >= 7 * 60 + 45 && minute < 19 * 60);
    }
  }
  return seen;
}

TEST(LocalHours, KnowsTheWeekdayAndTheHourOfASummerEvening) {
  const auto local = monitor::local_moment(monitor::SysTime{days{monday}} + hours{23}, hours{2});

  EXPECT_EQ(local.day, monday + 1);
  EXPECT_EQ(local.minute, 60);
  EXPECT_EQ(local.weekday, 1);
}

TEST(Attempts, ExpectTheUserAtTheUsualHour) {
  const auto attempts = workdays(3);

  EXPECT_GT(attempts.likely_within(on(monday + 22, 8, 10), 30), 0.7);
  EXPECT_LT(attempts.likely_within(on(monday + 22, 14), 30), 0.1);
  EXPECT_LT(attempts.likely_within(on(monday + 26, 8, 10), 30), 0.2);
}

TEST(Attempts, NameTheUsualTime) {
  const auto usual = workdays(3).usual_first(on(monday + 22, 7));

  ASSERT_TRUE(usual);
  EXPECT_EQ(usual->minute, 8 * 60 + 30);
  EXPECT_FALSE(workdays(3).usual_first(on(monday + 26, 7)));
}

TEST(Attempts, KnowTheDaysOnWhichTheComputerIsNotInUse) {
  Attempts attempts;
  for (int day = 0; day < 28; ++day) {
    const auto at = on(monday + day, 9);
    if (at.weekday < 4) attempts.add(at);
  }

  EXPECT_TRUE(attempts.is_usual_day(on(monday + 28, 9)));
  EXPECT_FALSE(attempts.is_usual_day(on(monday + 32, 9))) << "a Friday";
  EXPECT_EQ(attempts.days_until_used(on(monday + 28, 9)), 1);
  EXPECT_EQ(attempts.days_until_used(on(monday + 31, 9)), 4) << "from Thursday to Monday";
}

TEST(HostHours, KnowTheDayOnWhichAHostIsNeverUp) {
  HostHours seen;
  for (int day = 0; day < 14; ++day) {
    for (int hour = 8; hour < 16; ++hour)
      seen.note(on(monday + day, hour), on(monday + day, hour).weekday < 4);
  }
  seen.note(on(monday + 14, 9), true);

  EXPECT_TRUE(seen.is_off_all_day(on(monday + 18, 9))) << "a Friday";
  EXPECT_FALSE(seen.is_off_all_day(on(monday + 15, 9)));
}

TEST(HostHours, KnowWhenAHostIsUsuallyOff) {
  const auto seen = office_pc(2);

  EXPECT_TRUE(seen.is_usually_off(on(monday + 14, 7)));
  EXPECT_FALSE(seen.is_usually_off(on(monday + 14, 9)));
  EXPECT_TRUE(seen.is_usually_off(on(monday + 14, 20)));
  EXPECT_TRUE(seen.is_usually_off(on(monday + 19, 12)));
}

TEST(HostHours, KnowWhenAHostIsUsuallyBack) {
  const auto up_from = office_pc(2).up_from(on(monday + 14, 6), 0.6);

  ASSERT_TRUE(up_from);
  EXPECT_NEAR(*up_from, 7 * 60 + 45, 30);
}

TEST(HostHours, SayNothingOfHoursThatWereHardlySeen) {
  HostHours seen;
  seen.note(on(monday, 7), false);
  seen.note(on(monday + 1, 7), false);

  EXPECT_FALSE(seen.share_off(on(monday + 2, 7)));
}

/// The same, with its returns, which differ by up to that many minutes either way.
HostHours with_returns(int differ, bool at_weekends) {
  auto seen = office_pc(4);
  for (int day = 0; day < 28; ++day) {
    const auto at = on(monday + day, 7, 45 + (day % 3 - 1) * differ);
    if (!at.is_weekend() || at_weekends) seen.note_back(at);
  }
  return seen;
}

TEST(HostHours, KnowByHowMuchItsReturnsDiffer) {
  const auto punctual = with_returns(1, false).usually_back(on(monday + 28, 7));
  const auto other = with_returns(12, false).usually_back(on(monday + 28, 7));

  ASSERT_TRUE(punctual && other);
  EXPECT_EQ(punctual->minute, 7 * 60 + 45);
  EXPECT_EQ(punctual->late, 7 * 60 + 46);
  EXPECT_LE(punctual->spread, 2);
  EXPECT_GE(other->spread, 12);
}

TEST(HostHours, TakeAHostThatIsOffAtWeekendsForNoneThatComesBackThen) {
  EXPECT_FALSE(with_returns(1, false).usually_back(on(monday + 33, 7)));
  EXPECT_FALSE(with_returns(1, true).usually_back(on(monday + 33, 7))) << "it is off all the same";
}

TEST(HostHours, KeepWeekendsReturnsForTheNextStart) {
  HostHours seen;
  for (int day = 0; day < 35; ++day) {
    for (int minute = 7 * 60; minute < 11 * 60; minute += 10)
      seen.note(on(monday + day, 0, minute), minute >= 9 * 60);
    if (day % 7 >= 5) seen.note_back(on(monday + day, 9));
  }
  monitor::PlaceNumbers none;
  monitor::Transcript written(none);
  seen.transcribe(written);

  HostHours kept;
  monitor::Transcript read(written.line(), none, monitor::SysTime{days{monday + 35}});
  kept.transcribe(read);

  EXPECT_TRUE(read.is_whole());
  const auto back = kept.usually_back(on(monday + 40, 7));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->minute, 9 * 60);
}

TEST(HostHours, TakesTheEndsOfOutagesForNoMornings) {
  HostHours seen;
  for (int day = 0; day < 28; ++day) {
    for (int minute = 6 * 60; minute < 22 * 60; minute += 10)
      seen.note(on(monday + day, minute / 60, minute % 60), true);
  }
  for (const int day : {2, 9, 16})
    seen.note_back(on(monday + day, 12));

  EXPECT_FALSE(seen.usually_back(on(monday + 28, 7))) << "else it were not missed before noon";
}

}  // namespace
