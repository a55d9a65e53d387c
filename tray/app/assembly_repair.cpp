#include "monitor/model/local_finding.h"
#include "monitor/repair/repair_runner.h"
#include "tray/app/assembly_parts.h"
#include "tray/app/client_record.h"
#include "tray/app/fix.h"
#include "tray/app/network_memory.h"
#include "tray/app/store_journal.h"
#include "tray/app/warning_ahead.h"

#include <spdlog/spdlog.h>

#include <future>

namespace tray {

namespace {

using monitor::Check;
using monitor::RepairId;
using monitor::RepairRecord;
using monitor::Result;
using monitor::Target;

// How long a cancelled look is waited for.
constexpr std::chrono::milliseconds patience{50};
// How long a look at another target says something about the network now.
constexpr std::chrono::minutes fresh{15};

tl::unexpected<monitor::Failure> ended() {
  return monitor::fail(monitor::Failure::Kind::unavailable, "RDP Ready is being closed.");
}

}  // namespace

/// Network thread. What clients remember is read where the target shows another certificate than
/// the last time, and while one of them will warn, to see when it no longer does.
void Assembly::Parts::compare_with_clients(const Check& check) {
  const auto id = check.target.id;
  if (id == monitor::unsaved || !check.certificate) return;
  const auto before = std::exchange(compared[id], check.certificate->sha256);
  const bool stands = monitor::find_finding(check, monitor::outdated_certificate) != nullptr;
  if (before == check.certificate->sha256 && !stands) return;
  worker->post([weak = weak_from_this(), check] {
    const auto parts = weak.lock();
    if (!parts) return;
    const auto target = check.target.id;
    const auto seen = parts->store->ask(
        [target](store::Database& database) { return database.certificates(target); });
    parts->monitor->note_warning(target, warning_ahead(check, seen));
  });
}

/// Worker thread. Looks as the monitor does, with its manners towards the host.
std::optional<Check> Assembly::Parts::look_and_wait(const Target& target,
                                                    const std::atomic<bool>& cancelled) {
  const auto answer = std::make_shared<std::promise<std::optional<Check>>>();
  auto seen = answer->get_future();
  monitor->look_once(target, [weak = weak_from_this(), answer](std::optional<Check> check) {
    const auto parts = weak.lock();
    if (parts && check) parts->take_check(*check);
    answer->set_value(std::move(check));
  });
  while (seen.wait_for(patience) != std::future_status::ready) {
    if (cancelled) return {};
  }
  return seen.get();
}

/// Worker thread.
FixReach Assembly::Parts::reach_of_fix(monitor::TargetId id, std::vector<TargetStatus> known,
                                       FixProgressHeard progress,
                                       std::shared_ptr<std::atomic<bool>> cancelled) {
  std::vector<Target> saved;
  std::vector<Check> others;
  for (const auto& status : known) {
    saved.push_back(status.target);
    if (status.last && status.last->at + fresh > clock.now()) others.push_back(*status.last);
  }
  FixReach reach;
  reach.past_certificates = [this, id] {
    return past_certificates(
        store->ask([id](store::Database& database) { return database.certificates(id); }));
  };
  reach.look_at_others = [others = std::move(others)] { return others; };
  reach.new_network = [this] {
    const auto now = situation->now();
    return store->ask(
        [&](store::Database& database) { return new_network(database, now, clock.now()); });
  };
  reach.look = [this, cancelled](const Target& target) {
    return look_and_wait(target, *cancelled);
  };
  reach.look_around = [this, saved = std::move(saved)] {
    auto around = monitor::look_around(saved, clock.now());
    return store->ask([&around](store::Database& database) {
      add_remembered(database, around.log);
      return std::move(around);
    });
  };
  reach.network = [this, id] {
    const auto now = situation->now();
    return store->ask(
        [&](store::Database& database) { return network_in_words(database, id, now); });
  };
  reach.cancelled = [cancelled] { return cancelled->load(); };
  reach.heard = [this, progress = std::move(progress)](const FixProgress& one) {
    at_home([progress, one](Parts&) {
      if (progress) progress(one);
    });
  };
  return reach;
}

void Assembly::diagnose(Target target, FixProgressHeard progress, Done<Diagnosis> done) {
  const auto cancelled = std::make_shared<std::atomic<bool>>(false);
  parts_->fix_cancelled = cancelled;
  parts_->ask_worker(
      [weak = parts_->weak_from_this(), target = std::move(target), progress = std::move(progress),
       known = parts_->statuses, cancelled]() -> Result<Diagnosis> {
        const auto parts = weak.lock();
        if (!parts) return ended();
        return tray::diagnose(target, parts->reach_of_fix(target.id, known, progress, cancelled));
      },
      [done = std::move(done)](Parts&, Result<Diagnosis> found) { done(std::move(found)); });
}

void Assembly::repair(Diagnosis diagnosis, std::vector<std::string> chosen,
                      FixProgressHeard progress, Done<FixReport> done) {
  const auto cancelled = std::make_shared<std::atomic<bool>>(false);
  parts_->fix_cancelled = cancelled;
  parts_->ask_worker(
      [weak = parts_->weak_from_this(), diagnosis = std::move(diagnosis),
       chosen = std::move(chosen), progress = std::move(progress), known = parts_->statuses,
       cancelled]() -> Result<FixReport> {
        const auto parts = weak.lock();
        if (!parts) return ended();
        StoreJournal journal(*parts->store);
        auto bench = monitor::open_workbench();
        monitor::RepairRunner runner(journal, bench, parts->clock);
        return tray::repair(
            diagnosis, chosen, runner,
            parts->reach_of_fix(diagnosis.before.target.id, known, progress, cancelled));
      },
      [done = std::move(done)](Parts&, Result<FixReport> report) { done(std::move(report)); });
}

void Assembly::cancel_repair() {
  if (parts_->fix_cancelled) *parts_->fix_cancelled = true;
}

void Assembly::undo(RepairId id, std::optional<int> step, Done<RepairRecord> done) {
  parts_->ask_worker(
      [weak = parts_->weak_from_this(), id, step]() -> Result<RepairRecord> {
        const auto parts = weak.lock();
        if (!parts) return ended();
        StoreJournal journal(*parts->store);
        auto bench = monitor::open_workbench();
        auto undone = monitor::RepairRunner(journal, bench, parts->clock).undo(id, step);
        // A client may warn again.
        parts->monitor->post([weak] {
          if (const auto alive = weak.lock()) alive->compared.clear();
        });
        return undone;
      },
      [done = std::move(done)](Parts&, Result<RepairRecord> record) { done(std::move(record)); });
}

void Assembly::repairs(Done<std::vector<RepairRecord>> done) {
  parts_->ask_store([](store::Database& database) { return database.repair_journal()->records(); },
                    [done = std::move(done)](Parts&, Result<std::vector<RepairRecord>> records) {
                      done(std::move(records));
                    });
}

void Assembly::write_kit(Diagnosis diagnosis, std::optional<monitor::SysTime> since,
                         std::filesystem::path folder, Done<WrittenKit> done) {
  parts_->ask_worker(
      [diagnosis = std::move(diagnosis), since, folder = std::move(folder)] {
        return write_kit_for(diagnosis, since, folder);
      },
      [done = std::move(done)](Parts&, Result<WrittenKit> written) { done(std::move(written)); });
}

}  // namespace tray
