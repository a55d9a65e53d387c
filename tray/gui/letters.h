#pragma once

#include <wx/gdicmn.h>

class wxWindow;

namespace tray {

/// Pixels for a width in device-independent ones that holds text: wider where the user has larger
/// letters. GUI thread.
int for_text(const wxWindow& window, int width);
/// The same of a window.
wxSize for_text(const wxWindow& window, const wxSize& size);

}  // namespace tray
