#pragma once

#include "tray/app/sign.h"

#include <wx/bmpbndl.h>
#include <wx/iconbndl.h>

#include <string_view>

namespace tray {

/// The SVG of icons/NAME.svg; empty for a name that is not there.
std::string_view svg_text(std::string_view name);

/// A picture that is crisp at every scale; `size` in device-independent pixels.
wxBitmapBundle icon(std::string_view name, int size);
/// The sign for a line of a list or a card.
wxBitmapBundle sign_icon(Sign sign, int size = 16);
/// Name of the picture for the tray: "tray-ready"; information and skipped have none of their own.
std::string_view tray_icon_name(Sign sign);
/// The program's own picture for title bars and task switchers.
wxIconBundle program_icons();

/// What a sign means, for those who cannot see it: "Ready", "At risk".
std::string_view sign_text(Sign sign);

}  // namespace tray
