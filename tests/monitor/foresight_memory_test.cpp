#include "monitor/foresight/foresight.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace {

using monitor::Belief;
using monitor::Check;
using monitor::Foresight;
using monitor::Learned;
using monitor::Millis;
using monitor::Situation;
using monitor::SysTime;
using monitor::TargetId;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::good_look;
using tests::pc;
using tests::silent;

const auto start = tests::monday;
const std::vector<TargetId> all = {TargetId{1}, TargetId{2}, TargetId{3}, TargetId{4}};

Check slow_look(int id, double ms) {
  auto check = good_look(pc(id));
  check.steps[1].took = Millis{ms};
  return check;
}

Check ahead_by(int id, double skew_s) {
  auto check = slow_look(id, 20);
  check.identity.emplace().clock_skew_s = skew_s;
  return check;
}

std::vector<std::string> codes_of(const Check& check) {
  std::vector<std::string> codes;
  for (const auto& finding : check.findings)
    codes.push_back(finding.code);
  return codes;
}

/// A laptop whose program is started anew whenever it is told so.
class Laptop : public tests::Laptop {
 public:
  /// Five minutes apart from seven to five on workdays; pc1 answers only over the VPN, which is up
  /// from eight on, pc2 is off until eight and from four on.
  void work(int from, int until) {
    for (int day = from; day < until; ++day) {
      if (day % 7 >= 5) continue;
      const auto morning = start + days{day};
      wake(morning + hours{7});
      for (minutes at = hours{7}; at < hours{17}; at += minutes{5})
        look_round(morning, at);
    }
  }

  void start_again() { start_again(foresight.remember(all)); }

  void start_again(const Learned& learned) {
    foresight = Foresight();
    foresight.recall(learned, now);
  }

 private:
  void look_round(SysTime morning, minutes at) {
    const bool vpn = at >= hours{8};
    if (at == hours{8}) move(morning + at, "home", "work");
    if (at == hours{9}) foresight.note_attempt(TargetId{2}, morning + at);
    see(vpn ? good_look(pc(1)) : silent(1), morning + at);
    see(vpn && at < hours{16} ? good_look(pc(2)) : silent(2), morning + at);
    see(good_look(pc(3)), morning + at);
  }
};

TEST(ForesightMemory, ATargetThatNeedsTheVpnIsNotCalledBrokenBeforeItIsUp) {
  Laptop laptop;
  laptop.work(0, 5);
  laptop.start_again();
  const auto morning = start + days{7} + hours{7};
  laptop.wake(morning);

  const auto check = laptop.see(silent(1), morning + minutes{1});

  EXPECT_THAT(codes_of(check), testing::ElementsAre("network.vpn_down"));
  EXPECT_EQ(verdict_of(check), monitor::Verdict::unknown);
  EXPECT_THAT(check.findings[0].evidence,
              testing::Contains(monitor::Fact{"vpn", std::string("work")}));
}

/// As programs wrote it that did not count visits: without the last two numbers of each place.
std::string of_an_older_program(std::string memory) {
  const std::string line = "\nreach/1 ";
  const auto count_at = memory.find(line) + line.size();
  auto end = memory.find('\n', count_at);
  for (int left = 2 * std::stoi(memory.substr(count_at)); left > 0; --left) {
    const auto blank = memory.rfind(' ', end - 1);
    memory.erase(blank, end - blank);
    end = blank;
  }
  return memory;
}

TEST(ForesightMemory, PlacesThatAnOlderProgramHasLearnedAreKnown) {
  Laptop laptop;
  laptop.work(0, 5);
  auto learned = laptop.foresight.remember(all);
  const auto whole = learned.of_targets[TargetId{1}];
  learned.of_targets[TargetId{1}] = of_an_older_program(whole);
  ASSERT_LT(learned.of_targets[TargetId{1}].size(), whole.size());
  laptop.start_again(learned);
  const auto morning = start + days{7} + hours{7};
  laptop.wake(morning);

  EXPECT_THAT(codes_of(laptop.see(silent(1), morning + minutes{1})),
              testing::ElementsAre("network.vpn_down"));
}

