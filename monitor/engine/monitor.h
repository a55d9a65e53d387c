#pragma once

#include "monitor/engine/monitor_memory.h"
#include "monitor/model/thresholds.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// How often and how patiently the monitor looks.
struct MonitorSettings {
  std::chrono::seconds every{300};        ///< for targets without a setting of their own
  std::chrono::seconds slower{900};       ///< at least that far apart on battery or a metered link
  std::chrono::seconds confirm_after{2};  ///< between the quick looks that confirm a change
  int failures_to_believe = 3;            ///< looks in a row before a failure is believed
  int recoveries_to_believe = 2;          ///< and before a recovery is
  std::chrono::seconds wake_grace{15};    ///< after sleep or a change of network
  Millis limit{10'000};                   ///< for one look
  Thresholds thresholds;                  ///< by which looks are judged

  bool operator==(const MonitorSettings&) const = default;
};

/// Who hears what the monitor sees. All are called on the network thread and must not block.
struct MonitorListener {
  std::function<void(TargetId)> on_look_started;
  std::function<void(const Check&)> on_check;           ///< every look, judged, also unconfirmed
  std::function<void(const FindingChange&)> on_change;  ///< believed changes only, causes joined
  /// At most once a minute, at moments when the monitor is awake anyway, while something is
  /// watched. Can be asked, until it returns, how what was told of a target at a moment is now;
  /// null where it may not be told again. It may where the newest look shows it, since this
  /// computer woke or moved, and the user has not tried it in vain meanwhile.
  using Question = std::function<const Finding*(TargetId, const Finding&, SysTime told)>;
  std::function<void(const Question& worth_repeating)> on_minute;
  /// To be kept for the next start: at such a moment, at most hourly, and once on the thread that
  /// stops the monitor. Of the targets that were looked at since the last time.
  std::function<void(const Learned&)> on_learned;
};

/// The engine's whole interface: owns the network thread, watches the targets and tells of changes.
/// Every function may be called on any thread and returns at once, but for stop().
class Monitor {
 public:
  Monitor(const Clock& clock, MonitorListener listener, MonitorMemory memory = {});
  /// Stops.
  ~Monitor();
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;

  /// Starts the network thread; the first looks are spread over a short while.
  void start();
  /// Cancels and joins; may be called twice.
  void stop();

  /// Replaces the targets that are watched; those that stay keep their state. A new or edited one
  /// is looked at at once.
  void set_targets(std::vector<Target> targets);
  void set_settings(MonitorSettings settings);
  /// Offline or asleep: no looks, and targets become unknown, not failed.
  void set_situation(Situation situation);
  /// Local time minus UTC from now on.
  void set_utc_offset(std::chrono::seconds offset);
  /// The user begins to connect.
  void note_attempt(TargetId id);
  /// What the user's client will warn of there, or that it will not; looks again where it is news.
  void note_warning(TargetId id, std::optional<Finding> warning);
  /// Looks now, as soon as the host's manners allow; without an id at every target.
  void check_now(std::optional<TargetId> id);
  /// One look at a target that need not be saved. `done` is called exactly once, on the network
  /// thread; with nothing if the monitor stops first, then on whichever thread drops it.
  void look_once(Target target, std::function<void(std::optional<Check>)> done);
  /// Runs `work` on the network thread; dropped once it has stopped.
  void post(std::function<void()> work);

 private:
  struct Home;
  std::unique_ptr<Home> home_;
};

}  // namespace monitor
