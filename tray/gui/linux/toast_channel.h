#pragma once

#include "tray/gui/presence.h"

namespace tray {

/// Toasts by libnotify. To be made on the GUI thread.
std::unique_ptr<notify::Channel> make_toast_channel(ToastListener listener);

}  // namespace tray
