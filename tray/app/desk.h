#pragma once

#include "monitor/model/check.h"
#include "notify/alert_rules.h"
#include "store/database.h"
#include "tray/app/diagnosis.h"
#include "tray/app/host_kit_files.h"
#include "tray/app/import_files.h"
#include "tray/app/preferences.h"
#include "tray/app/target_status.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tray {

/// Called once with what an operation gave, later, on the thread that asked.
template <class T>
using Done = std::function<void(monitor::Result<T>)>;

/// The targets as they are now, and what can be done with one of them. GUI thread; returns at once.
class Watchlist {
 public:
  virtual ~Watchlist() = default;

  /// Every saved target in the user's order.
  virtual const std::vector<TargetStatus>& statuses() const = 0;
  /// Why what is seen cannot be kept ("The disk is full: …"); empty: it is kept.
  virtual std::string trouble() const = 0;
  /// Looks now; without an id at every target.
  virtual void check_now(std::optional<monitor::TargetId> id) = 0;
  /// Looks once more, then starts the RDP client.
  virtual void connect(monitor::TargetId id, Done<void> done) = 0;
  /// Until then, also notify::until_fixed, nothing is told of it; the past ends that.
  virtual void snooze(monitor::TargetId id, monitor::SysTime until) = 0;
  virtual void history(monitor::TargetId id, monitor::SysTime since,
                       Done<std::vector<store::HistoryPoint>> done) = 0;
  /// Every certificate that it showed, newest first.
  virtual void certificates(monitor::TargetId id,
                            Done<std::vector<store::SeenCertificate>> done) = 0;
};

/// Changes to what is watched. GUI thread; returns at once.
class TargetBook {
 public:
  virtual ~TargetBook() = default;

  /// One look at something that need not be saved, for the add dialog.
  virtual void look_at(monitor::Target target, std::function<void(monitor::Check)> done) = 0;
  virtual void add_target(monitor::Target target, Done<monitor::Target> done) = 0;
  virtual void update_target(monitor::Target target, Done<void> done) = 0;
  virtual void remove_target(monitor::TargetId id, Done<void> done) = 0;
  /// When its outages are not told.
  virtual void set_maintenance(monitor::TargetId id, notify::Maintenance when, Done<void> done) = 0;
  /// Reads connection files of any known format; saves nothing.
  virtual void read_files(std::vector<std::filesystem::path> files,
                          std::function<void(ImportPreview)> done) = 0;
  /// What the RDP clients of this computer remember; saves nothing.
  virtual void read_this_computer(std::function<void(ImportPreview)> done) = 0;
  /// Saves them in one transaction; gives those that were new.
  virtual void import_targets(std::vector<monitor::Target> targets,
                              Done<std::vector<monitor::Target>> done) = 0;
};

/// The user's settings. GUI thread; returns at once.
class SettingsBook {
 public:
  virtual ~SettingsBook() = default;

  virtual const Preferences& preferences() const = 0;
  virtual void set_preferences(Preferences preferences, Done<void> done) = 0;
  virtual void autostart(Done<bool> done) = 0;
  virtual void set_autostart(bool on, Done<void> done) = 0;
};

/// Finding out what is wrong with a target and mending it, one at a time: what is asked for while
/// another is under way waits for it. GUI thread; returns at once. `progress` is called there too,
/// and may be empty.
class RepairDesk {
 public:
  virtual ~RepairDesk() = default;

  /// Looks at the target, saved or not, and at this computer. Changes nothing.
  virtual void diagnose(monitor::Target target, FixProgressHeard progress,
                        Done<Diagnosis> done) = 0;
  /// Does the steps of its plan whose ids are chosen, then looks again.
  virtual void repair(Diagnosis diagnosis, std::vector<std::string> chosen,
                      FixProgressHeard progress, Done<FixReport> done) = 0;
  /// Gives up what is under way: a diagnosis fails, with Failure::Kind::unavailable; a repair ends
  /// after the step at hand and reports.
  virtual void cancel_repair() = 0;
  /// Puts back what that repair removed, or one step of it, by its number from 1. What cannot be
  /// put back says so in its step's detail.
  virtual void undo(monitor::RepairId id, std::optional<int> step,
                    Done<monitor::RepairRecord> done) = 0;
  /// What was repaired, newest first.
  virtual void repairs(Done<std::vector<monitor::RepairRecord>> done) = 0;
  /// Writes the ticket and the script for the host's administrator into the folder; older ones of
  /// the same target are replaced. `since` is when the trouble began, where that is known.
  virtual void write_kit(Diagnosis diagnosis, std::optional<monitor::SysTime> since,
                         std::filesystem::path folder, Done<WrittenKit> done) = 0;
};

/// All that the windows may ask for.
class Desk : public Watchlist, public TargetBook, public SettingsBook, public RepairDesk {};

}  // namespace tray
