#pragma once

#include "notify/channel.h"
#include "store/store.h"
#include "tray/app/desk.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tray {

/// Makes the parts, connects them, and is the only place that does. Owns the threads.
/// The functions are for the GUI thread (or a command's main thread) and return at once; each
/// `done` is called back there, through `on_home_thread`, and never after stop().
class Assembly final : public Desk {
 public:
  struct Options {
    std::filesystem::path data_dir;  ///< --data-dir; empty: the usual place
    std::filesystem::path program;   ///< this executable, for `portable` and autostart
    bool verbose = false;            ///< log more
    /// Runs work on the thread that owns the windows.
    std::function<void(std::function<void()>)> on_home_thread;
    /// The faces' own ways to tell (toasts).
    std::vector<std::unique_ptr<notify::Channel>> channels;
  };

  template <class T>
  using Done = tray::Done<T>;

  /// Opens log and database. Any thread; may take a moment. Fails with one sentence for a person.
  static monitor::Result<std::unique_ptr<Assembly>> open(Options options);
  /// Stops.
  ~Assembly() override;
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  /// A sentence about what opening had to mend ("The data file was damaged…"); empty: nothing.
  std::string opening_notice() const;

  /// Called whenever `statuses()` may have changed; at most a few times a second.
  void set_changed(std::function<void()> changed);
  /// Begins to watch.
  void start();
  /// Ends, in the order of ARCHITECTURE 6; may be called twice.
  void stop();

  /// Looks whether another process changed targets or settings; `changed` is called if so. It
  /// happens by itself within a minute; call it when a window comes up.
  void refresh();

  // Watchlist
  const std::vector<TargetStatus>& statuses() const override;
  std::string trouble() const override;
  void check_now(std::optional<monitor::TargetId> id) override;
  void connect(monitor::TargetId id, Done<void> done) override;
  void snooze(monitor::TargetId id, monitor::SysTime until) override;
  void history(monitor::TargetId id, monitor::SysTime since,
               Done<std::vector<store::HistoryPoint>> done) override;
  void certificates(monitor::TargetId id, Done<std::vector<store::SeenCertificate>> done) override;

  // TargetBook
  void look_at(monitor::Target target, std::function<void(monitor::Check)> done) override;
  void add_target(monitor::Target target, Done<monitor::Target> done) override;
  void update_target(monitor::Target target, Done<void> done) override;
  void remove_target(monitor::TargetId id, Done<void> done) override;
  void set_maintenance(monitor::TargetId id, notify::Maintenance when, Done<void> done) override;
  void read_files(std::vector<std::filesystem::path> files,
                  std::function<void(ImportPreview)> done) override;
  void read_this_computer(std::function<void(ImportPreview)> done) override;
  void import_targets(std::vector<monitor::Target> targets,
                      Done<std::vector<monitor::Target>> done) override;

  // SettingsBook
  const Preferences& preferences() const override;
  void set_preferences(Preferences preferences, Done<void> done) override;
  void autostart(Done<bool> done) override;
  void set_autostart(bool on, Done<void> done) override;

  // RepairDesk
  void diagnose(monitor::Target target, FixProgressHeard progress, Done<Diagnosis> done) override;
  void repair(Diagnosis diagnosis, std::vector<std::string> chosen, FixProgressHeard progress,
              Done<FixReport> done) override;
  void cancel_repair() override;
  void undo(monitor::RepairId id, std::optional<int> step,
            Done<monitor::RepairRecord> done) override;
  void repairs(Done<std::vector<monitor::RepairRecord>> done) override;
  void write_kit(Diagnosis diagnosis, std::optional<monitor::SysTime> since,
                 std::filesystem::path folder, Done<WrittenKit> done) override;

 private:
  struct Parts;
  explicit Assembly(std::shared_ptr<Parts> parts);
  std::shared_ptr<Parts> parts_;
};

}  // namespace tray
