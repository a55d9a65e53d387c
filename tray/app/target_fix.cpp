#include "tray/app/target_fix.h"

#include "monitor/platform/situation_source.h"
#include "tray/app/archive.h"
#include "tray/app/check_json.h"
#include "tray/app/check_targets.h"
#include "tray/app/client_record.h"
#include "tray/app/loading.h"
#include "tray/app/network_memory.h"

#include <algorithm>

namespace tray {

using monitor::Check;
using monitor::Failure;
using monitor::Result;
using monitor::Target;

namespace {

// Enough to tell one computer's trouble from the network's, in the time that a person waits.
constexpr std::size_t most_others = 8;
constexpr monitor::Millis others_limit{4'000};

}  // namespace

Result<std::unique_ptr<TargetFix>> TargetFix::open(store::Database& database,
                                                   const std::string& name,
                                                   FixProgressHeard heard) {
  std::unique_ptr<TargetFix> fix(new TargetFix(database, std::move(heard)));
  const auto preferences = load_preferences(&database);
  fix->thresholds_ = preferences.thresholds;
  fix->limit_ = preferences.look_limit;
  auto saved = database.targets();
  if (!saved) return tl::unexpected(saved.error());
  fix->saved_ = *std::move(saved);
  auto target = database.find_target(name);
  if (!target) {
    if (target.error().kind != Failure::Kind::not_found) return tl::unexpected(target.error());
    auto endpoint = monitor::parse_endpoint(name);
    if (!endpoint) return monitor::fail(Failure::Kind::wrong_use, endpoint.error().what);
    fix->target_.endpoint = *std::move(endpoint);
    return fix;
  }
  fix->target_ = *std::move(target);
  const auto looks = database.last_looks();
  if (!looks) return tl::unexpected(looks.error());
  const auto last = std::ranges::find(*looks, fix->target_.id, &store::LastLook::target);
  if (last != looks->end()) fix->last_ = last_check(*last, fix->target_);
  return fix;
}

std::optional<Check> TargetFix::look(const Target& target) {
  CheckRequest asked;
  asked.targets = {target};
  asked.limit = limit_;
  asked.thresholds = thresholds_;
  asked.before = [this](const Target&) { return last_; };
  std::optional<Check> seen;
  check_targets(std::move(asked), [&](const Check& check) { seen = check; });
  if (!seen || target.id == monitor::unsaved) return seen;
  auto kept = database_.record(*seen, check_to_json(*seen));
  if (kept) kept = NetworkNotes(database_).take(*seen);
  if (!kept) kept_ = std::move(kept);
  last_ = std::make_shared<const Check>(*seen);
  return seen;
}

std::vector<Check> TargetFix::look_at_others() const {
  CheckRequest asked;
  for (const auto& other : saved_) {
    if (other.id != target_.id && asked.targets.size() < most_others)
      asked.targets.push_back(other);
  }
  asked.limit = std::min(limit_, others_limit);
  asked.thresholds = thresholds_;
  std::vector<Check> seen;
  check_targets(std::move(asked), [&](const Check& check) { seen.push_back(check); });
  return seen;
}

FixReach TargetFix::reach() {
  FixReach reach;
  reach.look = [this](const Target& target) { return look(target); };
  reach.look_at_others = [this] { return look_at_others(); };
  reach.new_network = [this] { return new_network(database_); };
  reach.past_certificates = [this] {
    return past_certificates(database_.certificates(target_.id));
  };
  reach.look_around = [this] {
    auto around = monitor::look_around(saved_, monitor::SystemClock().now());
    add_remembered(database_, around.log);
    return around;
  };
  reach.network = [this] {
    const auto now = monitor::open_situation_source()->now();
    return network_in_words(database_, target_.id, now);
  };
  reach.heard = heard_;
  return reach;
}

Result<Diagnosis> TargetFix::diagnose(std::optional<monitor::ClientWord> told) {
  auto diagnosis = tray::diagnose(target_, reach(), told);
  if (!kept_) return tl::unexpected(kept_.error());
  return diagnosis;
}

Result<FixReport> TargetFix::repair(const Diagnosis& diagnosis,
                                    const std::vector<std::string>& chosen) {
  const auto journal = database_.repair_journal();
  auto bench = monitor::open_workbench();
  const monitor::SystemClock clock;
  monitor::RepairRunner runner(*journal, bench, clock);
  auto report = tray::repair(diagnosis, chosen, runner, reach());
  if (!kept_) return tl::unexpected(kept_.error());
  return report;
}

}  // namespace tray
