#pragma once

class wxSizer;
class wxWindow;

namespace tray {

/// The sign beside a field that the organisation has set; says so.
wxWindow* make_lock(wxWindow& parent);
/// What that sign means, in words.
wxSizer* make_lock_note(wxWindow& parent);

}  // namespace tray
