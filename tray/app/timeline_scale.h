#pragma once

#include "tray/app/timeline_presenter.h"

#include <string>
#include <vector>

namespace tray {

/// From moments to places on a timeline and back: days since its left edge, by the wall clock.
class TimelineScale {
 public:
  /// The left edge is the midnight that began the day that is `past` before today.
  TimelineScale(const Viewpoint& view, std::chrono::days past);

  double place(monitor::SysTime at) const;
  /// The day at that place: "3 December".
  std::string day(double place) const;

  const Viewpoint& view() const { return view_; }

  std::chrono::sys_days left() const { return left_; }

 private:
  Viewpoint view_;
  std::chrono::sys_days left_;
};

/// A line without lanes that reaches beyond those of the dates that are not too far away.
TimelineView empty_line(const TimelineScale& scale, const std::vector<monitor::SysTime>& dates);

/// Adds what of it lies between the edges of the line.
void add(TimelineView::Lane& lane, const TimelineView& line, TimelineView::Span span);
void add(TimelineView::Lane& lane, const TimelineView& line, TimelineView::Mark mark);

}  // namespace tray
