#include "tray/app/snoozes.h"

#include "monitor/model/time_text.h"

#include <algorithm>
#include <sstream>

namespace tray {

namespace {

/// One a line: the end as ISO 8601, a blank, the episode.
constexpr std::string_view episodes_key = "snoozed_episodes";

SnoozedEpisodes all_of(store::Database& database) {
  SnoozedEpisodes all;
  const auto kept = database.setting(episodes_key);
  if (!kept || !*kept) return all;
  std::istringstream lines(**kept);
  for (std::string line; std::getline(lines, line);) {
    const auto blank = line.find(' ');
    const auto until = monitor::parse_iso(line.substr(0, blank));
    if (until && blank != std::string::npos) all[line.substr(blank + 1)] = *until;
  }
  return all;
}

bool works(const monitor::Check& check) {
  const auto verdict = monitor::verdict_of(check);
  return verdict == monitor::Verdict::ready || verdict == monitor::Verdict::at_risk;
}

std::string number_of(monitor::TargetId id) {
  return std::to_string(static_cast<std::int64_t>(id));
}

}  // namespace

std::string snooze_key(monitor::TargetId id) {
  return "snooze." + number_of(id);
}

void set_snooze(TargetStatus& status, monitor::SysTime until) {
  status.snoozed_until = until;
  status.snoozed_risks.clear();
  if (until != notify::until_fixed || !status.last || !works(*status.last)) return;
  for (const auto& finding : status.last->findings) {
    if (finding.severity == monitor::Severity::risk) status.snoozed_risks.push_back(finding.code);
  }
}

bool is_still_longer(const TargetStatus& status, monitor::SysTime until) {
  return status.snoozed_until && *status.snoozed_until > until && status.snoozed_risks.empty();
}

std::string snooze_as_kept(const TargetStatus& status) {
  if (!status.snoozed_until) return {};
  auto text = monitor::iso_seconds(*status.snoozed_until);
  for (const auto& code : status.snoozed_risks)
    text += ' ' + code;
  return text;
}

void recall_snooze(TargetStatus& status, const std::string& kept) {
  std::istringstream words(kept);
  std::string word;
  words >> word;
  status.snoozed_until = monitor::parse_iso(word);
  status.snoozed_risks.clear();
  while (words >> word)
    status.snoozed_risks.push_back(word);
}

bool end_snooze_of_what_is_fixed(TargetStatus& status,
                                 const std::optional<monitor::Check>& before) {
  if (status.snoozed_until != notify::until_fixed || !before || !status.last) return false;
  if (!works(*before) || !works(*status.last)) return false;
  const auto is_over = [&](const std::string& code) {
    return monitor::find_finding(*before, code) == nullptr &&
           monitor::find_finding(*status.last, code) == nullptr;
  };
  const bool some_over = std::erase_if(status.snoozed_risks, is_over) > 0;
  if (status.snoozed_risks.empty()) status.snoozed_until.reset();
  return some_over || !status.snoozed_until;
}

monitor::Result<void> end_snooze_of_outage(store::Database& database,
                                           const std::shared_ptr<const monitor::Check>& before,
                                           const monitor::Check& now) {
  const auto key = snooze_key(now.target.id);
  const auto kept = database.setting(key);
  if (!kept) return tl::unexpected(kept.error());
  TargetStatus status;
  status.last = now;
  recall_snooze(status, kept->value_or(""));
  if (!before || !status.snoozed_risks.empty() || !end_snooze_of_what_is_fixed(status, *before))
    return {};
  return database.save_setting(key, snooze_as_kept(status));
}

std::string maintenance_key(monitor::TargetId id) {
  return "maintenance." + number_of(id);
}

monitor::Result<notify::Maintenance> read_maintenance(const std::string& text,
                                                      const Viewpoint& view) {
  const auto offset = view.utc_offset ? view.utc_offset(view.now) : std::chrono::seconds{0};
  auto read = notify::parse_maintenance(text, offset);
  if (!read) return monitor::fail(monitor::Failure::Kind::wrong_use, read.error().what);
  return *read;
}

notify::Maintenance kept_maintenance(store::Database& database, monitor::TargetId id) {
  const auto kept = database.setting(maintenance_key(id));
  if (!kept || !*kept) return {};
  return notify::parse_maintenance(**kept, {}).value_or(notify::Maintenance{});
}

std::string maintenance_text(const notify::Maintenance& maintenance, const Viewpoint& view) {
  if (maintenance.hours || !maintenance.until) return notify::to_text(maintenance);
  const auto offset =
      view.utc_offset ? view.utc_offset(*maintenance.until) : std::chrono::seconds{0};
  auto moment = monitor::iso_seconds(*maintenance.until + offset).substr(0, 16);
  moment[10] = ' ';
  return "until " + moment;
}

SnoozedEpisodes snoozed_episodes(store::Database& database,
                                 const std::vector<store::ToldRow>& told) {
  auto snoozed = all_of(database);
  std::erase_if(snoozed, [&](const auto& one) {
    return std::ranges::none_of(
        told, [&](const store::ToldRow& row) { return row.open && row.episode == one.first; });
  });
  return snoozed;
}

monitor::Result<void> snooze_episode(store::Database& database, const std::string& episode,
                                     monitor::SysTime until, monitor::SysTime now) {
  auto all = all_of(database);
  all[episode] = until;
  std::string text;
  for (const auto& [one, end] : all) {
    if (end > now) text += monitor::iso_seconds(end) + ' ' + one + '\n';
  }
  return database.save_setting(episodes_key, text);
}

std::string snooze_text(monitor::SysTime until, const Viewpoint& view) {
  return until == notify::until_fixed ? "until it is fixed" : "until " + moment_text(until, view);
}

std::string silence_text(const TargetStatus& status, const Viewpoint& view) {
  if (status.snoozed_until && *status.snoozed_until > view.now)
    return "snoozed " + snooze_text(*status.snoozed_until, view);
  const auto offset = view.utc_offset ? view.utc_offset(view.now) : std::chrono::seconds{0};
  if (!status.maintenance.is_on(view.now, offset)) return {};
  return "maintenance " + maintenance_text(status.maintenance, view);
}

}  // namespace tray
