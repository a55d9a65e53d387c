#pragma once

#include "monitor/model/clock.h"
#include "monitor/model/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace notify {

/// A span of the day by the clock on the wall, on some weekdays or on all. Goes past midnight where
/// it ends earlier than it begins; the weekday is then the one on which it begins.
struct Hours {
  static constexpr unsigned every_day = 0x7F;
  std::chrono::minutes from{};    ///< since midnight
  std::chrono::minutes to{};      ///< since midnight; another than `from`
  unsigned weekdays = every_day;  ///< bit 0 is Sunday

  /// `utc_offset`: local time minus UTC at that moment.
  bool contains(monitor::SysTime at, std::chrono::seconds utc_offset) const;

  bool operator==(const Hours&) const = default;
};

/// Reads "22:00-07:00", "sun 02:00-06:00", "mon-fri,sun 22:00-6:00". Fails with invalid_input and a
/// sentence that names the text.
monitor::Result<Hours> parse_hours(std::string_view text);
/// The same text again, in one form: "mon-fri,sun 22:00-06:00".
std::string to_text(const Hours& hours);

/// When a target is worked on, so that it is no news that it is down.
struct Maintenance {
  std::optional<Hours> hours;             ///< week after week
  std::optional<monitor::SysTime> until;  ///< once, from now on

  bool is_on(monitor::SysTime at, std::chrono::seconds utc_offset) const;

  bool operator==(const Maintenance&) const = default;
};

/// Reads what parse_hours() does, or "until 2026-12-01 06:00" by the clock on the wall, or "until
/// 2026-12-01T06:00:00Z"; an empty text is none. Fails with invalid_input.
monitor::Result<Maintenance> parse_maintenance(std::string_view text,
                                               std::chrono::seconds utc_offset);
/// "sun 02:00-06:00", "until 2026-12-01T06:00:00Z"; empty for none.
std::string to_text(const Maintenance& maintenance);

}  // namespace notify
