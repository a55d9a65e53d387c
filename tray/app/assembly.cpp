#include "tray/app/assembly.h"

#include "monitor/model/time_text.h"
#include "tray/app/archive.h"
#include "tray/app/assembly_parts.h"
#include "tray/app/policy_targets.h"
#include "tray/app/preference_places.h"
#include "tray/app/recollection.h"
#include "tray/app/repairs.h"

#include <spdlog/spdlog.h>

namespace tray {

namespace {

using monitor::Check;
using monitor::Result;
using monitor::SysTime;
using monitor::Target;
using monitor::TargetId;
using store::Database;

notify::Told told_of(const store::ToldRow& row) {
  return {row.episode, row.targets, row.code, row.subject, row.level, row.at, row.open};
}

/// What answers that a target of the policy stays as it is.
auto refusal(const Target& target, std::string_view doing, Done<void> done) {
  return [done = std::move(done), why = stays_by_policy(target, doing)](const auto&) {
    done(monitor::fail(monitor::Failure::Kind::denied, why));
  };
}

}  // namespace

Result<std::unique_ptr<Assembly>> Assembly::open(Options options) {
  auto database = open_archive({options.data_dir, options.program, options.verbose});
  if (!database) write_that_nothing_is_kept(load_preferences(nullptr).metrics_file);
  if (!database) return tl::unexpected(database.error());
  const auto taken_back = take_back_cut_short(**database);
  auto loaded = load(**database);
  if (!loaded) return tl::unexpected(loaded.error());

  std::vector<Target> targets;
  for (const auto& status : loaded->statuses)
    targets.push_back(status.target);
  auto pasts = recollect(**database, targets, monitor::SystemClock().now());
  auto learned = recall_learned(**database);

  auto parts = std::make_shared<Parts>(std::move(options));
  parts->notice = (*database)->opening_report().notice;
  if (!parts->notice.empty() && !taken_back.empty()) parts->notice += ' ';
  parts->notice += taken_back;
  parts->last_change_count = (*database)->change_count().value_or(0);
  parts->statuses = std::move(loaded->statuses);
  parts->preferences = loaded->preferences;
  parts->snoozed_episodes = loaded->snoozed_episodes;
  std::vector<notify::Told> told;
  for (const auto& row : loaded->told)
    told.push_back(told_of(row));
  parts->policy = notify::AlertPolicy(told);
  auto channels = notify::all_channels();
  for (auto& channel : parts->options.channels)
    channels.push_back(std::move(channel));
  parts->store = std::make_unique<store::Store>(std::move(*database));
  parts->dispatcher = std::make_unique<notify::Dispatcher>(std::move(channels));
  parts->worker = std::make_unique<Worker>([weak = parts->weak_from_this()] {
    if (const auto alive = weak.lock()) alive->keep_house();
  });
  parts->metrics =
      std::make_unique<MetricsWriter>(*parts->worker, loaded->told, loaded->data_restored);
  parts->make_monitor(told, std::move(pasts), std::move(learned));
  return std::unique_ptr<Assembly>(new Assembly(std::move(parts)));
}

Assembly::Assembly(std::shared_ptr<Parts> parts) : parts_(std::move(parts)) {}

Assembly::~Assembly() {
  stop();
}

std::string Assembly::opening_notice() const {
  return parts_->notice;
}

void Assembly::set_changed(std::function<void()> changed) {
  parts_->changed = std::move(changed);
}

void Assembly::start() {
  auto& parts = *parts_;
  parts.apply_preferences();
  parts.watch_targets();
  const auto listening =
      parts.situation->start([weak = parts.weak_from_this()](const monitor::Situation& situation) {
        if (const auto alive = weak.lock()) alive->take_situation(situation);
      });
  if (!listening) spdlog::info("situation: {}", listening.error().what);
  parts.monitor->start();
  parts.store->tidy(parts.clock.now(), parts.preferences.keep_repairs);
}

void Assembly::stop() {
  auto& parts = *parts_;
  parts.stopped = true;
  cancel_repair();
  parts.situation->stop();
  parts.monitor->stop();
  parts.worker->stop();
  parts.dispatcher->stop();
  parts.store->close();
  spdlog::default_logger()->flush();
}

const std::vector<TargetStatus>& Assembly::statuses() const {
  return parts_->statuses;
}

std::string Assembly::trouble() const {
  const auto trouble = parts_->store->last_trouble();
  return trouble ? trouble->what : std::string();
}

void Assembly::check_now(std::optional<TargetId> id) {
  parts_->monitor->check_now(id);
}

void Assembly::look_at(Target target, std::function<void(Check)> done) {
  target.id = monitor::unsaved;
  parts_->monitor->look_once(
      std::move(target),
      [weak = parts_->weak_from_this(), done = std::move(done)](std::optional<Check> check) {
        const auto parts = weak.lock();
        if (!parts || !check) return;
        parts->at_home([done, check = std::move(*check)](Parts&) { done(check); });
      });
}

void Assembly::add_target(Target target, Done<Target> done) {
  parts_->ask_store([target = std::move(target)](Database& db) { return db.add_target(target); },
                    [done = std::move(done)](Parts& home, Result<Target> added) {
                      if (added) {
                        home.statuses.emplace_back().target = *added;
                        home.watch_targets();
                      }
                      done(std::move(added));
                    });
}

void Assembly::update_target(Target target, Done<void> done) {
  const auto* known = parts_->find(target.id);
  if (known != nullptr && known->by_policy && !is_as_the_policy_has_it(known->target, target))
    return parts_->at_home(refusal(known->target, "renamed or sent elsewhere", std::move(done)));
  parts_->ask_store([target](Database& db) { return db.update_target(target); },
                    [target, done = std::move(done)](Parts& home, Result<void> saved) {
                      if (saved) {
                        if (auto* status = home.find(target.id)) status->target = target;
                        home.watch_targets();
                      }
                      done(std::move(saved));
                    });
}

void Assembly::remove_target(TargetId id, Done<void> done) {
  if (const auto* status = parts_->find(id); status != nullptr && status->by_policy)
    return parts_->at_home(refusal(status->target, "removed", std::move(done)));
  parts_->ask_store([id](Database& db) { return db.remove_target(id); },
                    [id, done = std::move(done)](Parts& home, Result<void> removed) {
                      if (removed) {
                        std::erase_if(home.statuses, [id](const TargetStatus& one) {
                          return one.target.id == id;
                        });
                        home.watch_targets();
                      }
                      done(std::move(removed));
                    });
}

void Assembly::set_maintenance(TargetId id, notify::Maintenance maintenance, Done<void> done) {
  parts_->ask_store(
      [id, maintenance](Database& db) {
        return db.save_setting(maintenance_key(id), notify::to_text(maintenance));
      },
      [id, maintenance, done = std::move(done)](Parts& home, Result<void> saved) {
        if (saved) {
          if (auto* status = home.find(id)) status->maintenance = maintenance;
          home.watch_targets();
        }
        done(std::move(saved));
      });
}

void Assembly::read_files(std::vector<std::filesystem::path> files,
                          std::function<void(ImportPreview)> done) {
  parts_->ask_worker([files = std::move(files)] { return read_connection_files(files); },
                     [done = std::move(done)](Parts&, ImportPreview preview) { done(preview); });
}

void Assembly::read_this_computer(std::function<void(ImportPreview)> done) {
  parts_->ask_worker([] { return read_client_memory(); },
                     [done = std::move(done)](Parts&, ImportPreview preview) { done(preview); });
}

void Assembly::import_targets(std::vector<Target> targets, Done<std::vector<Target>> done) {
  parts_->ask_store(
      [targets = std::move(targets)](Database& db) { return db.import_targets(targets); },
      [done = std::move(done)](Parts& home, Result<std::vector<Target>> added) {
        if (added) {
          for (const auto& target : *added)
            home.statuses.emplace_back().target = target;
          home.watch_targets();
        }
        done(std::move(added));
      });
}

void Assembly::history(TargetId id, SysTime since, Done<std::vector<store::HistoryPoint>> done) {
  parts_->ask_store([id, since](Database& db) { return db.history(id, since); },
                    [done = std::move(done)](Parts&, Result<std::vector<store::HistoryPoint>> got) {
                      done(std::move(got));
                    });
}

void Assembly::certificates(TargetId id, Done<std::vector<store::SeenCertificate>> done) {
  parts_->ask_store(
      [id](Database& db) { return db.certificates(id); },
      [done = std::move(done)](Parts&, Result<std::vector<store::SeenCertificate>> got) {
        done(std::move(got));
      });
}

void Assembly::connect(TargetId id, Done<void> done) {
  const auto* status = parts_->find(id);
  if (status == nullptr) return;
  parts_->monitor->note_attempt(id);
  parts_->monitor->look_once(status->target, [weak = parts_->weak_from_this(),
                                              done = std::move(done)](std::optional<Check> check) {
    const auto parts = weak.lock();
    if (!parts || !check) return;
    parts->take_check(*check);
    parts->start_client(check->target, done);
  });
}

void Assembly::snooze(TargetId id, SysTime until) {
  auto* status = parts_->find(id);
  if (status == nullptr) return;
  set_snooze(*status, until);
  parts_->keep_snooze(*status);
  if (until <= parts_->clock.now()) status->snoozed_until.reset();
  parts_->watch_targets();
}

void Assembly::autostart(Done<bool> done) {
  parts_->ask_worker(
      [weak = parts_->weak_from_this()]() -> Result<bool> {
        const auto parts = weak.lock();
        if (!parts) return false;
        return parts->autostart->is_on();
      },
      [done = std::move(done)](Parts&, Result<bool> on) { done(std::move(on)); });
}

void Assembly::set_autostart(bool on, Done<void> done) {
  parts_->ask_worker(
      [weak = parts_->weak_from_this(), on]() -> Result<void> {
        const auto parts = weak.lock();
        if (!parts) return {};
        return on ? parts->autostart->turn_on(parts->options.program)
                  : parts->autostart->turn_off();
      },
      [done = std::move(done)](Parts&, Result<void> set) { done(std::move(set)); });
}

const Preferences& Assembly::preferences() const {
  return parts_->preferences;
}

void Assembly::set_preferences(Preferences preferences, Done<void> done) {
  parts_->ask_store(
      [preferences, before = parts_->preferences](Database& database) {
        auto saved = check_places(preferences, before);
        write_preferences(preferences, [&](std::string_view key, std::string_view value) {
          if (saved) saved = database.save_setting(key, value);
        });
        return saved;
      },
      [preferences, done = std::move(done)](Parts& home, Result<void> saved) {
        if (saved) {
          home.preferences = preferences;
          home.apply_preferences();
          home.watch_targets();
        }
        done(std::move(saved));
      });
}

}  // namespace tray
