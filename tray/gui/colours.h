#pragma once

#include "tray/app/sign.h"

#include <wx/colour.h>

namespace tray {

/// Text that matters less: the system's text colour, a little nearer to its background. Asked anew
/// after each change of theme.
wxColour quiet_text_colour();
/// A surface that stands out a little from the window.
wxColour card_colour();
wxColour card_border_colour();
/// Fill for a sign where shapes are drawn by hand; the same as in the pictures.
wxColour sign_colour(Sign sign);
/// For a curve that must be seen on light and on dark.
wxColour curve_colour();

}  // namespace tray
