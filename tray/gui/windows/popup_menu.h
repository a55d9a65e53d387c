#pragma once

#include "tray/app/menu_presenter.h"

#include <wx/msw/wrapwin.h>

#include <optional>
#include <vector>

namespace tray {

/// Shows the menu at that point of the screen, signs drawn for `dpi`, and waits until a line is
/// chosen or it is put away (empty). `owner` takes the keyboard meanwhile. GUI thread.
std::optional<MenuItem> choose_from_menu(const std::vector<MenuItem>& items, HWND owner, POINT at,
                                         int dpi);

}  // namespace tray