TEST(ForesightMemory, AVpnThatWasMissedAgainAndAgainIsStillNeeded) {
  Laptop laptop;
  laptop.work(0, 5);
  // Nobody had told that the VPN was up.
  laptop.wake(start + days{5});
  for (minutes at{0}; at < hours{5}; at += minutes{5})
    laptop.see(good_look(pc(1)), start + days{5} + at);
  laptop.work(7, 11);
  laptop.start_again();
  const auto morning = start + days{11} + hours{7};
  laptop.wake(morning);

  EXPECT_EQ(verdict_of(laptop.see(silent(1), morning + minutes{1})), monitor::Verdict::unknown);
}

TEST(ForesightMemory, AHostThatIsOffInTheEveningIsLeftInPeace) {
  Laptop laptop;
  laptop.work(0, 12);
  laptop.start_again();
  const auto evening = start + days{14} + hours{16};
  laptop.wake(evening, "home", "work");

  for (minutes at{1}; at < hours{1}; at += minutes{5}) {
    laptop.see(good_look(pc(1)), evening + at);
    EXPECT_EQ(laptop.fails(2, evening + at), Belief::wait);
  }
}

TEST(ForesightMemory, WhatIsKnownForLongIsNotNew) {
  Laptop laptop;
  laptop.work(0, 5);
  laptop.start_again();
  const auto noon = start + days{7} + hours{12};
  laptop.wake(noon, "home", "work");
  for (minutes at{0}; at < minutes{20}; at += minutes{5}) {
    laptop.see(good_look(pc(1)), noon + at);
    laptop.see(good_look(pc(3)), noon + at);
  }

  EXPECT_EQ(laptop.fails(1, noon + minutes{20}), Belief::wait) << "it may restart";
}

TEST(ForesightMemory, WhatTheHistoryKnowsIsNotNewEither) {
  Laptop laptop;
  for (int hour = 8; hour < 12; ++hour)
    laptop.foresight.recall_hour(TargetId{1}, start + hours{hour}, 12, 12);
  const auto noon = start + hours{12};
  laptop.wake(noon);
  laptop.see(good_look(pc(1)), noon);
  laptop.see(good_look(pc(1)), noon + minutes{5});

  EXPECT_EQ(laptop.fails(1, noon + minutes{10}), Belief::wait);
}

TEST(ForesightMemory, AClockIsForetoldAcrossStarts) {
  Laptop laptop;
  Check last;
  for (int day = 0; day < 12; ++day) {
    laptop.wake(start + days{day} + hours{8});
    for (int i = 0; i < 4; ++i)
      last = laptop.see(ahead_by(1, 18 * (day + i / 12.0)), start + days{day} + hours{8 + 2 * i});
    laptop.start_again();
  }

  ASSERT_THAT(codes_of(last), testing::Contains("identity.clock_skew"));
  const auto found = std::find_if(last.findings.begin(), last.findings.end(), [](const auto& one) {
    return one.code == "identity.clock_skew";
  });
  ASSERT_TRUE(found->fails_at);
  EXPECT_LT(std::chrono::abs(*found->fails_at - (start + days{17})), days{1});
}

TEST(ForesightMemory, ThatAClockComesSoonerThanWasToldIsKnownAcrossStarts) {
  Laptop laptop;
  std::vector<int> levels;
  for (int day = 0; day < 11; ++day) {
    laptop.wake(start + days{day} + hours{8});
    for (int i = 0; i < 4; ++i) {
      const auto moved_s = 15 * (day + i / 12.0) + 35 * std::max(0.0, day - 8 + i / 12.0);
      const auto seen = laptop.see(ahead_by(1, moved_s), start + days{day} + hours{8 + 2 * i});
      const auto* clock = monitor::find_finding(seen, "identity.clock_skew");
      if (clock == nullptr || !clock->fails_at) continue;
      levels.push_back(clock->level);
    }
    laptop.start_again();
  }

  ASSERT_THAT(levels, testing::SizeIs(testing::Ge(8U)));
  EXPECT_LT(levels.front(), levels.back());
  EXPECT_TRUE(std::is_sorted(levels.begin(), levels.end())) << "a start takes nothing back";
}

