#pragma once

#include "tray/app/menu_presenter.h"
#include "tray/app/status_presenter.h"

#include <wx/gdicmn.h>

#include <functional>
#include <optional>
#include <vector>

namespace tray {

/// What the icon tells the program. Called on the GUI thread.
struct TrayListener {
  std::function<void()> on_activate;                ///< a click on the icon itself
  std::function<void(const MenuItem&)> on_command;  ///< a line of the menu
  std::function<void(bool)> on_place;  ///< whether there is a tray to sit in, whenever that changes
};

/// The icon and its menu, as the presenters say. GUI thread.
class TrayIcon {
 public:
  virtual ~TrayIcon() = default;

  /// Cheap when nothing has changed.
  virtual void show(const IconView& icon, const std::vector<MenuItem>& menu) = 0;
  /// Whether a tray shows it at the moment.
  virtual bool has_place() const = 0;
  /// Where it is on screen, in pixels; empty where the desktop does not tell.
  virtual std::optional<wxRect> place() const = 0;
};

}  // namespace tray
