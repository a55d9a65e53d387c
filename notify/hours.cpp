#include "notify/hours.h"

#include "monitor/model/time_text.h"

#include <array>
#include <cctype>
#include <cstdio>

namespace notify {

namespace {

using monitor::Failure;
using monitor::Result;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 7> day_names = {"sun", "mon", "tue", "wed",
                                                       "thu", "fri", "sat"};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool is_on(unsigned weekdays, std::chrono::sys_days day) {
  return (weekdays >> std::chrono::weekday{day}.c_encoding() & 1U) != 0;
}

/// "7:05", "22:00".
std::optional<minutes> clock_time(std::string_view text) {
  text = trimmed(text);
  const auto colon = text.find(':');
  if (colon == 0 || colon > 2 || text.size() != colon + 3) return {};
  int hour = 0;
  int minute = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == colon) continue;
    if (text[i] < '0' || text[i] > '9') return {};
    auto& part = i < colon ? hour : minute;
    part = 10 * part + (text[i] - '0');
  }
  if (hour > 23 || minute > 59) return {};
  return minutes{60 * hour + minute};
}

/// "sun", "Sunday".
std::optional<unsigned> weekday(std::string_view text) {
  std::string small;
  for (const char c : trimmed(text))
    small += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (unsigned day = 0; day < day_names.size(); ++day) {
    if (small.size() >= 3 && small.starts_with(day_names[day])) return day;
  }
  return {};
}

/// "mon-fri" as a set of days; past the week's end too.
std::optional<unsigned> some_days(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = weekday(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : weekday(text.substr(dash + 1));
  if (!first || !last) return {};
  unsigned set = 0;
  for (unsigned day = *first;; day = (day + 1) % 7) {
    set |= 1U << day;
    if (day == *last) return set;
  }
}

std::optional<unsigned> all_days(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text == "daily") return Hours::every_day;
  unsigned set = 0;
  while (true) {
    const auto comma = text.find(',');
    const auto part = some_days(text.substr(0, comma));
    if (!part) return {};
    set |= *part;
    if (comma == std::string_view::npos) return set;
    text.remove_prefix(comma + 1);
  }
}

std::string text_of(minutes time) {
  char text[24];
  std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(time.count() / 60),
                static_cast<int>(time.count() % 60));
  return text;
}

/// Runs of days with a dash, from Monday on, as people count them.
std::string text_of_days(unsigned set) {
  std::string text;
  for (unsigned place = 0; place < 7;) {
    const auto has = [&](unsigned at) { return at < 7 && (set >> (at + 1) % 7 & 1U) != 0; };
    if (!has(place)) {
      ++place;
      continue;
    }
    unsigned last = place;
    while (has(last + 1))
      ++last;
    text += (text.empty() ? "" : ",") + std::string(day_names[(place + 1) % 7]);
    if (last > place) text += '-' + std::string(day_names[(last + 1) % 7]);
    place = last + 1;
  }
  return text;
}

tl::unexpected<Failure> not_hours(std::string_view text) {
  return monitor::fail(Failure::Kind::invalid_input,
                       "\"" + std::string(text) +
                           "\" is no time of day; write it like 22:00-07:00 or sun 02:00-06:00.");
}

/// "2026-12-01 06:00" by the clock on the wall.
std::optional<SysTime> local_moment(std::string_view text, seconds utc_offset) {
  if (text.size() != 16 || text[10] != ' ') return {};
  const auto moment = monitor::parse_iso(std::string(text.substr(0, 10)) + 'T' +
                                         std::string(text.substr(11)) + ":00Z");
  if (!moment) return {};
  return *moment - utc_offset;
}

}  // namespace

bool Hours::contains(SysTime at, seconds utc_offset) const {
  const auto wall = at + utc_offset;
  const auto today = floor<days>(wall);
  const auto time = floor<minutes>(wall - today);
  if (from < to) return is_on(weekdays, today) && time >= from && time < to;
  return time >= from ? is_on(weekdays, today) : time < to && is_on(weekdays, today - days{1});
}

Result<Hours> parse_hours(std::string_view text) {
  const auto whole = trimmed(text);
  // The times hold no blank, so what stands before the last one is the days.
  const auto blank = whole.find_last_of(' ');
  const auto times = blank == std::string_view::npos ? whole : whole.substr(blank + 1);
  const auto set = all_days(blank == std::string_view::npos ? "" : whole.substr(0, blank));
  const auto dash = times.find('-');
  if (!set || dash == std::string_view::npos) return not_hours(text);
  const auto from = clock_time(times.substr(0, dash));
  const auto to = clock_time(times.substr(dash + 1));
  if (!from || !to || *from == *to) return not_hours(text);
  return Hours{*from, *to, *set};
}

std::string to_text(const Hours& hours) {
  const auto times = text_of(hours.from) + '-' + text_of(hours.to);
  return hours.weekdays == Hours::every_day ? times : text_of_days(hours.weekdays) + ' ' + times;
}

bool Maintenance::is_on(SysTime at, seconds utc_offset) const {
  return (hours && hours->contains(at, utc_offset)) || (until && at < *until);
}

Result<Maintenance> parse_maintenance(std::string_view text, seconds utc_offset) {
  constexpr std::string_view once = "until ";
  const auto whole = trimmed(text);
  if (whole.empty()) return Maintenance{};
  if (whole.starts_with(once)) {
    const auto moment = trimmed(whole.substr(once.size()));
    auto until = monitor::parse_iso(moment);
    if (!until) until = local_moment(moment, utc_offset);
    if (until) return Maintenance{{}, until};
    return monitor::fail(
        Failure::Kind::invalid_input,
        "\"" + std::string(moment) + "\" is no moment; write it like 2026-12-01 06:00.");
  }
  const auto hours = parse_hours(whole);
  if (!hours) return tl::unexpected(hours.error());
  return Maintenance{*hours, {}};
}

std::string to_text(const Maintenance& maintenance) {
  if (maintenance.hours) return to_text(*maintenance.hours);
  return maintenance.until ? "until " + monitor::iso_seconds(*maintenance.until) : std::string();
}

}  // namespace notify
