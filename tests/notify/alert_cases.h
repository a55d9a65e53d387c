#pragma once

#include "monitor/model/finding_codes.h"
#include "notify/alert_policy.h"

#include <string>
#include <utility>
#include <vector>

namespace tests {

using Kind = monitor::FindingChange::Kind;

/// A Sunday in winter, UTC.
inline constexpr monitor::SysTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} +
                                       std::chrono::hours(12)};

/// A change of that code, seen first at `at`, of the targets with these ids.
inline monitor::FindingChange change_at(monitor::SysTime at, Kind kind, const char* code,
                                        const std::vector<int>& targets = {1}) {
  monitor::FindingChange made;
  made.kind = kind;
  for (const auto id : targets)
    made.targets.push_back(monitor::TargetId{id});
  made.finding = monitor::make_finding(code);
  made.since = at;
  return made;
}

/// A target on a computer of its own.
inline monitor::Target watched(int id, std::string name) {
  monitor::Target made;
  made.id = monitor::TargetId{id};
  made.endpoint.host = "pc" + std::to_string(id);
  made.name = std::move(name);
  return made;
}

/// A policy that knows "PC at work" (1), "Server" (2) and "Lab" (3).
inline notify::AlertPolicy policy_with(notify::AlertRules rules,
                                       std::vector<notify::Told> told = {}) {
  notify::AlertPolicy made(std::move(told));
  made.set_targets({watched(1, "PC at work"), watched(2, "Server"), watched(3, "Lab")});
  made.set_rules(std::move(rules));
  return made;
}

}  // namespace tests
