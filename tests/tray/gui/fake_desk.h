#pragma once

#include "tray/app/desk.h"

#include <string>
#include <vector>

namespace tests {

/// The program around the windows, without network, disk or threads. Every answer comes from the
/// event loop, later, as the real ones do.
class FakeDesk final : public tray::Desk {
 public:
  const std::vector<tray::TargetStatus>& statuses() const override { return statuses_; }

  std::string trouble() const override { return {}; }

  void check_now(std::optional<monitor::TargetId> id) override;
  void connect(monitor::TargetId id, tray::Done<void> done) override;
  void snooze(monitor::TargetId id, monitor::SysTime until) override;
  void history(monitor::TargetId id, monitor::SysTime since,
               tray::Done<std::vector<store::HistoryPoint>> done) override;
  void certificates(monitor::TargetId id,
                    tray::Done<std::vector<store::SeenCertificate>> done) override;

  void look_at(monitor::Target target, std::function<void(monitor::Check)> done) override;
  void add_target(monitor::Target target, tray::Done<monitor::Target> done) override;
  void update_target(monitor::Target target, tray::Done<void> done) override;
  void remove_target(monitor::TargetId id, tray::Done<void> done) override;
  void set_maintenance(monitor::TargetId id, notify::Maintenance when,
                       tray::Done<void> done) override;
  void read_files(std::vector<std::filesystem::path> files,
                  std::function<void(tray::ImportPreview)> done) override;
  void read_this_computer(std::function<void(tray::ImportPreview)> done) override;
  void import_targets(std::vector<monitor::Target> targets,
                      tray::Done<std::vector<monitor::Target>> done) override;

  const tray::Preferences& preferences() const override { return preferences_; }

  void set_preferences(tray::Preferences preferences, tray::Done<void> done) override;
  void autostart(tray::Done<bool> done) override;
  void set_autostart(bool on, tray::Done<void> done) override;

  void diagnose(monitor::Target target, tray::FixProgressHeard progress,
                tray::Done<tray::Diagnosis> done) override;
  void repair(tray::Diagnosis diagnosis, std::vector<std::string> chosen,
              tray::FixProgressHeard progress, tray::Done<tray::FixReport> done) override;
  void cancel_repair() override;
  void undo(monitor::RepairId id, std::optional<int> step,
            tray::Done<monitor::RepairRecord> done) override;
  void repairs(tray::Done<std::vector<monitor::RepairRecord>> done) override;
  void write_kit(tray::Diagnosis diagnosis, std::optional<monitor::SysTime> since,
                 std::filesystem::path folder, tray::Done<tray::WrittenKit> done) override;

  /// Called after each change, as the real one does.
  std::function<void()> changed;
  std::vector<tray::TargetStatus> statuses_;
  tray::Preferences preferences_;
  bool autostart_ = false;
  /// What the next look finds; the target is filled in.
  monitor::Check next_check;
  tray::ImportPreview next_preview;
  /// What the next diagnosis and repair tell on their way, and what they end with.
  std::vector<tray::FixProgress> next_progress;
  tray::Diagnosis next_diagnosis;
  tray::FixReport next_report;
  std::vector<monitor::RepairRecord> records;
  /// The next operation fails with this sentence; empty: it works.
  std::string next_trouble;
  /// Looks, diagnoses and repairs are begun and never answered while this is set.
  bool never_answers = false;

  // What was asked for.
  std::vector<std::optional<monitor::TargetId>> checks;
  std::vector<monitor::TargetId> connects;
  std::vector<std::pair<monitor::TargetId, monitor::SysTime>> snoozes;
  std::vector<monitor::Target> looks;
  std::vector<std::filesystem::path> files_read;
  std::vector<monitor::Target> diagnoses;
  std::vector<std::vector<std::string>> chosen;
  std::vector<std::pair<monitor::RepairId, std::optional<int>>> undone;
  int cancels = 0;

 private:
  void tell_progress(const tray::FixProgressHeard& progress) const;
  std::function<void()> unanswered_;  ///< what cancel_repair() answers
  monitor::Result<void> outcome();
};

}  // namespace tests
