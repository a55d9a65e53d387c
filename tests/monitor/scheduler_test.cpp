#include "monitor/engine/scheduler.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace {

using monitor::Scheduler;
using monitor::SteadyTime;
using monitor::Target;
using monitor::TargetId;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr SteadyTime start{std::chrono::hours(1000)};
constexpr milliseconds look_takes{40};

Target target(int id, std::string host) {
  Target made;
  made.id = TargetId{id};
  made.endpoint.host = std::move(host);
  return made;
}

std::vector<Target> different_hosts(int count) {
  std::vector<Target> targets;
  for (int i = 1; i <= count; ++i)
    targets.push_back(target(i, "pc" + std::to_string(i)));
  return targets;
}

/// Lives as the monitor does: sleeps until somebody is due, looks, and reports the end of the look.
class Day {
 public:
  explicit Day(double share = 0.5) : scheduler([share] { return share; }) {}

  Scheduler scheduler;
  SteadyTime now = start;
  int wake_ups = 0;
  std::vector<std::pair<TargetId, SteadyTime>> looks;

  void live_until(SteadyTime end) {
    while (const auto next = scheduler.next_due()) {
      if (*next > end) break;
      now = std::max(now, *next);
      ++wake_ups;
      look();
    }
    now = end;
  }

  void live_for(seconds span) { live_until(now + span); }

  /// The looks that begin now; they end a moment later.
  std::vector<TargetId> look(Scheduler::Wish wish = {}) {
    auto taken = scheduler.take_due(now);
    for (const auto id : taken)
      looks.emplace_back(id, now);
    for (const auto id : taken)
      scheduler.finished(id, wish, now + look_takes);
    return taken;
  }

  std::vector<SteadyTime> times_of(int id) const {
    std::vector<SteadyTime> times;
    for (const auto& [who, at] : looks) {
      if (who == TargetId{id}) times.push_back(at);
    }
    return times;
  }
};

TEST(Scheduler, LooksAtANewTargetAtOnce) {
  Day day;

  day.scheduler.set_targets({target(1, "pc")}, start);

  EXPECT_EQ(day.scheduler.next_due(), start);
  EXPECT_THAT(day.look(), ElementsAre(TargetId{1}));
}

TEST(Scheduler, SpreadsTheFirstLooksOverAFewSeconds) {
  Day day;

  day.scheduler.set_targets(different_hosts(50), start);
  day.live_for(seconds(20));

  EXPECT_THAT(day.looks, SizeIs(50));
  EXPECT_GE(day.looks.back().second - day.looks.front().second, seconds(5));
}

TEST(Scheduler, LooksEveryFiveMinutesGiveOrTakeATenth) {
  for (const double share : {0.0, 0.3, 0.999}) {
    Day day(share);
    day.scheduler.set_targets({target(1, "pc")}, start);

    day.live_for(seconds(3600));

    const auto times = day.times_of(1);
    ASSERT_GE(times.size(), 10U);
    for (std::size_t i = 1; i < times.size(); ++i) {
      EXPECT_GE(times[i] - times[i - 1], seconds(270)) << share;
      EXPECT_LE(times[i] - times[i - 1], seconds(331)) << share;
    }
  }
}

TEST(Scheduler, LetsManyTargetsShareWakeUps) {
  Day day;
  day.scheduler.set_targets(different_hosts(50), start);
  day.live_for(seconds(600));
  day.wake_ups = 0;
  day.looks.clear();

  day.live_for(seconds(3000));

  EXPECT_GE(day.looks.size(), 450U);
  EXPECT_LE(day.wake_ups, 30);
}

TEST(Scheduler, KeepsATargetsOwnInterval) {
  Day day;
  auto hasty = target(1, "pc");
  hasty.every = seconds(60);
  day.scheduler.set_targets({hasty, target(2, "other")}, start);

  day.live_for(seconds(3600));

  EXPECT_NEAR(static_cast<double>(day.times_of(1).size()), 61, 7);
  EXPECT_NEAR(static_cast<double>(day.times_of(2).size()), 13, 2);
}

TEST(Scheduler, NeverLooksTwiceAtOneHostAtOnce) {
  Day day;
  auto second = target(2, "PC.example.com");
  second.endpoint.port = 3390;
  day.scheduler.set_targets({target(1, "pc.example.com"), second}, start);

  EXPECT_THAT(day.scheduler.take_due(start), ElementsAre(TargetId{1}));
  EXPECT_THAT(day.scheduler.next_due(), testing::Eq(std::nullopt));
  day.scheduler.finished(TargetId{1}, {}, start + milliseconds(200));

  EXPECT_THAT(day.scheduler.take_due(start + milliseconds(1199)), IsEmpty());
  EXPECT_EQ(day.scheduler.next_due(), start + milliseconds(1200));
  EXPECT_THAT(day.scheduler.take_due(start + milliseconds(1200)), ElementsAre(TargetId{2}));
}

TEST(Scheduler, CountsAGatewayAsTheHost) {
  Day day;
  auto first = target(1, "inner1");
  auto second = target(2, "inner2");
  first.gateway = second.gateway = monitor::Endpoint{"gw.example.com", 443};
  day.scheduler.set_targets({first, second}, start);

  EXPECT_THAT(day.scheduler.take_due(start), SizeIs(1));
}

TEST(Scheduler, LooksAgainWhenTheWishedMomentComes) {
  Day day;
  day.scheduler.set_targets({target(1, "pc")}, start);

  Scheduler::Wish confirm;
  confirm.by = start + look_takes + seconds(2);
  day.look(confirm);

  ASSERT_TRUE(day.scheduler.next_due());
  EXPECT_GE(*day.scheduler.next_due(), start + look_takes + seconds(2));
  EXPECT_LE(*day.scheduler.next_due(), start + look_takes + seconds(3));
}

