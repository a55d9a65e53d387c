#pragma once

#include "tray/gui/presence.h"
#include "tray/gui/windows/notification_area.h"
#include "tray/gui/windows/toast_queue.h"

#include <wx/timer.h>

namespace tray {

/// Shows alerts as balloons of our icon, one at a time, at moments when they do not disturb:
/// not while the person is away, presents or plays in full screen. GUI thread.
class BalloonDesk {
 public:
  BalloonDesk(NotificationArea& area, ToastListener listener);

  void add(notify::Alert alert);
  /// What waits for that episode is not shown any more.
  void withdraw(const std::string& episode);
  /// The balloon was clicked: opens what it is about.
  void on_click();
  /// It is gone without a click.
  void on_end();

 private:
  void show_next();
  bool show(const notify::Alert& alert);

  NotificationArea& area_;
  ToastListener listener_;
  ToastQueue queue_;
  std::vector<monitor::TargetId> told_of_;  ///< by the newest balloon
  bool is_showing_ = false;
  wxTimer timer_;
};

}  // namespace tray
