#include "monitor/foresight/transcript.h"
#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

// Hosts that come and go.

namespace {

using monitor::Belief;
using monitor::SysTime;
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

/// A working day from nine on, on which pc1 fails for ten minutes of each half an hour until then.
void fail_again_and_again(Laptop& laptop, SysTime midnight, hours until) {
  laptop.wake(midnight + hours{8});
  for (auto at = hours{8} + minutes{0}; at < hours{17}; at += minutes{5}) {
    laptop.see(good_look(pc(2)), midnight + at);
    const bool fails = at >= hours{9} && at < until && at % minutes{30} < minutes{10};
    laptop.see(fails ? silent(1) : good_look(pc(1)), midnight + at);
  }
}

/// After how many minutes of that failure it is believed while another answers; 0 for never.
int told_after(Laptop& laptop, const monitor::Check& failing, SysTime from) {
  for (int minute = 0; minute < 120; minute += 5) {
    laptop.see(good_look(pc(2)), from + minutes{minute});
    if (laptop.fails(failing, from + minutes{minute}) == Belief::at_once) return minute;
  }
  return 0;
}

TEST(UnreliableHost, IsNotToldOfEachTimeItFails) {
  Laptop laptop;
  laptop.work(5, hours{7});
  const auto midnight = monday + days{7};
  fail_again_and_again(laptop, midnight, hours{17});
  const auto tuesday = midnight + days{1} + hours{9};
  laptop.wake(tuesday - minutes{30});
  const auto seen = laptop.see(good_look(pc(1)), tuesday - minutes{20});
  EXPECT_NE(find_finding(seen, "trend.failing_more_often"), nullptr) << "a night is no calm";

  const int told = told_after(laptop, silent(1), tuesday);
  EXPECT_GE(told, 60);
  EXPECT_LT(told, 70);
}

TEST(UnreliableHost, IsNotToldOfAtOnceWhereItFailsRightAfterWaking) {
  Laptop laptop;
  laptop.work(5, hours{7});
  fail_again_and_again(laptop, monday + days{7}, hours{17});
  const auto tuesday = monday + days{8} + hours{9};
  laptop.wake(tuesday);

  const int told = told_after(laptop, silent(1), tuesday + minutes{1});
  EXPECT_GE(told, 55);
  EXPECT_LT(told, 70);
}

TEST(UnreliableHost, IsNotToldOfEachTimeItHangsUp) {
  const auto hangs_up = failed_at(1, "tls", "tls.closed_in_handshake", "closed_in_handshake");
  Laptop well;
  Laptop worn_out;
  for (auto* laptop : {&well, &worn_out})
    laptop->work(5, hours{7});
  fail_again_and_again(worn_out, monday + days{7}, hours{17});
  const auto five = monday + days{7} + hours{17} + minutes{10};
  well.wake(five - hours{8});
  well.see(good_look(pc(1)), five - minutes{5});

  EXPECT_LE(told_after(well, hangs_up, five), 10);
  EXPECT_GE(told_after(worn_out, hangs_up, five), 60);
}

TEST(UnreliableHost, IsToldOfWhileTheThirdFailureGoesOn) {
  Laptop laptop;
  laptop.work(10, hours{7});
  const auto nine = monday + days{14} + hours{9};
  laptop.wake(nine - minutes{30});
  const auto look = [&](seconds after, bool fails) {
    laptop.see(good_look(pc(2)), nine + after);
    return laptop.see(fails ? silent(1) : good_look(pc(1)), nine + after);
  };
  for (auto at = -minutes{25}; at < minutes{60}; at += minutes{5})
    look(at, at == minutes{0} || at == minutes{30});
  const auto again = minutes{60};
  const auto at_first = look(again, true);
  EXPECT_EQ(find_finding(at_first, "trend.failing_more_often"), nullptr) << "one look";
  look(again + seconds{2}, true);

  const auto seen = look(again + seconds{4}, true);
  const auto* told = find_finding(seen, "trend.failing_more_often");
  ASSERT_NE(told, nullptr);
  const auto is_over = look(again + minutes{5}, false);
  const auto* after = find_finding(is_over, "trend.failing_more_often");
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(after->explanation, told->explanation) << "it is counted once";
}

/// The first hour of the good days after a bad morning in which nothing is said of it any more.
int well_after_h(int good_days) {
  Laptop laptop;
  laptop.work(5, hours{7});
  fail_again_and_again(laptop, monday + days{7}, hours{11});
  for (int day = 8; day < 8 + good_days; ++day) {
    laptop.wake(monday + days{day} + hours{8});
    for (int hour = 8; hour < 17; ++hour) {
      for (int minute = 0; minute < 60; minute += 5) {
        const auto at = monday + days{day} + hours{hour} + minutes{minute};
        const auto seen = laptop.see(good_look(pc(1)), at);
        if (find_finding(seen, "trend.failing_more_often") == nullptr) return (day - 7) * 24 + hour;
      }
    }
  }
  return 0;
}

TEST(UnreliableHost, IsWellAfterGoodDays) {
  const int hour = well_after_h(4);

  EXPECT_GE(hour, 2 * 24);
  EXPECT_LT(hour, 3 * 24) << "at the latest";
}

/// Whether it is said of pc1, which fails for ten minutes of each half an hour, while so many of
/// four others do at other times.
bool is_told_beside(int others) {
  Laptop laptop;
  laptop.work(12, hours{0});
  const auto day = monday + days{14} + hours{9};
  laptop.wake(day);
  const auto look = [&](int id, int minute, bool fails) {
    return laptop.see(fails ? silent(id) : good_look(pc(id)), day + minutes{minute});
  };
  bool told = false;
  for (int minute = 0; minute < 240; minute += 5) {
    for (int id = 2; id <= 5; ++id)
      look(id, minute, minute > 20 && id - 2 < others && (minute + 15) % 30 < 10);
    const auto seen = look(1, minute, minute > 20 && minute % 30 < 10);
    told = told || find_finding(seen, "trend.failing_more_often") != nullptr;
  }
  return told;
}

TEST(UnreliableHost, IsToldOfUnlessMostOthersFailAsOften) {
  EXPECT_TRUE(is_told_beside(0));
  EXPECT_TRUE(is_told_beside(1)) << "a second one is sick";
  EXPECT_FALSE(is_told_beside(4)) << "it is the way to them all";
}

/// After how many minutes, of four hours, a silent pc1 is told of that was off for two hours on
/// each of so many working days before, always at another hour.
int told_where_often_off(int times) {
  Laptop laptop;
  laptop.work(12, hours{7});
  for (int day = 14; day < 14 + 7; ++day) {
    if (day % 7 >= 5) continue;
    const auto midnight = monday + days{day};
    laptop.wake(midnight + hours{7});
    const auto off = hours{8 + (day - 14) * 5 % 7} + minutes{7};
    for (auto at = hours{7} + minutes{0}; at < hours{17}; at += minutes{5}) {
      laptop.see(good_look(pc(2)), midnight + at);
      const bool is_off = day - 14 < times && at >= off && at < off + hours{2};
      laptop.see(is_off ? silent(1) : good_look(pc(1)), midnight + at);
    }
  }
  const auto at = monday + days{21} + hours{12};
  laptop.wake(at - hours{3});
  for (int minute = -180; minute < 240; minute += 5) {
    laptop.see(good_look(pc(2)), at + minutes{minute});
    if (minute < 0) {
      laptop.see(good_look(pc(1)), at + minutes{minute});
    } else if (laptop.fails(1, at + minutes{minute}) == Belief::at_once) {
      return minute;
    }
  }
  return 240;
}

TEST(UnreliableHost, ThatIsSwitchedOffAsItComesIsNotMissedAtOnce) {
  EXPECT_LT(told_where_often_off(0), 60);
  EXPECT_GE(told_where_often_off(5), 180);
}

enum class Line { good, poor, loses_some, loses_names };

/// After how many minutes a silent pc1 is told of. On a poor line it and pc2 were each interrupted
/// once an hour before; others lose pc2 as well, or names now and then.
int told_after_a_morning(Line line) {
  Laptop laptop;
  laptop.work(12, hours{7});
  const auto at = monday + days{14} + hours{12};
  laptop.wake(at - hours{4});
  for (int minute = -240; minute < 120; minute += 5) {
    const auto now = at + minutes{minute};
    const int into_hour = (minute + 240) % 60;
    const bool poor = line == Line::poor && minute < 0;
    const bool both = line == Line::loses_some && minute >= 0;
    laptop.see(good_look(pc(3)), now);
    laptop.see(both || (poor && into_hour == 30) ? silent(2) : good_look(pc(2)), now);
    if (minute < 0) {
      laptop.see(poor && into_hour == 5 ? silent(1) : good_look(pc(1)), now);
      continue;
    }
    const bool nameless = line == Line::loses_names && minute == 5;
    const auto failed =
        nameless ? tests::failed_at(1, "resolve", "name.lookup_timeout", "lookup_timeout")
                 : silent(1);
    if (laptop.fails(failed, now) == Belief::at_once) return minute;
  }
  return 120;
}

TEST(UnreliableHost, OnAPoorLineIsWaitedForLonger) {
  EXPECT_LE(told_after_a_morning(Line::good), 20);
  for (const auto line : {Line::poor, Line::loses_some, Line::loses_names})
    EXPECT_GE(told_after_a_morning(line), 30) << static_cast<int>(line);
}

TEST(UnreliableHost, ThatBreaksConnectionsOffIsToldOfTheSecondTime) {
  const auto seen_after_two = [](const monitor::Check& failing) {
    Laptop laptop;
    laptop.work(61, hours{7});
    const auto at = monday + days{63} + hours{10};
    laptop.wake(at - hours{1});
    monitor::Check last;
    for (int minute = -60; minute <= 40; minute += 5) {
      laptop.see(good_look(pc(2)), at + minutes{minute});
      const bool fails = minute >= 0 && minute % 30 < 10;
      last = laptop.see(fails ? failing : good_look(pc(1)), at + minutes{minute});
    }
    return last;
  };
  const auto resets = tests::failed_at(1, "connect", "tcp.reset", "reset");

  EXPECT_NE(find_finding(seen_after_two(resets), "trend.failing_more_often"), nullptr);
  EXPECT_EQ(find_finding(seen_after_two(silent(1)), "trend.failing_more_often"), nullptr);
}

TEST(UnreliableHost, ThatBrokeConnectionsOffDidNotRestartWhicheverProgramKeptIt) {
  monitor::Spells spells;
  for (int i = 0; i < 2; ++i) {
    spells.fail(monday + hours{i}, i).turned_away = i == 0;
    spells.succeed(monday + hours{i} + minutes{10});
  }
  monitor::PlaceNumbers none;
  monitor::Transcript kept(none);
  spells.transcribe(kept);
  const auto restarts_in = [&none](std::string_view line) {
    monitor::Transcript text(line, none, monday + days{1});
    monitor::Spells read;
    read.transcribe(text);
    EXPECT_TRUE(text.is_whole());
    return read.short_ones().size();
  };
  const std::string_view line = kept.line();
  // Programs before this one did not say which, nor that none is set aside.
  auto older = line;
  for (int word = 0; word < 3; ++word)
    older = older.substr(0, older.rfind(' '));

  EXPECT_EQ(restarts_in(line), 1U);
  EXPECT_EQ(restarts_in(older), 2U);
}

/// Whether pc1 is said to fail more often in hours in which it is lost five times, and
/// each of four others once or never.
bool is_a_trend(bool others_are_lost_too) {
  Laptop laptop;
  laptop.work(12, hours{0});
  const auto begin = monday + days{14} + hours{15};
  laptop.wake(begin);
  bool told = false;
  for (int look = 0; look < 28; ++look) {
    const auto at = begin + minutes{5} * look;
    for (int id = 2; id <= 5; ++id) {
      const bool lost = others_are_lost_too && look >= 8 && (look - 6) / 2 == id;
      laptop.see(lost ? silent(id) : good_look(pc(id)), at);
    }
    const bool lost = look >= 8 && look % 4 < 2;
    const auto seen = laptop.see(lost ? silent(1) : good_look(pc(1)), at);
    told = told || monitor::find_finding(seen, "trend.failing_more_often") != nullptr;
  }
  return told;
}

TEST(Unreliable, ABadHourOfTheLineIsNoTrendOfOneHost) {
  EXPECT_TRUE(is_a_trend(false));
  EXPECT_FALSE(is_a_trend(true));
}

}  // namespace
