#include "tray/app/timeline_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tray {

namespace {

using monitor::SysTime;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::year_month_day;

/// How far ahead a line goes at least and at most.
constexpr double least_ahead = 60;
constexpr double most_ahead = 380;
/// Behind the last date, for its label and to see that something is behind it.
constexpr double room_behind = 24;

constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string month_text(std::chrono::year_month month) {
  const auto index = static_cast<unsigned>(month.month()) - 1;
  const std::string name = months.at(index);
  return index == 0 ? name + ' ' + std::to_string(static_cast<int>(month.year())) : name;
}

std::vector<TimelineView::Tick> ticks(std::chrono::sys_days left, double length) {
  std::vector<TimelineView::Tick> made;
  const year_month_day first{left};
  auto month = first.year() / first.month();
  while (true) {
    month += std::chrono::months{1};
    const auto at = static_cast<double>((std::chrono::sys_days{month / 1} - left).count());
    if (at >= length) return made;
    made.push_back({at, month_text(month)});
  }
}

}  // namespace

TimelineScale::TimelineScale(const Viewpoint& view, days past)
    : view_(view), left_(floor<days>(wall_time(view.now, view)) - past) {}

double TimelineScale::place(SysTime at) const {
  return std::chrono::duration<double, days::period>(wall_time(at, view_) - left_).count();
}

std::string TimelineScale::day(double place) const {
  // Noon, so that no time zone makes it another day.
  const auto noon = SysTime{left_} + std::chrono::hours(24 * std::lround(std::floor(place)) + 12);
  return short_day_text(noon - (wall_time(noon, view_) - noon), view_);
}

TimelineView empty_line(const TimelineScale& scale, const std::vector<SysTime>& dates) {
  TimelineView shown;
  shown.today = scale.place(scale.view().now);
  double ahead = least_ahead;
  for (const auto at : dates) {
    const double away = scale.place(at) - shown.today + room_behind;
    if (away <= most_ahead) ahead = std::max(ahead, away);
  }
  shown.length = std::ceil(shown.today + ahead);
  shown.ticks = ticks(scale.left(), shown.length);
  return shown;
}

void add(TimelineView::Lane& lane, const TimelineView& line, TimelineView::Span span) {
  span.from = std::max(span.from, 0.0);
  span.to = std::min(span.to, line.length);
  if (span.from < span.to) lane.spans.push_back(std::move(span));
}

void add(TimelineView::Lane& lane, const TimelineView& line, TimelineView::Mark mark) {
  if (mark.at >= 0 && mark.at <= line.length) lane.marks.push_back(std::move(mark));
}

}  // namespace tray