TEST(ForesightMemory, AClockThatAnOlderProgramHasFollowedIsForetold) {
  Laptop laptop;
  for (int day = 0; day < 12; ++day) {
    laptop.wake(start + days{day} + hours{8});
    for (int i = 0; i < 4; ++i)
      laptop.see(ahead_by(1, 18 * (day + i / 12.0)), start + days{day} + hours{8 + 2 * i});
  }
  auto learned = laptop.foresight.remember(all);
  auto& memory = learned.of_targets[TargetId{1}];
  // It did not remember the middles of twelve days and what was told of it, the last words.
  auto end = memory.find('\n', memory.find("\ndrift/1 ") + 1);
  for (int word = 0; word < 4 + 1 + 2 * 12; ++word) {
    const auto blank = memory.rfind(' ', end - 1);
    memory.erase(blank, end - blank);
    end = blank;
  }
  laptop.start_again(learned);

  const auto seen = laptop.see(ahead_by(1, 18 * 12), start + days{12} + hours{8});

  EXPECT_THAT(codes_of(seen), testing::Contains("identity.clock_skew"));
  EXPECT_TRUE(earliest_failure(seen.findings));
}

/// Ten days as ever, then each day slower than the one before; the last look.
template <class EachEvening>
Check decay(Laptop& laptop, EachEvening each_evening) {
  Check last;
  for (int day = 0; day < 22; ++day) {
    const auto ms = day < 10 ? 20.0 : 20 * std::pow(1.15, day - 9);
    laptop.wake(start + days{day} + hours{8});
    for (int i = 0; i < 80; ++i) {
      last = laptop.see(slow_look(1, ms * (1 + 0.2 * std::sin(i * 1.7 + day))),
                        start + days{day} + hours{6} + minutes{4 * i});
    }
    each_evening();
  }
  return last;
}

TEST(ForesightMemory, AHostThatGetsSlowerIsForetoldAcrossStarts) {
  Laptop laptop;
  const auto last = decay(laptop, [&] { laptop.start_again(); });

  EXPECT_THAT(codes_of(last), testing::Contains("trend.slowing_down"));
}

/// The line of how slow it is as a program before this one left it: without what the days are
/// compared with, or without two words for each place, and one, either.
std::string of_before(const std::string& memory, bool without_places) {
  const auto begin = memory.find("slowness/1 ") + std::string_view("slowness/1 ").size();
  constexpr int of_days = 1 + 21;
  const int of_places = without_places ? 2 * std::stoi(memory.substr(begin)) + 1 : 0;
  auto end = memory.find('\n', begin);
  for (int words = of_days + of_places; words > 0; --words)
    end = memory.rfind(' ', end - 1);
  return memory.substr(0, end) + memory.substr(memory.find('\n', begin));
}

class OlderSlowness : public testing::TestWithParam<bool> {};

INSTANTIATE_TEST_SUITE_P(WithoutPlaces, OlderSlowness, testing::Bool());

TEST_P(OlderSlowness, IsForetoldAcrossAnUpdate) {
  Laptop laptop;
  decay(laptop, [] {});
  auto learned = laptop.foresight.remember(all);
  auto& text = learned.of_targets.at(TargetId{1});
  const auto whole = text;
  text = of_before(whole, GetParam());
  ASSERT_LT(text.size(), whole.size());
  laptop.start_again(learned);
  const auto morning = start + days{22} + hours{6};
  laptop.wake(morning);

  EXPECT_THAT(codes_of(laptop.see(slow_look(1, 130), morning)),
              testing::Contains("trend.slowing_down"));
  for (int i = 1; i < 9; ++i)
    laptop.see(slow_look(1, 20), morning + minutes{5} * i);
  EXPECT_THAT(codes_of(laptop.see(slow_look(1, 20), morning + hours{1})), testing::IsEmpty());
}

