#pragma once

class wxButton;
class wxSizer;
class wxWindow;

namespace tray {

/// At the foot of a dialog, at its right: Cancel, which it makes, and then `save`, also by Tab.
wxSizer* button_row(wxWindow& dialog, wxButton& save);

}  // namespace tray
