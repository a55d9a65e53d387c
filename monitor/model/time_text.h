#pragma once

#include "monitor/model/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace monitor {

/// "2026-12-01T09:30:00Z"; milliseconds are dropped. UTC.
std::string iso_seconds(SysTime at);
/// "2026-12-01T09:30:00.000Z". UTC.
std::string iso_millis(SysTime at);
/// Reads either form, with or without a fraction; empty for anything else.
/// Years 0001 to 9999; a day that the calendar lacks is refused.
std::optional<SysTime> parse_iso(std::string_view text);
/// "1 December 2026", for sentences: where the clock is that far ahead of UTC.
std::string day_text(SysTime at, std::chrono::seconds utc_offset = {});
/// "9 days", "5 hours", "3 minutes", "moments": the largest unit that fits, to the nearest, as
/// people count them.
std::string span_text(std::chrono::seconds span);

}  // namespace monitor
