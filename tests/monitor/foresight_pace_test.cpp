#include "tests/fakes/laptop.h"

#include <gtest/gtest.h>

// Looks that are far apart because the user has set it so.

namespace {

using monitor::Belief;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;

/// Two weeks of working days on which pc1 and pc2 are looked at once an hour.
void look_every_hour(Laptop& laptop) {
  for (int day = 0; day < 14; ++day) {
    if (day % 7 >= 5) continue;
    const auto midnight = monday + days{day};
    laptop.wake(midnight + hours{7});
    for (auto at = hours{7}; at < hours{17}; ++at) {
      laptop.see(good_look(pc(1)), midnight + at + minutes{1});
      laptop.see(good_look(pc(2)), midnight + at + minutes{1});
    }
  }
}

/// After how many hours of a Monday from ten on a silent pc1 is told of.
int told_after_hours(Laptop& laptop) {
  const auto ten = monday + days{14} + hours{10} + minutes{1};
  laptop.wake(ten - hours{2});
  for (int hour = -1; hour < 6; ++hour) {
    const auto now = ten + hours{hour};
    laptop.see(good_look(pc(2)), now);
    if (hour < 0)
      laptop.see(good_look(pc(1)), now);
    else if (laptop.fails(1, now) == Belief::at_once)
      return hour;
  }
  return 6;
}

TEST(LooksAnHourApart, AreNoSleep) {
  Laptop laptop;
  look_every_hour(laptop);
  EXPECT_LE(told_after_hours(laptop), 1);
}

TEST(LooksAnHourApart, AllowToRepeatWhatStillFails) {
  Laptop laptop;
  look_every_hour(laptop);
  told_after_hours(laptop);
  const auto now = laptop.now + minutes{50};
  EXPECT_TRUE(laptop.foresight.bears_repeating(monitor::TargetId{1}, {}, now));
}

TEST(LooksAnHourApart, StillLeaveTheNightASleep) {
  Laptop laptop;
  look_every_hour(laptop);
  told_after_hours(laptop);
  const auto morning = laptop.now + hours{18};
  EXPECT_FALSE(laptop.foresight.bears_repeating(monitor::TargetId{1}, {}, morning));
}

}  // namespace
