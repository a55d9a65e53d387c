#include "tests/tray/gui/fake_desk.h"

#include "tests/fakes/office.h"
#include "tray/gui/gui_thread.h"

#include <algorithm>
#include <utility>

namespace tests {

using monitor::Result;
using monitor::Target;
using monitor::TargetId;
using tray::Done;

Result<void> FakeDesk::outcome() {
  if (next_trouble.empty()) return {};
  return monitor::fail(monitor::Failure::Kind::storage, std::exchange(next_trouble, {}));
}

void FakeDesk::check_now(std::optional<TargetId> id) {
  checks.push_back(id);
}

void FakeDesk::connect(TargetId id, Done<void> done) {
  connects.push_back(id);
  tray::on_gui_thread([done, result = outcome()] { done(result); });
}

void FakeDesk::snooze(TargetId id, monitor::SysTime until) {
  snoozes.emplace_back(id, until);
  for (auto& status : statuses_) {
    if (status.target.id == id) status.snoozed_until = until;
  }
}

void FakeDesk::history(TargetId id, monitor::SysTime, Done<std::vector<store::HistoryPoint>> done) {
  tray::on_gui_thread([id, done] { done(months_of_looks(monitor::SystemClock{}.now(), id)); });
}

void FakeDesk::certificates(TargetId id, Done<std::vector<store::SeenCertificate>> done) {
  tray::on_gui_thread([this, id, done] { done(seen_certificates(statuses_, id)); });
}

void FakeDesk::look_at(Target target, std::function<void(monitor::Check)> done) {
  looks.push_back(target);
  if (never_answers) return;
  auto check = next_check;
  check.target = std::move(target);
  tray::on_gui_thread([done, check] { done(check); });
}

void FakeDesk::add_target(Target target, Done<Target> done) {
  tray::on_gui_thread([this, target, done]() mutable {
    if (const auto result = outcome(); !result) return done(tl::unexpected(result.error()));
    target.id = TargetId{static_cast<std::int64_t>(statuses_.size()) + 100};
    tray::TargetStatus status;
    status.target = target;
    statuses_.push_back(status);
    done(target);
    if (changed) changed();
  });
}

void FakeDesk::update_target(Target target, Done<void> done) {
  tray::on_gui_thread([this, target, done] {
    const auto result = outcome();
    for (auto& status : statuses_) {
      if (result && status.target.id == target.id) status.target = target;
    }
    done(result);
    if (changed) changed();
  });
}

void FakeDesk::remove_target(TargetId id, Done<void> done) {
  tray::on_gui_thread([this, id, done] {
    const auto result = outcome();
    if (result) std::erase_if(statuses_, [id](const auto& one) { return one.target.id == id; });
    done(result);
    if (changed) changed();
  });
}

void FakeDesk::set_maintenance(TargetId id, notify::Maintenance when, Done<void> done) {
  tray::on_gui_thread([this, id, when, done] {
    const auto result = outcome();
    for (auto& status : statuses_) {
      if (result && status.target.id == id) status.maintenance = when;
    }
    done(result);
  });
}

void FakeDesk::read_files(std::vector<std::filesystem::path> files,
                          std::function<void(tray::ImportPreview)> done) {
  files_read = std::move(files);
  tray::on_gui_thread([this, done] { done(next_preview); });
}

void FakeDesk::read_this_computer(std::function<void(tray::ImportPreview)> done) {
  tray::on_gui_thread([this, done] { done(next_preview); });
}

void FakeDesk::import_targets(std::vector<Target> targets, Done<std::vector<Target>> done) {
  tray::on_gui_thread([this, targets, done] {
    if (const auto result = outcome(); !result) return done(tl::unexpected(result.error()));
    auto added = targets;
    for (auto& target : added) {
      target.id = TargetId{static_cast<std::int64_t>(statuses_.size()) + 100};
      tray::TargetStatus status;
      status.target = target;
      statuses_.push_back(status);
    }
    done(added);
    if (changed) changed();
  });
}

void FakeDesk::set_preferences(tray::Preferences preferences, Done<void> done) {
  tray::on_gui_thread([this, preferences, done] {
    const auto result = outcome();
    if (result) preferences_ = preferences;
    done(result);
  });
}

void FakeDesk::autostart(Done<bool> done) {
  tray::on_gui_thread([this, done] { done(autostart_); });
}

void FakeDesk::set_autostart(bool on, Done<void> done) {
  tray::on_gui_thread([this, on, done] {
    const auto result = outcome();
    if (result) autostart_ = on;
    done(result);
  });
}

void FakeDesk::tell_progress(const tray::FixProgressHeard& progress) const {
  for (const auto& one : next_progress) {
    if (progress) tray::on_gui_thread([progress, one] { progress(one); });
  }
}

void FakeDesk::diagnose(Target target, tray::FixProgressHeard progress,
                        Done<tray::Diagnosis> done) {
  diagnoses.push_back(target);
  tell_progress(progress);
  if (never_answers) {
    unanswered_ = [done] {
      done(monitor::fail(monitor::Failure::Kind::unavailable, "You stopped it."));
    };
    return;
  }
  tray::on_gui_thread([this, target, done] {
    if (const auto result = outcome(); !result) return done(tl::unexpected(result.error()));
    auto diagnosis = next_diagnosis;
    diagnosis.before.target = target;
    done(diagnosis);
  });
}

void FakeDesk::repair(tray::Diagnosis diagnosis, std::vector<std::string> ids,
                      tray::FixProgressHeard progress, Done<tray::FixReport> done) {
  chosen.push_back(std::move(ids));
  tell_progress(progress);
  auto answer = [this, diagnosis = std::move(diagnosis), done] {
    if (const auto result = outcome(); !result) return done(tl::unexpected(result.error()));
    auto report = next_report;
    report.diagnosis = diagnosis;
    done(report);
  };
  if (never_answers)
    unanswered_ = answer;
  else
    tray::on_gui_thread(answer);
}

void FakeDesk::cancel_repair() {
  ++cancels;
  if (unanswered_) tray::on_gui_thread(std::exchange(unanswered_, {}));
}

void FakeDesk::undo(monitor::RepairId id, std::optional<int> step,
                    Done<monitor::RepairRecord> done) {
  undone.emplace_back(id, step);
  tray::on_gui_thread([this, id, done] {
    if (const auto result = outcome(); !result) return done(tl::unexpected(result.error()));
    const auto found = std::ranges::find(records, id, &monitor::RepairRecord::id);
    if (found == records.end())
      return done(monitor::fail(monitor::Failure::Kind::not_found, "There is no such repair."));
    found->state = monitor::RepairState::undone;
    done(*found);
  });
}

void FakeDesk::repairs(Done<std::vector<monitor::RepairRecord>> done) {
  tray::on_gui_thread([this, done] { done(records); });
}

void FakeDesk::write_kit(tray::Diagnosis diagnosis, std::optional<monitor::SysTime> since,
                         std::filesystem::path folder, Done<tray::WrittenKit> done) {
  auto written = tray::write_kit_for(diagnosis, since, folder);
  tray::on_gui_thread([done, written = std::move(written)] { done(written); });
}

}  // namespace tests
