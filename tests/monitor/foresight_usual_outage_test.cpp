#include "monitor/foresight/host_hours.h"
#include "monitor/foresight/transcript.h"
#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

#include <functional>
#include <vector>

// Restarts at the same hour every day, and hosts that are off at night.

namespace {

using monitor::Belief;
using monitor::Check;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;

Check refused(int id) {
  return tests::failed_at(id, "connect", "tcp.refused", "refused");
}

/// Whole days of looks at pc1, which refuses for twenty minutes of each from `first` on, at three,
/// and at pc2; on how many days that is told.
int told_days(Laptop& laptop, int first, int count) {
  int told = 0;
  for (int day = 0; day < count; ++day) {
    bool today = false;
    for (minutes at{0}; at < hours{24}; at += minutes{5}) {
      const auto now = monday + days{day} + at;
      laptop.see(good_look(pc(2)), now);
      const bool restarts = day >= first && at >= hours{3} && at < hours{3} + minutes{20};
      if (!restarts)
        laptop.see(good_look(pc(1)), now);
      else if (laptop.fails(refused(1), now) == Belief::at_once)
        today = true;
    }
    told += today ? 1 : 0;
  }
  return told;
}

TEST(UsualOutage, ANightlyRestartIsLearned) {
  Laptop laptop;
  EXPECT_LE(told_days(laptop, 0, 28), 8);
}

TEST(UsualOutage, ARestartThatIsNewIsLearnedWithinAWeek) {
  Laptop laptop;
  EXPECT_LE(told_days(laptop, 28, 56), 8);
}

TEST(UsualOutage, AtAnotherHourItIsTold) {
  Laptop laptop;
  told_days(laptop, 0, 28);
  const auto noon = monday + days{28} + hours{12};
  for (minutes at{-60}; at < minutes{0}; at += minutes{5})
    laptop.see(good_look(pc(1)), noon + at);

  bool told = false;
  for (minutes at{0}; at < minutes{30}; at += minutes{5}) {
    laptop.see(good_look(pc(2)), noon + at);
    told = laptop.fails(refused(1), noon + at) == Belief::at_once || told;
  }
  EXPECT_TRUE(told);
}

TEST(UsualOutage, IsShownBeforeAndMeanwhileButNotTold) {
  Laptop laptop;
  told_days(laptop, 0, 28);
  const auto three = monday + days{28} + hours{3};

  const auto before = laptop.see(good_look(pc(1)), three - minutes{20});
  const auto* near = find_finding(before, "trend.usual_outage");
  ASSERT_NE(near, nullptr);
  EXPECT_EQ(near->fails_at, three);
  EXPECT_EQ(belief(laptop.foresight.outlook(), near->code, false), Belief::wait);

  const auto meanwhile = laptop.see(refused(1), three);
  const auto* now = find_finding(meanwhile, "trend.usual_outage");
  ASSERT_NE(now, nullptr);
  EXPECT_EQ(now->title, "It is usually off at this hour");
  EXPECT_EQ(find_finding(laptop.see(good_look(pc(1)), three - hours{2}), "trend.usual_outage"),
            nullptr);
}

monitor::LocalMoment at_three(int day) {
  return monitor::local_moment(monday + days{day} + hours{3}, {});
}

/// Two weeks of nights, as a program kept them whose line had fewer words at its end.
void recall_nights(monitor::HostHours& kept, int fewer) {
  monitor::HostHours learned;
  for (int day = 0; day < 14; ++day)
    learned.note(at_three(day), false);
  monitor::PlaceNumbers none;
  monitor::Transcript written(none);
  learned.transcribe(written);
  auto line = written.line();
  for (int word = 0; word < fewer; ++word)
    line.erase(line.rfind(' '));
  monitor::Transcript read(line, none, monday + days{15});
  kept.transcribe(read);
  EXPECT_TRUE(read.is_whole());
}

TEST(UsualOutage, WhatWentOffForTheNightIsNotMissedOnTheFirstWeekend) {
  Laptop laptop;
  const auto look = [&](int day, minutes at) {
    const bool is_up = day % 7 < 5 && at < hours{20};
    return laptop.fails(is_up ? good_look(pc(1)) : tests::silent(1), monday + days{day} + at);
  };
  for (int day = 0; day < 5; ++day) {
    laptop.wake(monday + days{day} + hours{8});
    for (auto at = hours{8} + minutes{0}; at < hours{22}; at += minutes{10})
      look(day, at);
  }

  laptop.wake(monday + days{6} + hours{15});
  for (auto at = hours{15} + minutes{0}; at < hours{19}; at += minutes{10})
    EXPECT_NE(look(6, at), Belief::at_once) << at.count();
}

TEST(UsualOutage, OfOlderProgramsMemoriesTheHoursAreKept) {
  // How often it came back at weekends, and the last day on which.
  constexpr int of_weekends = 2;
  constexpr int of_days_in_a_row = 2 * 96;

  for (const int fewer : {0, of_weekends, of_weekends + of_days_in_a_row}) {
    monitor::HostHours kept;
    recall_nights(kept, fewer);
    EXPECT_TRUE(kept.is_usually_off(at_three(15))) << fewer;
  }
}

/// The minutes of a Monday at which what was told of pc1 on Friday, when it failed like that, bears
/// repeating; it comes up at eight on other days.
std::vector<minutes> repeated_after(const Check& failing) {
  Laptop laptop;
  laptop.work(12, hours{8});
  const auto friday = monday + days{11};
  const auto told = friday + hours{16};
  for (auto at = hours{17} + minutes{0}; at < hours{18}; at += minutes{5}) {
    laptop.see(failing, friday + at);
    laptop.see(good_look(pc(2)), friday + at);
  }
  const auto today = monday + days{14};
  laptop.wake(today + hours{7});
  std::vector<minutes> repeated;
  for (auto at = hours{7} + minutes{0}; at < hours{11}; at += minutes{5}) {
    laptop.see(good_look(pc(2)), today + at);
    laptop.see(tests::silent(1), today + at);
    if (laptop.foresight.bears_repeating(monitor::TargetId{1}, told, today + at + minutes{1}))
      repeated.push_back(at);
  }
  return repeated;
}

TEST(UsualOutage, WhatMayHaveBeenMendedIsNotRepeatedWhileItIsOffAsUsual) {
  const auto nameless = tests::failed_at(1, "resolve", "name.not_found", "not_found");
  for (const auto& failing : {tests::silent(1), nameless}) {
    const auto repeated = repeated_after(failing);
    ASSERT_FALSE(repeated.empty());
    EXPECT_GT(repeated.front(), hours{8});
  }
}

/// A machine that is up on those days only, from eight to six, as it is needed; on which days its
/// absence is told.
std::vector<int> told_of_one_on_demand(Laptop& laptop, const std::function<bool(int)>& is_up,
                                       int days_seen) {
  std::vector<int> told;
  for (int day = 0; day < days_seen; ++day) {
    laptop.wake(monday + days{day} + hours{8});
    for (auto at = hours{8} + minutes{0}; at < hours{18}; at += minutes{10}) {
      const auto now = monday + days{day} + at;
      laptop.see(good_look(pc(2)), now);
      const auto look = is_up(day) ? good_look(pc(1)) : tests::silent(1);
      const bool is_told = laptop.fails(look, now + seconds{5}) == Belief::at_once;
      if (is_told && (told.empty() || told.back() != day)) told.push_back(day);
    }
  }
  return told;
}

/// Up for six weeks, then for a day or two between absences of weeks.
bool is_up_on_demand(int day) {
  return day < 42 || (day >= 60 && day < 62) || (day >= 77 && day < 79) || day >= 120;
}

TEST(UsualOutage, AMachineThatIsUpAsItIsNeededIsNotMissed) {
  Laptop laptop;
  const auto told = told_of_one_on_demand(laptop, is_up_on_demand, 92);
  ASSERT_FALSE(told.empty()) << "the first absence is news";
  EXPECT_LT(told.back(), 79) << "the third is not";
}

}  // namespace
