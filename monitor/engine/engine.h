#pragma once

#include "monitor/engine/ladder.h"
#include "monitor/engine/monitor.h"
#include "monitor/engine/reasoning.h"
#include "monitor/engine/scheduler.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace monitor {

/// Whoever waits for a single look; hears of it exactly once, of nothing if it is dropped.
class Answer {
 public:
  using Done = std::function<void(std::optional<Check>)>;

  explicit Answer(Done done) : done_(std::move(done)) {}

  ~Answer() { give({}); }

  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  void give(std::optional<Check> check) {
    if (auto done = std::exchange(done_, {})) done(std::move(check));
  }

 private:
  Done done_;
};

/// Whether a look at one is a look at the other.
inline bool is_same_place(const Target& a, const Target& b) {
  return a.endpoint == b.endpoint && a.gateway == b.gateway;
}

/// What Monitor does on its thread. post() and stop() may be called on any, run() on the one that
/// becomes the network thread, everything else there only.
class Engine {
 public:
  Engine(const Clock& clock, MonitorListener listener, MonitorMemory memory);

  void run();
  void stop();
  /// Does `work`, then whatever has become due. Dropped once stopped.
  void post(std::function<void(Engine&)> work);

  void set_targets(const std::vector<Target>& targets);
  void set_settings(const MonitorSettings& settings);
  void set_situation(const Situation& situation);

  void set_utc_offset(std::chrono::seconds offset) {
    ladder_.set_utc_offset(offset);
    reasoning_.set_utc_offset(offset);
  }

  void note_attempt(TargetId id) {
    reasoning_.note_attempt(id, clock_.now());
    untold_.insert(id);
  }

  void note_warning(TargetId id, std::optional<Finding> warning);
  void check_now(std::optional<TargetId> id);
  void look_once(const Target& target, std::shared_ptr<Answer> answer);
  /// Gives what has been learned since the last time. Also on another thread once run() has ended.
  void tell_learned();

 private:
  /// A look under way.
  struct Look {
    Target target;
    int moves = 0;  ///< Reasoning::moves() when it began
  };

  void go_on();
  void wait_for_the_next();
  void begin_look(TargetId id);
  void take_check(TargetId id, Check check);
  void look_ended(TargetId id);
  void remember(const Check& check);
  void tell(const std::vector<FindingChange>& changes);
  void tell_offline(std::optional<TargetId> id);
  void apply_pace();
  void tell_minute();
  Scheduler::Wish wish_after(TargetId id) const;

  const Clock& clock_;
  MonitorListener listener_;
  MonitorSettings settings_;

  std::map<TargetId, Target> targets_;
  std::map<TargetId, std::shared_ptr<const Check>> last_;
  std::map<TargetId, Look> looks_;
  std::map<TargetId, std::pair<Target, std::shared_ptr<Answer>>> once_;
  std::int64_t next_once_ = -1;
  std::optional<SteadyTime> last_minute_;
  std::set<TargetId> untold_;  ///< of which something was learned since the last time
  std::optional<SteadyTime> next_learned_;

  Scheduler scheduler_;
  Reasoning reasoning_;

  std::atomic<bool> stopped_{false};
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  asio::steady_timer timer_;
  std::optional<SteadyTime> timer_at_;
  Ladder ladder_;
};

}  // namespace monitor
