#include "notify/told.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "notify/matter.h"

#include <algorithm>
#include <string_view>

namespace notify {

using monitor::FindingChange;
using monitor::SysTime;

namespace {

/// Since when it has lasted; it stands in the episode's name, unless that is of what came before.
SysTime began_at(const Told& told) {
  if (!told.episode.starts_with(told.code)) return told.at;
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
  // That it has ended has no level; the row's is of what came before.
  if (!has_ended(told.code)) change.finding.level = told.level;
  change.since = began_at(told);
  return change;
}

Told mark_of(const FindingChange& change, SysTime now) {
  const auto& finding = change.finding;
  return {episode_of(change), change.targets, finding.code, finding.subject, 0, now, false};
}

SysTime began_at(const Told& told, const std::vector<Told>& all) {
  auto since = began_at(told);
  if (told.episode.starts_with(told.code)) return since;
  for (const auto& mark : all) {
    const bool is_its = !mark.open && mark.code == told.code && mark.subject == told.subject;
    if (is_its && share_a_target(mark.targets, told.targets)) since = began_at(mark);
  }
  return since;
}

}  // namespace notify
