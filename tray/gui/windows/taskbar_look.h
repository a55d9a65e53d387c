#pragma once

#include "tray/app/sign.h"

#include <wx/icon.h>

namespace tray {

/// How the taskbar looks, as far as an icon in it must know.
struct TaskbarLook {
  enum class Ground { dark, light, high_contrast };
  Ground ground = Ground::dark;
  int dpi = 96;
  int icon_pixels = 16;
  unsigned long text_colour = 0;    ///< COLORREF; of high contrast
  unsigned long ground_colour = 0;  ///< the same

  bool operator==(const TaskbarLook&) const = default;
};

/// As it is now. Ground: SystemUsesLightTheme of the person's "Choose your colour" settings.
TaskbarLook taskbar_look();

/// The icon for that sign, drawn for that taskbar.
wxIcon taskbar_icon(Sign sign, const TaskbarLook& look);
/// The same picture as large as a toast shows it.
wxIcon toast_icon(Sign sign, const TaskbarLook& look);

}  // namespace tray
