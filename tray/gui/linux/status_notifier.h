#pragma once

#include "tray/gui/tray_icon.h"

#include <memory>

namespace tray {

/// The icon as a StatusNotifierItem on the session bus: registered with whatever panel watches,
/// again whenever a panel comes back, and drawn from pixels that travel with it.
/// `on_place` tells each time whether a panel shows it. GUI thread.
/// Source: freedesktop.org, StatusNotifierItem.
std::unique_ptr<TrayIcon> make_status_notifier(TrayListener listener);

}  // namespace tray
