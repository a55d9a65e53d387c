#pragma once

#include "notify/alert_rules.h"
#include "store/database.h"
#include "tray/app/local_time.h"
#include "tray/app/target_status.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tray {

/// The setting that holds until when a target is snoozed.
std::string snooze_key(monitor::TargetId id);
/// Snoozes it: nothing more is told of it, or, until fixed and only at risk, of the risks of now.
void set_snooze(TargetStatus& status, monitor::SysTime until);
/// Whether nothing at all is told of it for longer than until then, so that a snooze of everything
/// leaves it as it is.
bool is_still_longer(const TargetStatus& status, monitor::SysTime until);
/// The snooze as that setting holds it: the end as ISO 8601 and behind it the risks; empty for
/// none.
std::string snooze_as_kept(const TargetStatus& status);
void recall_snooze(TargetStatus& status, const std::string& kept);
/// Ends a snooze until fixed, or lets go of some of its risks, where two looks in a row show that
/// what was wrong is over: that of the status and the one before. False where all stays.
bool end_snooze_of_what_is_fixed(TargetStatus& status, const std::optional<monitor::Check>& before);
/// The same for single looks, which do not find every risk: only of one that would have failed.
monitor::Result<void> end_snooze_of_outage(store::Database& database,
                                           const std::shared_ptr<const monitor::Check>& before,
                                           const monitor::Check& now);
/// The setting that holds when a target is worked on, as notify::to_text() writes it.
std::string maintenance_key(monitor::TargetId id);

/// Reads "sun 02:00-06:00", "until 2026-12-01 06:00" (by the clock on the wall), "" for none. Fails
/// with wrong_use.
monitor::Result<notify::Maintenance> read_maintenance(const std::string& text,
                                                      const Viewpoint& view);
/// That of a target, as it is kept; none where nothing is.
notify::Maintenance kept_maintenance(store::Database& database, monitor::TargetId id);
/// "sun 02:00-06:00", "until 2026-12-01 06:00" by the clock on the wall; empty for none.
std::string maintenance_text(const notify::Maintenance& maintenance, const Viewpoint& view);

/// Ends of snoozes, by episode.
using SnoozedEpisodes = std::map<std::string, monitor::SysTime>;

/// Those of episodes that are not over (`told`); empty where none is kept.
SnoozedEpisodes snoozed_episodes(store::Database& database,
                                 const std::vector<store::ToldRow>& told);
/// Keeps that one; an end in the past takes it out.
monitor::Result<void> snooze_episode(store::Database& database, const std::string& episode,
                                     monitor::SysTime until, monitor::SysTime now);

/// "until 14:05", "until tomorrow, 08:00", "until it is fixed".
std::string snooze_text(monitor::SysTime until, const Viewpoint& view);
/// What keeps still about it now: "snoozed until 14:05", or of its outages alone "maintenance sun
/// 02:00-06:00"; may be empty.
std::string silence_text(const TargetStatus& status, const Viewpoint& view);

}  // namespace tray
