#pragma once

#include "monitor/engine/monitor.h"
#include "monitor/platform/autostart.h"
#include "monitor/platform/rdp_client.h"
#include "monitor/platform/situation_source.h"
#include "notify/alert_policy.h"
#include "notify/dispatcher.h"
#include "tray/app/assembly.h"
#include "tray/app/fix.h"
#include "tray/app/loading.h"
#include "tray/app/metrics_writer.h"
#include "tray/app/worker.h"

#include <atomic>
#include <map>

namespace tray {

/// Lives in a shared_ptr: work under way on other threads holds a weak one, and comes home to
/// nothing once the assembly is gone.
struct Assembly::Parts : std::enable_shared_from_this<Assembly::Parts> {
  explicit Parts(Options chosen) : options(std::move(chosen)) {}

  Options options;
  monitor::SystemClock clock;
  std::string notice;
  // Home thread.
  std::vector<TargetStatus> statuses;
  Preferences preferences;
  SnoozedEpisodes snoozed_episodes;
  std::function<void()> changed;
  bool change_announced = false, stopped = false;
  std::shared_ptr<std::atomic<bool>> fix_cancelled;  ///< of the fix that was asked for last

  // Network thread, after start().
  notify::AlertPolicy policy;
  std::optional<std::chrono::seconds> utc_offset;
  /// Network and VPN that were in use when a target last answered.
  std::map<monitor::TargetId, std::optional<std::pair<std::string, std::string>>> networks;
  std::map<monitor::TargetId, std::string> compared;  ///< SHA-256 last held against clients' own
  std::int64_t last_change_count = 0;                 // store thread

  // In the order in which they are made; destroyed the other way round.
  std::unique_ptr<store::Store> store;
  std::unique_ptr<notify::Dispatcher> dispatcher;
  std::unique_ptr<monitor::RdpClient> client = monitor::open_rdp_client();
  std::unique_ptr<monitor::Autostart> autostart = monitor::open_autostart();
  std::unique_ptr<Worker> worker;
  std::unique_ptr<MetricsWriter> metrics;
  std::unique_ptr<monitor::Monitor> monitor;
  std::unique_ptr<monitor::SituationSource> situation = monitor::open_situation_source();

  /// Runs `work(parts)` on the home thread, unless the assembly is gone by then.
  template <class F>
  void at_home(F work) {
    options.on_home_thread([weak = weak_from_this(), work = std::move(work)]() mutable {
      const auto parts = weak.lock();
      if (parts && !parts->stopped) work(*parts);
    });
  }

  /// Runs `work(database)` on the store thread and `done(its answer)` at home.
  template <class F, class D>
  void ask_store(F work, D done) {
    store->post([weak = weak_from_this(), work = std::move(work),
                 done = std::move(done)](store::Database& database) mutable {
      bring_home(weak, work(database), std::move(done));
    });
  }

  /// Runs `work()` on the worker and `done(its answer)` at home.
  template <class F, class D>
  void ask_worker(F work, D done) {
    worker->post([weak = weak_from_this(), work = std::move(work),
                  done = std::move(done)]() mutable { bring_home(weak, work(), std::move(done)); });
  }

  template <class Answer, class D>
  static void bring_home(const std::weak_ptr<Parts>& weak, Answer answer, D done) {
    const auto parts = weak.lock();
    if (!parts) return;
    parts->at_home([done = std::move(done), answer = std::move(answer)](Parts& home) mutable {
      done(home, std::move(answer));
    });
  }

  TargetStatus* find(monitor::TargetId id);
  void announce();
  void make_monitor(const std::vector<notify::Told>& told, std::vector<monitor::TargetMemory> pasts,
                    monitor::Learned learned);
  monitor::MonitorListener listener();
  void take_situation(const monitor::Situation& now);
  void take_check(const monitor::Check& check);
  void set_local_time();
  void take_change(const monitor::FindingChange& change);
  void tell(const notify::Alert& alert);
  void remind(const monitor::MonitorListener::Question& worth_repeating);
  void keep_told();
  void write_metrics();
  void keep_house();
  void note_network(const monitor::Check& check);
  void compare_with_clients(const monitor::Check& check);
  monitor::RdpClient::Ended keeper_of_end(const monitor::Target& target);
  void start_client(monitor::Target target, Done<void> done);
  void show_check(const monitor::Check& check);
  void keep_snooze(const TargetStatus& status);
  void end_snooze_of(const std::string& episode);
  notify::AlertRules rules() const;
  void watch_targets();
  void apply_preferences();
  std::optional<monitor::Check> look_and_wait(const monitor::Target& target,
                                              const std::atomic<bool>& cancelled);
  FixReach reach_of_fix(monitor::TargetId id, std::vector<TargetStatus> known,
                        FixProgressHeard progress, std::shared_ptr<std::atomic<bool>> cancelled);
  void look_for_foreign_changes();
  void reload();
};

}  // namespace tray
