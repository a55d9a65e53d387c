#pragma once

#include "notify/channel.h"
#include "tray/gui/tray_icon.h"

#include <functional>
#include <memory>
#include <vector>

namespace tray {

/// What toasts ask for. Called on the GUI thread.
struct ToastListener {
  std::function<void(std::vector<monitor::TargetId>)> on_show;
  std::function<void(std::vector<monitor::TargetId>)> on_snooze_day;
  std::function<void(std::vector<monitor::TargetId>)> on_fix;
};

/// How the program is there while it has no window. Made together, since on some desktops the
/// toasts are the icon's.
struct Presence {
  std::unique_ptr<TrayIcon> icon;
  /// Tells alerts as notifications of the desktop, one on screen for each episode. Delivers from
  /// any thread, and may outlive the icon.
  std::unique_ptr<notify::Channel> toasts;
};

/// This desktop's kind. GUI thread.
Presence make_presence(TrayListener icon, ToastListener toasts);

}  // namespace tray
