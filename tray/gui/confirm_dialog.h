#pragma once

#include <wx/string.h>

#include <functional>

class wxWindow;

namespace tray {

/// A question before something that cannot be taken back. Does not wait for the answer: `on_yes` is
/// called later, or never. The cautious button has the focus.
void ask_first(wxWindow* parent, const wxString& question, const wxString& detail,
               const wxString& yes_label, std::function<void()> on_yes);

}  // namespace tray
