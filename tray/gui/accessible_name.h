#pragma once

#include <wx/window.h>

namespace tray {

/// What a screen reader says for a control that shows no text of its own; `description` is said
/// on request.
void set_accessible_name(wxWindow& window, const wxString& name, const wxString& description = {});

}  // namespace tray
