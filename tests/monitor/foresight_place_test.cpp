#include "tests/fakes/laptop.h"

#include <gtest/gtest.h>

namespace {

using monitor::Check;
using monitor::SysTime;
using monitor::Verdict;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
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

}  // namespace
