#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

#include <cmath>

namespace {

using monitor::Belief;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;

monitor::Check look_that_took(int id, double ms) {
  auto check = good_look(pc(id));
  check.steps[1].took = monitor::Millis{ms};
  return check;
}

/// How often it is said that pc1 slows down, where it and so many of four others have for days, and
/// then all are as fast as ever again, pc1 last.
int times_told(int others) {
  Laptop laptop;
  int told = 0;
  for (int day = 0; day < 23; ++day) {
    laptop.wake(monday + days{day} + hours{6});
    for (int i = 0; i < 80; ++i) {
      const auto at = monday + days{day} + hours{6} + minutes{4} * i;
      const auto slower = day < 12 ? 1 : std::pow(1.15, day - 11);
      const auto noise = 1 + 0.2 * std::sin(i * 1.7 + day);
      for (int id = 1; id <= 5; ++id) {
        const bool mended = day == 22 && i >= (id == 1 ? 60 : 20);
        const bool slow = id <= 1 + others && !mended;
        laptop.see(look_that_took(id, 20 * noise * (slow ? slower : 1)), at);
        if (id != 1) continue;
        told += belief(laptop.foresight.outlook(), "trend.slowing_down", false) == Belief::at_once;
      }
    }
  }
  return told;
}

TEST(SlowLine, IsNoHostThatSlowsDown) {
  EXPECT_GT(times_told(1), 0) << "most others are as fast as ever";
  EXPECT_EQ(times_told(4), 0) << "nor while it recovers";
}

}  // namespace
