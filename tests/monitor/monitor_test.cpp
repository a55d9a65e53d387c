#include "monitor/engine/monitor.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/scripted_server.h"
#include "tests/fakes/watched_checks.h"

#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

namespace {

using monitor::Check;
using monitor::FindingChange;
using monitor::Monitor;
using monitor::Situation;
using monitor::Target;
using monitor::TargetId;
using monitor::Verdict;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// What a monitor tells, and the wait for it. The clock is the test's: each nudge lets the monitor
/// see what has become due.
class Watch {
 public:
  tests::FakeClock clock;
  std::function<void()> in_on_check = [] {};

  monitor::MonitorListener listener() {
    monitor::MonitorListener heard;
    heard.on_look_started = [this](TargetId) { note([this] { ++started_; }); };
    heard.on_check = [this](const Check& check) {
      note([&] { checks_.push_back(check); });
      in_on_check();
    };
    heard.on_change = [this](const FindingChange& change) {
      note([&] { changes_.push_back(change); });
    };
    heard.on_minute = [this](const auto&) { note([this] { ++minutes_; }); };
    return heard;
  }

  /// The check by that number, counted from one.
  Check check(std::size_t number) {
    std::unique_lock lock(gate_);
    const bool came =
        changed_.wait_for(lock, seconds(20), [&] { return checks_.size() >= number; });
    if (!came) throw std::runtime_error("No check number " + std::to_string(number));
    return checks_[number - 1];
  }

  /// Time passes, and the monitor makes one more look. A moment more where the last connection is
  /// still being closed, for the pause that a host is given counts from its end.
  Check check_after(
      std::chrono::milliseconds span, Monitor& monitor, const std::function<void()>& ask = [] {}) {
    const auto before = count();
    settle(monitor);
    clock.advance(span);
    ask();
    for (int i = 0; i < 1'000 && count() == before; ++i) {
      settle(monitor);
      clock.advance(std::chrono::milliseconds(100));
    }
    return check(before + 1);
  }

  std::size_t count() {
    const std::lock_guard lock(gate_);
    return checks_.size();
  }

  std::vector<std::string> changes() {
    const std::lock_guard lock(gate_);
    return tests::told_of(changes_);
  }

  int started() {
    const std::lock_guard lock(gate_);
    return started_;
  }

  int minutes_heard() {
    const std::lock_guard lock(gate_);
    return minutes_;
  }

  /// Returns once everything posted so far is done, a look included.
  void settle(Monitor& monitor) {
    monitor.post([] {});
    bool done = false;
    monitor.look_once(nobody(), [&](const auto&) { note([&] { done = true; }); });
    std::unique_lock lock(gate_);
    if (!changed_.wait_for(lock, seconds(20), [&] { return done; })) {
      throw std::runtime_error("The monitor does not come back.");
    }
  }

 private:
  /// Port 1 of this computer, where nobody listens: an answer at once. Another address each time,
  /// because a host is given a pause.
  Target nobody() {
    ++nobodies_;
    Target target;
    target.endpoint = {
        "127.9." + std::to_string(nobodies_ / 250) + '.' + std::to_string(nobodies_ % 250 + 1), 1};
    return target;
  }

  template <class F>
  void note(F change) {
    const std::lock_guard lock(gate_);
    change();
    changed_.notify_all();
  }

  std::mutex gate_;
  std::condition_variable changed_;
  std::vector<Check> checks_;
  std::vector<FindingChange> changes_;
  int started_ = 0;
  int minutes_ = 0;
  int nobodies_ = 0;
};

/// Answers with standard RDP security, which is a risk but works; or hangs up while `broken`.
class Server {
 public:
  std::atomic<bool> broken = false;

  Target target(int id = 1) const {
    auto made = server_.target();
    made.id = TargetId{id};
    made.name = "PC";
    return made;
  }

  /// The same place by an address that does not look like this computer's own: Linux takes 0.0.0.0
  /// for 127.0.0.1 when connecting.
  Target elsewhere(int id = 1) const {
    auto made = target(id);
    made.endpoint.host = "0.0.0.0";
    return made;
  }

