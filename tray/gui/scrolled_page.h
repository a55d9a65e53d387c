#pragma once

#include <wx/scrolwin.h>

namespace tray {

/// The fields of a dialog, as large as they are. Where the screen is too small for that they
/// scroll, so that the buttons below are always seen.
class ScrolledPage final : public wxScrolledWindow {
 public:
  explicit ScrolledPage(wxWindow* parent);

  /// Takes the fields, which are children of the page.
  void hold(wxSizer* fields);
};

}  // namespace tray
