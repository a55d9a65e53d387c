#pragma once

#include "monitor/model/clock.h"

#include <chrono>
#include <functional>
#include <string>

namespace tray {

/// From when and where a view is made: decides "2 minutes ago" and what the clock on the wall says.
struct Viewpoint {
  monitor::SysTime now{};
  /// Local time minus UTC at that moment.
  std::function<std::chrono::seconds(monitor::SysTime)> utc_offset;
};

/// The same moment as the clock on the wall shows it.
monitor::SysTime wall_time(monitor::SysTime at, const Viewpoint& view);

/// Now, by this computer's clock and time zone.
Viewpoint here_and_now();

/// "14:05", local.
std::string clock_text(monitor::SysTime at, const Viewpoint& view);
/// "3 December 2026", local.
std::string local_day_text(monitor::SysTime at, const Viewpoint& view);
/// "14:05" today, "yesterday, 14:05", "tomorrow, 14:05", else "3 December, 14:05" with the year
/// where it is another.
std::string moment_text(monitor::SysTime at, const Viewpoint& view);
/// "3 December", with the year where it could be another than the nearest such day.
std::string short_day_text(monitor::SysTime at, const Viewpoint& view);
/// A day ahead: "today, 14:05", "tomorrow, 14:05", else "3 December" as above.
std::string coming_day_text(monitor::SysTime at, const Viewpoint& view);
/// The same behind a verb: "today, 14:05", "on 3 December".
std::string on_coming_day(monitor::SysTime at, const Viewpoint& view);
/// "just now", "2 minutes ago", "3 hours ago", "9 days ago"; the future counts as now.
std::string ago_text(monitor::SysTime at, const Viewpoint& view);
/// What is left until then, rounded to the nearest: "9 days", "30 hours", "5 minutes", "1 minute".
/// From two days on in days.
std::string left_text(monitor::SysTime until, const Viewpoint& view);
/// The first local `hour` o'clock after now that is not today, unless the day has hardly begun.
monitor::SysTime next_morning(const Viewpoint& view, std::chrono::hours hour);

}  // namespace tray