TEST(ForesightMemory, ADecayIsToldAsOneMatter) {
  Laptop laptop;
  decay(laptop, [] {});

  const auto& outlook = laptop.foresight.outlook();
  EXPECT_EQ(monitor::belief(outlook, "trend.slowing_down", false), Belief::at_once);
  EXPECT_EQ(monitor::belief(outlook, "trend.failing_more_often", false), Belief::wait);
  EXPECT_EQ(monitor::belief(outlook, "tcp.slow", false), Belief::wait);
}

TEST(ForesightMemory, WhatIsDamagedIsForgotten) {
  Laptop laptop;
  laptop.work(0, 5);
  const auto whole = laptop.foresight.remember(all);
  const auto& text = whole.of_targets.at(TargetId{1});
  auto cut = whole;
  for (auto& [target, memory] : cut.of_targets)
    memory = "rubbish " + memory.substr(0, memory.size() / 2);
  laptop.start_again(cut);
  const auto morning = start + days{7} + hours{7};
  laptop.wake(morning);

  EXPECT_THAT(codes_of(laptop.see(silent(1), morning)), testing::ElementsAre("tcp.timeout"));
  for (std::size_t at = 0; at < text.size(); at += 3) {
    for (const char wrong : {'\0', '\n', '-', '9', '%', '\xff'}) {
      auto damaged = whole;
      damaged.of_targets[TargetId{1}][at] = wrong;
      damaged.of_all = damaged.of_targets[TargetId{1}];
      laptop.start_again(damaged);
      laptop.see(silent(1), morning);
      laptop.see(good_look(pc(1)), morning);
      laptop.foresight.next_look(TargetId{1});
    }
  }
}

TEST(ForesightMemory, WhatIsTooLargeIsForgotten) {
  Laptop laptop;
  laptop.work(0, 5);
  auto learned = laptop.foresight.remember(all);
  for (auto& [target, memory] : learned.of_targets)
    memory.append(monitor::largest_memory, '\n');

  laptop.start_again(learned);

  EXPECT_THAT(laptop.foresight.remember(all).of_targets, testing::IsEmpty());
}

TEST(ForesightMemory, WhatAClockThatWasAheadHasSeenIsLeftOut) {
  Laptop laptop;
  laptop.work(0, 5);
  for (int i = 0; i < 40; ++i)
    laptop.see(ahead_by(1, 200 - 5 * i), start + days{400} + hours{6} * i);
  auto learned = laptop.foresight.remember(all);
  laptop.now = start + days{7} + hours{9};
  laptop.start_again(learned);
  laptop.wake(laptop.now, "home", "work");

  Check last;
  for (int i = 0; i < 40; ++i)
    last = laptop.see(ahead_by(1, 5 * i), laptop.now + hours{6});

  const auto found = std::find_if(last.findings.begin(), last.findings.end(), [](const auto& one) {
    return one.code == "identity.clock_skew";
  });
  ASSERT_NE(found, last.findings.end()) << "the readings of now make a series of their own";
}

TEST(ForesightMemory, ThePlacesOfAnOldLaptopAreBounded) {
  Laptop laptop;
  for (int day = 0; day < 400; ++day) {
    const auto morning = start + days{day} + hours{8};
    laptop.wake(morning, "hotel with a rather long name " + std::to_string(day), "work");
    for (int i = 0; i < 3; ++i)
      laptop.see(i == 1 ? silent(1) : good_look(pc(1)), morning + minutes{20 * i});
    laptop.foresight.note_attempt(TargetId{1}, morning + hours{1});
    if (day % 50 == 0) laptop.start_again();
  }

  const auto learned = laptop.foresight.remember(all);

  EXPECT_LT(learned.of_targets.at(TargetId{1}).size(), monitor::largest_memory);
  EXPECT_LT(learned.of_all.size(), monitor::largest_memory);
}

}  // namespace
