#pragma once

#include "tray/gui/tray_icon.h"

#include <memory>

namespace tray {

/// The icon by wxTaskBarIcon, for the XEmbed trays of X11.
/// `has_place` is true at the moment it is asked; no event tells when it changes.
std::unique_ptr<TrayIcon> make_embedded_icon(TrayListener listener);

}  // namespace tray
