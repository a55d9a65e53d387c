#include "monitor/engine/monitor.h"
#include "tests/fakes/fake_clock.h"

#include <gmock/gmock.h>

#include <future>
#include <regex>

namespace {

using monitor::Learned;
using monitor::Monitor;
using monitor::TargetId;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::IsEmpty;
using testing::Key;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr TargetId id{1};

/// Port 1 of this computer, where nobody listens: an answer at once.
monitor::Target nobody() {
  monitor::Target target;
  target.id = id;
  target.endpoint = {"127.9.8.7", 1};
  return target;
}

/// A monitor that looks once at nobody, and what it learns.
class Watch {
 public:
  explicit Watch(Learned before = {}) : monitor_(clock_, listener(), memory(std::move(before))) {}

  void look() {
    monitor_.set_targets({nobody()});
    monitor_.start();
    monitor_.check_now(id);
    wait_for(seen_);
  }

  /// Time passes; waits until it has told what it learned.
  void pass(minutes span) {
    clock_.advance(span);
    monitor_.post([] {});
    wait_for(told_);
  }

  std::vector<Learned> stop() {
    monitor_.stop();
    return learned_;
  }

 private:
  static monitor::MonitorMemory memory(Learned before) {
    monitor::MonitorMemory memory;
    memory.learned = std::move(before);
    return memory;
  }

  static void wait_for(std::promise<void>& moment) {
    if (moment.get_future().wait_for(seconds(20)) != std::future_status::ready)
      throw std::runtime_error("The monitor does not come to it.");
  }

  monitor::MonitorListener listener() {
    monitor::MonitorListener heard;
    heard.on_check = [this](const auto&) {
      if (++looks_ == 1) seen_.set_value();
    };
    heard.on_learned = [this](const Learned& learned) {
      learned_.push_back(learned);
      if (learned_.size() == 1) told_.set_value();
    };
    return heard;
  }

  tests::FakeClock clock_;
  int looks_ = 0;
  std::vector<Learned> learned_;
  std::promise<void> seen_;
  std::promise<void> told_;
  Monitor monitor_;
};

TEST(MonitorMemory, IsGivenOnceWhenItStops) {
  Watch watch;
  watch.look();

  watch.stop();
  const auto learned = watch.stop();

  ASSERT_THAT(learned, SizeIs(1));
  EXPECT_THAT(learned[0].of_targets, UnorderedElementsAre(Key(id)));
}

TEST(MonitorMemory, IsGivenWhileItRunsForACrashTakesTheRest) {
  Watch watch;
  watch.look();

  watch.pass(minutes{11});

  EXPECT_THAT(watch.stop().front().of_targets, UnorderedElementsAre(Key(id)));
}

TEST(MonitorMemory, IsNotGivenWithoutALook) {
  Watch watch;

  EXPECT_THAT(watch.stop(), IsEmpty());
}

TEST(MonitorMemory, GoesOnWhereTheLastOneStopped) {
  Watch first;
  first.look();
  Watch second(first.stop()[0]);
  second.look();

  const auto text = second.stop()[0].of_targets.at(id);

  // One stretch of failing looks, and two looks in it.
  EXPECT_TRUE(std::regex_search(text, std::regex("spells/4 1 [0-9]+ [0-9]+ 0 [0-9]+ 2 "))) << text;
}

}  // namespace