  int connections() const { return server_.connections(); }

 private:
  tests::ScriptedServer server_{[this](tests::Peer& peer) {
    if (broken) {
      peer.read_some();
    } else {
      peer.confirm(0);
    }
  }};
};

/// That finding of the first target was told before this start.
monitor::MonitorMemory told_before(const std::string& code) {
  FindingChange told;
  told.targets = {TargetId{1}};
  told.finding.code = code;
  monitor::MonitorMemory memory;
  memory.open_changes.push_back(told);
  return memory;
}

Situation offline() {
  Situation situation;
  situation.online = false;
  return situation;
}

TEST(Monitor, LooksAtATargetAndTakesItsOldFaultsForNoNews) {
  Server server;
  Watch watch;
  Monitor monitor(watch.clock, watch.listener());
  monitor.set_targets({server.target()});
  monitor.start();

  const auto check = watch.check(1);
  monitor.stop();

  EXPECT_EQ(check.target, server.target());
  EXPECT_EQ(verdict_of(check), Verdict::at_risk);
  EXPECT_THAT(watch.changes(), IsEmpty());
  EXPECT_EQ(watch.started(), 1);
  EXPECT_GE(watch.minutes_heard(), 1);
}

TEST(Monitor, LooksAgainAfterTheInterval) {
  Server server;
  Watch watch;
  Monitor monitor(watch.clock, watch.listener());
  monitor.set_targets({server.target()});
  monitor.start();
  watch.check(1);

  watch.clock.advance(minutes(4));
  watch.settle(monitor);
  EXPECT_EQ(watch.count(), 1U);
  watch.check_after(seconds(91), monitor);

  EXPECT_EQ(watch.count(), 2U);
}

TEST(Monitor, ConfirmsAFailureBeforeItTellsOfIt) {
  Server server;
  server.broken = true;
  Watch watch;
  Monitor monitor(watch.clock, watch.listener());
  monitor.set_targets({server.target()});
  monitor.start();
  watch.check(1);

  watch.check_after(seconds(3), monitor);
  watch.check_after(seconds(3), monitor);
  EXPECT_THAT(watch.changes(), IsEmpty());
  watch.check_after(monitor::find_code("rdp.closed")->patience, monitor);
  monitor.stop();

  EXPECT_THAT(watch.changes(), ElementsAre("opened rdp.closed"));
  EXPECT_EQ(server.connections(), 4);
}

TEST(Monitor, ConfirmsARecoveryAndSpeaksOfItOnce) {
  Server server;
  server.broken = true;
  Watch watch;
  Monitor monitor(watch.clock, watch.listener(), told_before("rdp.closed"));
  monitor.set_targets({server.target()});
  monitor.start();
  watch.check(1);

  server.broken = false;
  watch.check_after(minutes(6), monitor);
  EXPECT_THAT(watch.changes(), IsEmpty());
  watch.check_after(seconds(3), monitor);
  monitor.stop();

  EXPECT_THAT(watch.changes(), ElementsAre("closed rdp.closed"));
}

TEST(Monitor, TakesTargetsForUnknownWhileOfflineAndLooksAgainAfterwards) {
  Server server;
  Watch watch;
  Monitor monitor(watch.clock, watch.listener());
  monitor.set_situation(offline());
  monitor.set_targets({server.elsewhere()});
  monitor.start();

  EXPECT_EQ(verdict_of(watch.check(1)), Verdict::unknown);
  watch.clock.advance(minutes(30));
  watch.settle(monitor);
  EXPECT_EQ(server.connections(), 0);

  monitor.set_situation(Situation{});
  watch.settle(monitor);
  EXPECT_EQ(server.connections(), 0);
  EXPECT_EQ(verdict_of(watch.check_after(seconds(16), monitor)), Verdict::at_risk);
}

TEST(Monitor, LooksAtThisComputerAlsoWhileOffline) {
  Server server;
  Watch watch;
  Monitor monitor(watch.clock, watch.listener());
  monitor.set_situation(offline());
  monitor.set_targets({server.target()});
  monitor.start();

  EXPECT_EQ(verdict_of(watch.check(1)), Verdict::at_risk);
}

TEST(Monitor, DoesNotCountAFailureThatTheNetworksChangeMayHaveCaused) {
  Watch watch;
  std::atomic<bool> asked = false;
  std::atomic<bool> moved = false;
  tests::ScriptedServer server([&](tests::Peer& peer) {
    peer.read_some();
    asked = true;
    while (!moved)
      std::this_thread::yield();
  });
  auto target = server.target();
  target.id = TargetId{1};
  target.endpoint.host = "0.0.0.0";
  Monitor monitor(watch.clock, watch.listener());
  Situation home;
  home.network = "home";
  monitor.set_situation(home);
  monitor.set_targets({target});
  monitor.start();
  while (!asked)
    std::this_thread::yield();

  Situation office;
  office.network = "office";
  monitor.set_situation(office);
  watch.settle(monitor);
  moved = true;

  EXPECT_EQ(verdict_of(watch.check(1)), Verdict::unknown);
}

TEST(Monitor, ChecksNowWhenAsked) {
  Server server;
  Watch watch;
  Monitor monitor(watch.clock, watch.listener());
  monitor.set_targets({server.target()});
  monitor.start();
  watch.check(1);

  const auto check =
      watch.check_after(seconds(2), monitor, [&] { monitor.check_now(TargetId{1}); });

  EXPECT_EQ(verdict_of(check), Verdict::at_risk);
}

TEST(Monitor, LooksOnceAtWhatIsNotSaved) {
  Server server;
  Watch watch;
  Monitor monitor(watch.clock, watch.listener());
  monitor.start();
  std::promise<std::optional<Check>> answer;

  monitor.look_once(server.target(0), [&](auto check) { answer.set_value(std::move(check)); });

  const auto check = answer.get_future().get();
  ASSERT_TRUE(check);
  EXPECT_EQ(verdict_of(*check), Verdict::at_risk);
  EXPECT_EQ(watch.count(), 0U);
}

TEST(Monitor, StopsAlsoWhileALookHangs) {
  tests::ScriptedServer server([](tests::Peer& peer) { peer.stall(); });
  Watch watch;
  std::promise<bool> answer;
  {
    Monitor monitor(watch.clock, watch.listener());
    monitor.start();
    monitor.look_once(server.target(), [&](auto check) { answer.set_value(check.has_value()); });

    monitor.stop();
    monitor.stop();
  }
  EXPECT_FALSE(answer.get_future().get());
}

TEST(Monitor, AnswersEveryLookThatIsAskedForAlsoWhenItNeverStarts) {
  Watch watch;
  int answers = 0;
  {
    Monitor monitor(watch.clock, watch.listener());
    monitor.look_once(Target{}, [&](auto check) { answers += check.has_value() ? 10 : 1; });
    monitor.stop();
    monitor.look_once(Target{}, [&](auto check) { answers += check.has_value() ? 10 : 1; });
  }

  EXPECT_EQ(answers, 2);
}

TEST(Monitor, SurvivesAListenerThatThrows) {
  Server server;
  Watch watch;
  watch.in_on_check = [] { throw std::runtime_error("A defect of the listener."); };
  Monitor monitor(watch.clock, watch.listener());
  monitor.set_targets({server.target()});
  monitor.start();
  watch.check(1);

  watch.check_after(minutes(6), monitor);

  EXPECT_EQ(watch.count(), 2U);
}

TEST(Monitor, ClosesWhatIsOpenForATargetThatIsRemoved) {
  Server server;
  server.broken = true;
  Watch watch;
  Monitor monitor(watch.clock, watch.listener(), told_before("rdp.closed"));
  monitor.set_targets({server.target()});
  monitor.start();
  watch.check(1);

  monitor.set_targets({});
  watch.settle(monitor);

  EXPECT_THAT(watch.changes(), ElementsAre("closed rdp.closed"));
}

}  // namespace
