#include "monitor/engine/monitor.h"
#include "tests/fakes/fake_clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>

namespace {

using monitor::Monitor;
using monitor::TargetId;
using std::chrono::seconds;

constexpr TargetId id{1};

/// Port 1 of this computer, where nobody listens: an answer at once.
monitor::Target nobody() {
  monitor::Target target;
  target.id = id;
  target.endpoint = {"127.9.8.6", 1};
  return target;
}

/// How many looks a monitor makes.
class Looks {
 public:
  monitor::MonitorListener listener() {
    monitor::MonitorListener heard;
    heard.on_look_started = [this](TargetId) { ++started_; };
    heard.on_check = [this](const auto&) {
      const std::lock_guard lock(gate_);
      ++count_;
      changed_.notify_all();
    };
    return heard;
  }

  bool reach(int count) {
    std::unique_lock lock(gate_);
    return changed_.wait_for(lock, seconds(20), [&] { return count_ >= count; });
  }

  int started() const { return started_; }

 private:
  std::mutex gate_;
  std::condition_variable changed_;
  int count_ = 0;
  std::atomic<int> started_ = 0;
};

/// Whatever was due has begun.
void settle(Monitor& monitor) {
  for (int i = 0; i < 2; ++i) {
    std::promise<void> done;
    monitor.post([&done] { done.set_value(); });
    done.get_future().wait();
  }
}

TEST(MonitorAttempt, IsPrecededByALookWhereTheNewestOneFailed) {
  tests::FakeClock clock;
  Looks looks;
  Monitor monitor(clock, looks.listener());
  monitor::MonitorSettings settings;
  settings.confirm_after = seconds(600);
  monitor.set_settings(settings);
  monitor.set_targets({nobody()});
  monitor.start();
  monitor.check_now(id);
  ASSERT_TRUE(looks.reach(1));
  clock.advance(seconds(10));
  settle(monitor);
  ASSERT_EQ(looks.started(), 1) << "nothing else asks for one so soon";

  monitor.note_attempt(id);
  // A host is given a pause after each look, from its end on.
  clock.advance(seconds(10));
  settle(monitor);

  EXPECT_TRUE(looks.reach(2));
}

}  // namespace
