#include "tray/app/assembly_parts.h"

#include "monitor/foresight/attempts.h"
#include "monitor/model/time_text.h"
#include "monitor/platform/time_zone.h"
#include "tray/app/check_json.h"
#include "tray/app/client_record.h"
#include "tray/app/loading.h"
#include "tray/app/network_memory.h"
#include "tray/app/recollection.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace tray {

namespace {

using monitor::Check;
using monitor::Result;
using monitor::Target;
using monitor::TargetId;
using store::Database;

store::ToldRow row_of(const notify::Told& told) {
  return {told.episode, told.targets, told.code, told.subject, told.level, told.at, told.open};
}

monitor::MonitorSettings monitor_settings(const Preferences& preferences) {
  monitor::MonitorSettings settings;
  settings.every = preferences.check_every;
  settings.slower = std::max<std::chrono::seconds>(settings.slower, 3 * settings.every);
  settings.limit = preferences.look_limit;
  settings.thresholds = preferences.thresholds;
  return settings;
}

/// What is wrong with the policy and was not before.
void log_new_troubles(const Preferences& before, const Preferences& now) {
  for (const auto& trouble : now.policy_troubles) {
    if (std::ranges::find(before.policy_troubles, trouble) == before.policy_troubles.end())
      spdlog::warn("policy: {}", trouble);
  }
}

}  // namespace

TargetStatus* Assembly::Parts::find(TargetId id) {
  const auto found = std::find_if(statuses.begin(), statuses.end(),
                                  [&](const TargetStatus& one) { return one.target.id == id; });
  return found == statuses.end() ? nullptr : &*found;
}

void Assembly::Parts::announce() {
  if (change_announced || !changed) return;
  change_announced = true;
  at_home([](Parts& home) {
    home.change_announced = false;
    if (home.changed) home.changed();
  });
}

monitor::MonitorListener Assembly::Parts::listener() {
  monitor::MonitorListener heard;
  const auto with_parts = [weak = weak_from_this()](auto work) {
    if (const auto parts = weak.lock()) work(*parts);
  };
  heard.on_look_started = [with_parts](TargetId id) {
    with_parts([id](Parts& parts) {
      parts.at_home([id](Parts& home) {
        if (auto* status = home.find(id)) status->looking = true;
        home.announce();
      });
    });
  };
  heard.on_check = [with_parts](const Check& check) {
    with_parts([&](Parts& parts) { parts.take_check(check); });
  };
  heard.on_change = [with_parts](const monitor::FindingChange& change) {
    with_parts([&](Parts& parts) { parts.take_change(change); });
  };
  heard.on_minute = [with_parts](const monitor::MonitorListener::Question& worth_repeating) {
    with_parts([&](Parts& parts) { parts.remind(worth_repeating); });
  };
  heard.on_learned = [with_parts](const monitor::Learned& learned) {
    with_parts([&](Parts& parts) {
      parts.store->post([learned](Database& database) { return keep_learned(database, learned); });
    });
  };
  return heard;
}

void Assembly::Parts::make_monitor(const std::vector<notify::Told>& told,
                                   std::vector<monitor::TargetMemory> pasts,
                                   monitor::Learned learned) {
  monitor::MonitorMemory memory;
  for (const auto& row : told) {
    if (row.open) memory.open_changes.push_back(notify::change_of(row));
  }
  memory.pasts = std::move(pasts);
  memory.learned = std::move(learned);
  memory.utc_offset = monitor::utc_offset;
  for (const auto& status : statuses) {
    if (status.last) memory.last_checks.push_back(*status.last);
  }
  monitor = std::make_unique<monitor::Monitor>(clock, listener(), std::move(memory));
  utc_offset = monitor::utc_offset(clock.now());
  monitor->set_utc_offset(*utc_offset);
}

/// The situation source's thread.
void Assembly::Parts::take_situation(const monitor::Situation& now) {
  store->post([noted = store::NotedSituation{clock.now(), now}](Database& database) {
    return database.note_situation(noted);
  });
  monitor->set_situation(now);
}

/// Network thread.
void Assembly::Parts::take_check(const Check& check) {
  if (check.target.id != monitor::unsaved) store->record(check, check_to_json(check));
  note_network(check);
  compare_with_clients(check);
  at_home([check](Parts& home) { home.show_check(check); });
}

/// Network thread. Written only where it is another than the last time.
void Assembly::Parts::note_network(const Check& check) {
  if (check.target.id == monitor::unsaved || monitor::failing_step(check) != nullptr) return;
  const auto now = situation->now();
  auto& noted = networks[check.target.id];
  const auto seen = std::pair(now.network, now.vpn.value_or(""));
  if (noted == seen) return;
  noted = seen;
  store->post([id = check.target.id, now](Database& database) {
    return remember_network(database, id, now);
  });
}

/// Network thread. A laptop travels, and summer time comes and goes.
void Assembly::Parts::set_local_time() {
  const auto offset = monitor::utc_offset(clock.now());
  policy.set_utc_offset(offset);
  if (std::exchange(utc_offset, offset) != offset) monitor->set_utc_offset(offset);
}

/// Network thread.
void Assembly::Parts::take_change(const monitor::FindingChange& change) {
  set_local_time();
  if (const auto alert = policy.consider(change, clock.now())) tell(*alert);
  keep_told();
}

