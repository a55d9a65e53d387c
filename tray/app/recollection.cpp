#include "tray/app/recollection.h"

#include "tray/app/client_record.h"
#include "tray/app/network_memory.h"

#include <algorithm>

namespace tray {

namespace {

using monitor::SysTime;
using monitor::Target;
using std::chrono::hours;

constexpr std::chrono::days looks_back{90};

/// As they came, and at the end those that were there at last, if that was not for the first time.
std::vector<monitor::ShownCertificate> certificates_of(store::Database& database,
                                                       const Target& target) {
  std::vector<monitor::ShownCertificate> past;
  const auto seen = database.certificates(target.id);
  if (!seen) return past;
  for (const auto& one : *seen)
    past.push_back({one.facts, one.gateway, one.first_seen, one.last_seen});
  std::ranges::stable_sort(past, {}, &monitor::ShownCertificate::first_seen);
  for (const bool gateway : {false, true}) {
    // Of those of that side the database gives the one that was seen last first.
    const auto last = std::ranges::find(*seen, gateway, &store::SeenCertificate::gateway);
    const auto newest = std::find_if(past.rbegin(), past.rend(),
                                     [=](const auto& one) { return one.gateway == gateway; });
    if (last != seen->end() && last->facts.sha256 != newest->facts.sha256)
      past.push_back({last->facts, gateway, last->last_seen, last->last_seen});
  }
  return past;
}

/// Single looks are joined to hours; days say nothing of hours and are left out.
std::vector<monitor::PastHour> hours_of(store::Database& database, const Target& target,
                                        SysTime now) {
  std::vector<monitor::PastHour> past;
  const auto points = database.history(target.id, now - looks_back);
  if (!points) return past;
  for (const auto& point : *points) {
    if (point.span > hours{1} || point.at > now) continue;
    const auto at = std::chrono::floor<hours>(point.at);
    if (past.empty() || past.back().at != at) past.push_back({at, 0, 0});
    past.back().looks += point.looks - point.unknown;
    past.back().answered += point.ready + point.at_risk;
  }
  return past;
}

}  // namespace

std::vector<monitor::TargetMemory> recollect(store::Database& database,
                                             const std::vector<Target>& targets, SysTime now) {
  const auto ends = remembered_ends(database);
  std::vector<monitor::TargetMemory> pasts;
  for (const auto& target : targets) {
    monitor::TargetMemory past;
    past.target = target.id;
    past.certificates = certificates_of(database, target);
    past.hours = hours_of(database, target, now);
    past.answered_in = remembered_network(database, target.id);
    for (const auto& end : ends) {
      if (end.endpoint == target.endpoint && end.began <= now) past.attempts.push_back(end.began);
    }
    pasts.push_back(std::move(past));
  }
  return pasts;
}

monitor::Learned recall_learned(store::Database& database) {
  auto rows = database.learned();
  if (!rows) return {};
  return {std::move(rows->of_all), std::move(rows->of_targets)};
}

monitor::Result<void> keep_learned(store::Database& database, const monitor::Learned& learned) {
  return database.save_learned({learned.of_all, learned.of_targets});
}

}  // namespace tray
