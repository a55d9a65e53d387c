#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

// A user who travels to another time zone, while the computers stay where they are.

namespace {

using monitor::Belief;
using monitor::TargetId;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;
using tests::silent;

constexpr hours office_utc_offset{1};
constexpr hours chicago_utc_offset{-6};
constexpr hours tokyo_utc_offset{9};

/// From nine to six by the user's clock of each workday: pc1, which is switched off at seven in the
/// evening and on again at seven by its office's, and pc2. How often an outage is told.
int told_while_working(Laptop& laptop, hours utc_offset, int from, int until) {
  int told = 0;
  laptop.foresight.set_utc_offset(utc_offset);
  for (int day = from; day < until; ++day) {
    if (day % 7 >= 5) continue;
    const auto midnight = monday + days{day} - utc_offset;
    laptop.wake(midnight + hours{9});
    for (minutes at = hours{9}; at < hours{18}; at += minutes{5}) {
      const auto now = midnight + at;
      laptop.see(good_look(pc(2)), now);
      const auto in_office = (now + office_utc_offset - monday) % hours{24};
      if (in_office >= hours{7} && in_office < hours{19})
        laptop.see(good_look(pc(1)), now);
      else if (laptop.fails(1, now) == Belief::at_once)
        ++told;
    }
  }
  return told;
}

/// Six weeks of looks at the office, also in the evening.
void learn(Laptop& laptop) {
  for (int day = 0; day < 42; ++day) {
    told_while_working(laptop, office_utc_offset, day, day + 1);
    if (day % 7 >= 5) continue;
    for (minutes at = hours{18}; at < hours{22}; at += minutes{5}) {
      const auto now = monday + days{day} - office_utc_offset + at;
      laptop.see(at < hours{19} ? good_look(pc(1)) : silent(1), now);
    }
  }
}

TEST(Abroad, AHostKeepsItsOwnHours) {
  Laptop laptop;
  learn(laptop);

  EXPECT_EQ(told_while_working(laptop, chicago_utc_offset, 42, 47), 0);
}

TEST(Abroad, AHostKeepsItsOwnHoursAlsoAfterARestart) {
  Laptop laptop;
  learn(laptop);
  const std::vector all{TargetId{1}, TargetId{2}};
  Laptop restarted;
  restarted.now = laptop.now;
  restarted.foresight.set_utc_offset(chicago_utc_offset);
  restarted.foresight.recall(laptop.foresight.remember(all), laptop.now);

  EXPECT_EQ(told_while_working(restarted, chicago_utc_offset, 42, 47), 0);
}

TEST(Abroad, WhenAHostShouldBeBackIsSaidByTheUsersClock) {
  Laptop laptop;
  laptop.foresight.set_utc_offset(office_utc_offset);
  for (int day = 0; day < 26; ++day) {
    if (day % 7 >= 5) continue;
    const auto midnight = monday + days{day} - office_utc_offset;
    laptop.wake(midnight + hours{6});
    for (minutes at = hours{6}; at < hours{12}; at += minutes{5}) {
      const bool up = at >= hours{7};
      laptop.see(up ? good_look(pc(1)) : silent(1), midnight + at);
    }
  }
  const auto tokyo = monday + days{28} - tokyo_utc_offset;
  laptop.foresight.set_utc_offset(tokyo_utc_offset);
  laptop.wake(tokyo + hours{14});
  laptop.see(silent(1), tokyo + hours{14});

  const auto seen = laptop.see(silent(1), tokyo + hours{15} + minutes{30});

  EXPECT_THAT(seen.findings.front().explanation,
              testing::HasSubstr("It is normally up by 15:00 and is not yet. Ask"));
}

TEST(HostTime, FollowsSummerTimeButNoJourney) {
  monitor::HostTime time;
  time.set_user(hours{1});
  time.set_user(hours{2});
  EXPECT_EQ(time.utc_offset(), hours{2});

  time.set_user(hours{-6});
  time.pass(monday);
  time.pass(monday + days{29});

  EXPECT_EQ(time.utc_offset(), hours{2});
}

TEST(HostTime, FollowsWhoHasMoved) {
  monitor::HostTime time;
  time.set_user(hours{1});
  time.set_user(hours{-6});
  time.pass(monday);
  time.pass(monday + days{31});

  EXPECT_EQ(time.utc_offset(), hours{-6});
}

}  // namespace
