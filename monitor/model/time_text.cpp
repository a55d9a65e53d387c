#include "monitor/model/time_text.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace monitor {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hh_mm_ss;
using std::chrono::year_month_day;

constexpr std::array<const char*, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string iso(SysTime at, bool with_millis) {
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss time{at - day};
  std::array<char, 40> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  std::string out(text.data(), static_cast<std::size_t>(length));
  if (with_millis) {
    std::snprintf(text.data(), text.size(), ".%03d", static_cast<int>(time.subseconds().count()));
    out += text.data();
  }
  return out + 'Z';
}

bool take_char(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int> take_fraction_ms(std::string_view& text) {
  if (!take_char(text, '.')) return 0;
  int ms = 0;
  int scale = 100;
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    ms += (text[digits] - '0') * scale;
    scale /= 10;
    ++digits;
  }
  if (digits == 0 || digits > 9) return {};
  text.remove_prefix(digits);
  return ms;
}

std::string counted(std::int64_t count, const char* unit) {
  return std::to_string(count) + ' ' + unit + (count == 1 ? "" : "s");
}

}  // namespace

std::string iso_seconds(SysTime at) {
  return iso(at, false);
}

std::string iso_millis(SysTime at) {
  return iso(at, true);
}

std::optional<SysTime> parse_iso(std::string_view text) {
  constexpr std::string_view form = "yyyy-mm-ddThh:mm:ss";
  if (text.size() < form.size()) return {};
  for (const std::size_t sign : {4, 7, 10, 13, 16}) {
    if (text[sign] != form[sign]) return {};
  }
  bool all_digits = true;
  const auto two_digits = [&](std::size_t at) {
    const auto tens = static_cast<unsigned>(text[at] - '0');
    const auto ones = static_cast<unsigned>(text[at + 1] - '0');
    all_digits = all_digits && tens <= 9 && ones <= 9;
    return tens * 10 + ones;
  };
  const year_month_day date{
      std::chrono::year{static_cast<int>(two_digits(0) * 100 + two_digits(2))},
      std::chrono::month{two_digits(5)}, std::chrono::day{two_digits(8)}};
  const auto hour = two_digits(11);
  const auto minute = two_digits(14);
  const auto second = two_digits(17);
  text.remove_prefix(form.size());
  const auto ms = take_fraction_ms(text);
  if (!all_digits || !ms || text != "Z") return {};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return {};
  return SysTime{std::chrono::sys_days{date}} + std::chrono::hours{hour} +
         std::chrono::minutes{minute} + std::chrono::seconds{second} +
         std::chrono::milliseconds{*ms};
}

std::string day_text(SysTime at, std::chrono::seconds utc_offset) {
  const year_month_day date{floor<days>(at + utc_offset)};
  return std::to_string(static_cast<unsigned>(date.day())) + ' ' +
         month_names.at(static_cast<unsigned>(date.month()) - 1) + ' ' +
         std::to_string(static_cast<int>(date.year()));
}

std::string span_text(std::chrono::seconds span) {
  const auto seconds = std::abs(span.count());
  const auto minutes = (seconds + 30) / 60;
  const auto hours = (seconds + 1800) / 3600;
  if (seconds < 60) return "moments";
  if (minutes < 60) return counted(minutes, "minute");
  if (hours < 24) return counted(hours, "hour");
  return counted((seconds + 43200) / 86400, "day");
}

}  // namespace monitor
