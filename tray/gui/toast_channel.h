#pragma once

#include "notify/channel.h"

#include <functional>
#include <memory>
#include <vector>

namespace tray {

/// What a toast's buttons ask for. Called on the GUI thread.
struct ToastListener {
  std::function<void(std::vector<monitor::TargetId>)> on_show;
  std::function<void(std::vector<monitor::TargetId>)> on_snooze_day;
};

/// Tells alerts as notifications of the desktop, one on screen for each episode. To be made on the
/// GUI thread; delivers from any.
std::unique_ptr<notify::Channel> make_toast_channel(ToastListener listener);

}  // namespace tray
