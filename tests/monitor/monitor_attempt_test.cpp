#include "monitor/engine/monitor.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/scripted_server.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <string>

namespace {

using monitor::Monitor;
using monitor::TargetId;
using std::chrono::seconds;

/// What a monitor says, and the wait for it.
class Ear {
 public:
  monitor::MonitorListener listener() {
    monitor::MonitorListener heard;
    heard.on_check = [this](const auto&) { note([this] { ++looks_; }); };
    heard.on_change = [this](const auto& change) { note([&] { told_ = change.finding.code; }); };
    return heard;
  }

  bool hears_of_a_look() {
    return waits_for([this] { return looks_ > 0; });
  }

  bool is_told(const std::string& code) {
    return waits_for([&] { return told_ == code; });
  }

 private:
  void note(const std::function<void()>& change) {
    const std::lock_guard lock(gate_);
    change();
    changed_.notify_all();
  }

  bool waits_for(const std::function<bool()>& condition) {
    std::unique_lock lock(gate_);
    return changed_.wait_for(lock, seconds(20), condition);
  }

  std::mutex gate_;
  std::condition_variable changed_;
  int looks_ = 0;
  std::string told_;
};

TEST(MonitorAttempt, TellsWhatTheLookBeforeAConnectionConfirms) {
  constexpr std::uint32_t entra_required = 7;
  tests::ScriptedServer server([](tests::Peer& peer) { peer.refuse(entra_required); });
  auto target = server.target();
  target.id = TargetId{1};
  tests::FakeClock clock;
  Ear ear;
  Monitor monitor(clock, ear.listener());
  monitor::MonitorSettings settings;
  settings.failures_to_believe = 2;
  settings.confirm_after = seconds(600);
  monitor.set_settings(settings);
  monitor.set_targets({target});
  monitor.start();
  ASSERT_TRUE(ear.hears_of_a_look());

  monitor.look_once(target, [](const auto&) {});
  // The pause that a host is given after each look; no other look is due so soon.
  for (int i = 0; i < 20; ++i) {
    clock.advance(seconds(1));
    std::promise<void> done;
    monitor.post([&done] { done.set_value(); });
    done.get_future().wait();
  }

  EXPECT_TRUE(ear.is_told("rdp.entra_required"));
}

}  // namespace
