#include "tray/app/local_time.h"

#include "monitor/model/time_text.h"
#include "monitor/platform/time_zone.h"

#include <algorithm>
#include <cstdio>

namespace tray {

namespace {

using monitor::SysTime;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::string counted(std::int64_t count, const char* unit) {
  return std::to_string(count) + ' ' + unit + (count == 1 ? "" : "s");
}

days days_ahead(SysTime at, const Viewpoint& view) {
  return floor<days>(wall_time(at, view)) - floor<days>(wall_time(view.now, view));
}

int year_of(SysTime at) {
  return static_cast<int>(std::chrono::year_month_day{floor<days>(at)}.year());
}

}  // namespace

SysTime wall_time(SysTime at, const Viewpoint& view) {
  return at + (view.utc_offset ? view.utc_offset(at) : seconds{0});
}

Viewpoint here_and_now() {
  return {monitor::SystemClock{}.now(), monitor::utc_offset};
}

std::string clock_text(SysTime at, const Viewpoint& view) {
  const auto wall = wall_time(at, view);
  const std::chrono::hh_mm_ss time{floor<minutes>(wall - floor<days>(wall))};
  char text[24];
  std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  return text;
}

std::string local_day_text(SysTime at, const Viewpoint& view) {
  return monitor::day_text(wall_time(at, view));
}

std::string moment_text(SysTime at, const Viewpoint& view) {
  const auto today = floor<days>(wall_time(view.now, view));
  const auto day = floor<days>(wall_time(at, view));
  const auto time = clock_text(at, view);
  if (day == today) return time;
  if (day == today - days{1}) return "yesterday, " + time;
  if (day == today + days{1}) return "tomorrow, " + time;
  auto date = local_day_text(at, view);
  if (year_of(wall_time(at, view)) == year_of(wall_time(view.now, view)))
    date.erase(date.rfind(' '));
  return date + ", " + time;
}

std::string short_day_text(SysTime at, const Viewpoint& view) {
  constexpr days nearest{300};
  auto date = local_day_text(at, view);
  if (at > view.now - nearest && at < view.now + nearest) date.erase(date.rfind(' '));
  return date;
}

std::string coming_day_text(SysTime at, const Viewpoint& view) {
  const auto ahead = days_ahead(at, view);
  if (ahead > days{1}) return short_day_text(at, view);
  return (ahead == days{1} ? "tomorrow, " : "today, ") + clock_text(at, view);
}

std::string on_coming_day(SysTime at, const Viewpoint& view) {
  return (days_ahead(at, view) > days{1} ? "on " : "") + coming_day_text(at, view);
}

std::string ago_text(SysTime at, const Viewpoint& view) {
  const auto passed = floor<seconds>(view.now - at);
  if (passed < minutes{1}) return "just now";
  return monitor::span_text(passed) + " ago";
}

std::string left_text(SysTime until, const Viewpoint& view) {
  const auto left = floor<seconds>(until - view.now);
  if (left >= hours{48}) return counted((left + hours{12}) / days{1}, "day");
  if (left >= minutes{90}) return counted((left + minutes{30}) / hours{1}, "hour");
  return counted(std::max<std::int64_t>(1, (left + seconds{30}) / minutes{1}), "minute");
}

SysTime next_morning(const Viewpoint& view, hours hour) {
  constexpr hours night_ends{4};
  const auto wall = wall_time(view.now, view);
  const auto today = floor<days>(wall);
  const auto day = wall - today < night_ends ? today : today + days{1};
  const auto morning = SysTime{day + hour};
  return morning - (view.utc_offset ? view.utc_offset(morning) : seconds{0});
}

}  // namespace tray