TEST(Scheduler, LooksSoonerAroundAChange) {
  Day day;
  day.scheduler.set_targets({target(1, "pc")}, start);

  Scheduler::Wish wish;
  wish.sooner = true;
  day.look(wish);

  ASSERT_TRUE(day.scheduler.next_due());
  EXPECT_LE(*day.scheduler.next_due(), start + seconds(70));
}

TEST(Scheduler, LooksLessOftenOnBattery) {
  Day day;
  Scheduler::Pace pace;
  pace.slow = true;
  day.scheduler.set_pace(pace, start);
  day.scheduler.set_targets({target(1, "pc")}, start);

  day.live_for(seconds(9000));

  EXPECT_NEAR(static_cast<double>(day.times_of(1).size()), 11, 2);
}

TEST(Scheduler, LooksSoonAgainWhenPowerIsBack) {
  Day day;
  Scheduler::Pace pace;
  pace.slow = true;
  day.scheduler.set_pace(pace, start);
  day.scheduler.set_targets({target(1, "pc")}, start);
  day.look();

  pace.slow = false;
  day.scheduler.set_pace(pace, start + seconds(10));

  EXPECT_LE(*day.scheduler.next_due(), start + seconds(310));
}

TEST(Scheduler, LooksNowWhenAsked) {
  Day day;
  day.scheduler.set_targets({target(1, "pc"), target(2, "other")}, start);
  day.look();
  day.now = start + seconds(10);

  day.scheduler.look_now(TargetId{2}, day.now);

  EXPECT_THAT(day.look(), ElementsAre(TargetId{2}));
}

TEST(Scheduler, TakesALookUnderWayAsTheAnswer) {
  Day day;
  day.scheduler.set_targets({target(1, "pc")}, start);
  day.scheduler.take_due(start);

  day.scheduler.look_now({}, start + seconds(1));
  day.scheduler.finished(TargetId{1}, {}, start + seconds(2));

  EXPECT_GE(*day.scheduler.next_due(), start + seconds(269));
}

TEST(Scheduler, LooksAgainWhenAskedAfterTheAnswer) {
  Day day;
  day.scheduler.set_targets({target(1, "pc")}, start);
  day.scheduler.take_due(start);
  day.scheduler.answered(TargetId{1});

  day.scheduler.look_now(TargetId{1}, start + seconds(1));
  day.scheduler.finished(TargetId{1}, {}, start + seconds(2));

  EXPECT_EQ(*day.scheduler.next_due(), start + seconds(3)) << "a pause of a second between looks";
}

TEST(Scheduler, LooksAgainAtATargetThatWasEditedMeanwhile) {
  Day day;
  day.scheduler.set_targets({target(1, "old")}, start);
  day.scheduler.take_due(start);

  day.scheduler.set_targets({target(1, "new")}, start + seconds(1));
  day.scheduler.finished(TargetId{1}, {}, start + seconds(2));

  EXPECT_LE(*day.scheduler.next_due(), start + seconds(2));
}

TEST(Scheduler, RestsWhileNothingCanBeReached) {
  Day day;
  day.scheduler.set_targets({target(1, "pc"), target(2, "localhost")}, start);

  day.scheduler.set_reach(Scheduler::Reach::nothing);
  EXPECT_EQ(day.scheduler.next_due(), std::nullopt);
  EXPECT_THAT(day.scheduler.take_due(start + seconds(5)), IsEmpty());

  day.scheduler.set_reach(Scheduler::Reach::this_computer);
  EXPECT_THAT(day.scheduler.take_due(start + seconds(5)), ElementsAre(TargetId{2}));
}

TEST(Scheduler, WaitsAGraceAfterWakingAndThenLooksAtAll) {
  Day day;
  day.scheduler.set_targets(different_hosts(20), start);
  day.live_for(seconds(30));
  day.looks.clear();

  const auto woken = day.now;
  day.scheduler.look_at_all_after(seconds(15), woken);
  day.live_for(seconds(25));

  EXPECT_THAT(day.looks, SizeIs(20));
  EXPECT_GE(day.looks.front().second, woken + seconds(15));
}

TEST(Scheduler, LooksOnceAfterALongPauseNotForEveryTurnThatWasMissed) {
  Day day;
  day.scheduler.set_targets(different_hosts(3), start);
  day.live_for(seconds(10));
  day.looks.clear();

  day.now += std::chrono::hours(9);
  day.look();
  day.live_for(seconds(60));

  EXPECT_THAT(day.looks, SizeIs(3));
}

TEST(Scheduler, KeepsABoundOnLooksAtTheSameTime) {
  Day day;
  day.scheduler.set_targets(different_hosts(500), start);

  const auto taken = day.scheduler.take_due(start + seconds(120));

  EXPECT_LE(taken.size(), 64U);
  EXPECT_EQ(day.scheduler.next_due(), std::nullopt);
}

TEST(Scheduler, ReachesEveryTargetAlsoWhereThereAreManyMoreThanTheBound) {
  Day day;
  day.scheduler.set_targets(different_hosts(500), start);

  day.live_for(seconds(120));

  std::set<TargetId> seen;
  for (const auto& [id, at] : day.looks)
    seen.insert(id);
  EXPECT_THAT(seen, SizeIs(500));
}

TEST(Scheduler, LooksOnceAtWhatIsNotSavedWhateverTheReach) {
  Day day;
  day.scheduler.set_reach(Scheduler::Reach::nothing);

  day.scheduler.look_once(TargetId{-1}, target(0, "pc"), start);

  EXPECT_THAT(day.look(), ElementsAre(TargetId{-1}));
  EXPECT_EQ(day.scheduler.next_due(), std::nullopt);
}

}  // namespace
