#pragma once

#include "monitor/engine/monitor.h"
#include "monitor/model/check.h"
#include "notify/channel.h"
#include "store/store.h"
#include "tray/app/import_files.h"
#include "tray/app/preferences.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tray {

/// Everything that is known of one saved target, for the faces to show.
struct TargetStatus {
  monitor::Target target;
  monitor::Verdict verdict = monitor::Verdict::unknown;
  std::optional<monitor::SysTime> since;  ///< of the verdict; empty before the first look
  std::optional<monitor::Check> last;     ///< the last look; empty before the first
  bool looking = false;                   ///< a look is under way
  std::optional<monitor::SysTime> snoozed_until;
};

/// Makes the parts, connects them, and is the only place that does. Owns the threads.
/// The functions are for the GUI thread (or a command's main thread) and return at once; each
/// `done` is called back there, through `on_home_thread`, and never after stop().
class Assembly {
 public:
  struct Options {
    std::filesystem::path data_dir;  ///< --data-dir; empty: the usual place
    std::filesystem::path program;   ///< this executable, for `portable` and autostart
    /// Runs work on the thread that owns the windows.
    std::function<void(std::function<void()>)> on_home_thread;
    /// The faces' own ways to tell (toasts).
    std::vector<std::unique_ptr<notify::Channel>> channels;
  };

  template <class T>
  using Done = std::function<void(monitor::Result<T>)>;

  /// Opens log and database. Any thread; may take a moment. Fails with one sentence for a person.
  static monitor::Result<std::unique_ptr<Assembly>> open(Options options);
  /// Stops.
  ~Assembly();
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

  /// Every saved target in the user's order.
  const std::vector<TargetStatus>& statuses() const;

  void check_now(std::optional<monitor::TargetId> id);
  /// One look at something that need not be saved, for the add dialog.
  void look_at(monitor::Target target, std::function<void(monitor::Check)> done);
  void add_target(monitor::Target target, Done<monitor::Target> done);
  void update_target(monitor::Target target, Done<void> done);
  void remove_target(monitor::TargetId id, Done<void> done);
  /// Reads connection files of any known format; saves nothing.
  void read_files(std::vector<std::filesystem::path> files,
                  std::function<void(ImportPreview)> done);
  /// What the RDP clients of this computer remember; saves nothing.
  void read_this_computer(std::function<void(ImportPreview)> done);
  /// Saves them in one transaction; gives those that were new.
  void import_targets(std::vector<monitor::Target> targets,
                      Done<std::vector<monitor::Target>> done);

  void history(monitor::TargetId id, monitor::SysTime since,
               Done<std::vector<store::HistoryPoint>> done);
  void certificates(monitor::TargetId id, Done<std::vector<store::SeenCertificate>> done);

  /// Looks once more, then starts the RDP client.
  void connect(monitor::TargetId id, Done<void> done);
  /// Keeps still about it until then; a moment in the past ends the snooze.
  void snooze(monitor::TargetId id, monitor::SysTime until);

  void autostart(Done<bool> done);
  void set_autostart(bool on, Done<void> done);

  const Preferences& preferences() const;
  void set_preferences(Preferences preferences, Done<void> done);

 private:
  struct Parts;
  explicit Assembly(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace tray
