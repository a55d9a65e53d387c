#include "notify/told.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"

#include <algorithm>
#include <string_view>

namespace notify {

using monitor::FindingChange;
using monitor::SysTime;

namespace {

/// Since when it has lasted; it stands in the episode's name.
SysTime began_at(const Told& told) {
  auto name = std::string_view(told.episode);
  for (int before = 0; before < 2; ++before) {
    const auto end = name.find('/');
    if (end == std::string_view::npos) return told.at;
    name.remove_prefix(end + 1);
  }
  return std::min(monitor::parse_iso(name.substr(0, name.find('/'))).value_or(told.at), told.at);
}

}  // namespace

std::string episode_of(const FindingChange& change) {
  constexpr std::size_t enough_of_a_hash = 8;
  const auto& finding = change.finding;
  const auto first = std::min_element(change.targets.begin(), change.targets.end());
  auto episode = finding.code + '/' + std::to_string(static_cast<std::int64_t>(*first)) + '/' +
                 monitor::iso_seconds(change.since);
  if (!finding.subject.empty()) episode += '/' + finding.subject.substr(0, enough_of_a_hash);
  return episode;
}

FindingChange change_of(const Told& told) {
  FindingChange change;
  change.targets = told.targets;
  change.finding.code = told.code;
  if (monitor::find_code(told.code) != nullptr) change.finding = monitor::make_finding(told.code);
  change.finding.subject = told.subject;
  change.finding.level = told.level;
  change.since = began_at(told);
  return change;
}

}  // namespace notify