/// Network thread.
void Assembly::Parts::remind(const monitor::MonitorListener::Question& worth_repeating) {
  set_local_time();
  for (const auto& alert : policy.due_reminders(clock.now(), worth_repeating))
    tell(alert);
  keep_told();
}

/// Network thread. Also what came to an end without a word, or a restart would go on with it.
void Assembly::Parts::keep_told() {
  for (const auto& told : policy.take_changed()) {
    store->post([row = row_of(told)](Database& database) { return database.save_told(row); });
    at_home([row = row_of(told)](Parts& home) {
      home.metrics->note(row);
      home.write_metrics();
    });
  }
}

/// Network thread.
void Assembly::Parts::tell(const notify::Alert& alert) {
  spdlog::info("alert {} {} for {} target(s)", notify::to_text(alert.kind), alert.code,
               alert.targets.size());
  dispatcher->dispatch(alert);
  if (alert.kind != notify::Alert::Kind::cleared) return;
  at_home([episode = alert.episode](Parts& home) { home.end_snooze_of(episode); });
}

/// What comes back later is a trouble of its own.
void Assembly::Parts::end_snooze_of(const std::string& episode) {
  if (snoozed_episodes.erase(episode) == 0) return;
  store->post([episode, now = clock.now()](Database& database) {
    return snooze_episode(database, episode, now, now);
  });
  watch_targets();
}

/// What is to be done with a client's own word on why it ended.
monitor::RdpClient::Ended Assembly::Parts::keeper_of_end(const Target& target) {
  return [weak = weak_from_this(), id = target.id, endpoint = target.endpoint,
          began = clock.now()](std::uint32_t reason) {
    const auto parts = weak.lock();
    if (!parts) return;
    const ClientEnd end{endpoint, began, parts->clock.now(), reason};
    parts->store->post([end](Database& database) { return remember(database, end); });
    if (end.ended - end.began < monitor::in_vain_within) parts->monitor->check_now(id);
  };
}

/// Any thread.
void Assembly::Parts::start_client(Target target, Done<void> done) {
  ask_worker(
      [target = std::move(target), weak = weak_from_this()]() -> Result<void> {
        const auto parts = weak.lock();
        return parts ? parts->client->connect(target, parts->keeper_of_end(target))
                     : Result<void>();
      },
      [done = std::move(done)](Parts&, Result<void> started) { done(std::move(started)); });
}

void Assembly::Parts::show_check(const Check& check) {
  auto* status = find(check.target.id);
  if (status == nullptr) return;
  const auto verdict = monitor::verdict_of(check);
  if (!status->since || status->verdict != verdict) status->since = check.at;
  status->verdict = verdict;
  const auto before = std::exchange(status->last, check);
  remember_certificates(*status);
  status->looking = false;
  if (end_snooze_of_what_is_fixed(*status, before)) {
    keep_snooze(*status);
    watch_targets();
  }
  write_metrics();
  announce();
}

void Assembly::Parts::keep_snooze(const TargetStatus& status) {
  store->post([key = snooze_key(status.target.id), kept = snooze_as_kept(status)](
                  Database& database) { return database.save_setting(key, kept); });
}

notify::AlertRules Assembly::Parts::rules() const {
  auto rules = alert_rules(preferences);
  rules.snoozed_episodes = snoozed_episodes;
  for (const auto& status : statuses) {
    if (status.snoozed_until) rules.snoozed_until[status.target.id] = *status.snoozed_until;
    if (!status.snoozed_risks.empty()) rules.snoozed_risks[status.target.id] = status.snoozed_risks;
    if (status.maintenance != notify::Maintenance{})
      rules.maintenance[status.target.id] = status.maintenance;
  }
  return rules;
}

/// Hands the targets, their names and snoozes to the network thread.
void Assembly::Parts::watch_targets() {
  std::vector<Target> targets;
  for (const auto& status : statuses)
    targets.push_back(status.target);
  monitor->post([weak = weak_from_this(), targets, rules = rules()] {
    if (const auto parts = weak.lock()) {
      parts->policy.set_targets(targets);
      parts->policy.set_rules(rules);
    }
  });
  monitor->set_targets(std::move(targets));
  write_metrics();
  announce();
}

void Assembly::Parts::apply_preferences() {
  monitor->set_settings(monitor_settings(preferences));
  notify::ChannelSettings settings;
  settings.journal_file = preferences.journal_file;
  settings.event_log = preferences.event_log;
  settings.command = preferences.command;
  dispatcher->set_settings(std::move(settings));
}

void Assembly::Parts::reload() {
  ask_store([](Database& database) { return load(database); },
            [](Parts& home, Result<Loaded> loaded) {
              if (!loaded) return;
              for (auto& fresh : loaded->statuses) {
                if (const auto* old = home.find(fresh.target.id)) fresh.looking = old->looking;
              }
              home.statuses = std::move(loaded->statuses);
              home.snoozed_episodes = std::move(loaded->snoozed_episodes);
              if (home.preferences != loaded->preferences) {
                log_new_troubles(home.preferences, loaded->preferences);
                home.preferences = loaded->preferences;
                home.apply_preferences();
              }
              home.watch_targets();
            });
}

}  // namespace tray
