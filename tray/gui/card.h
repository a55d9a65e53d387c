#pragma once

#include <wx/panel.h>
#include <wx/sizer.h>

namespace tray {

/// A panel with a soft frame that holds things which belong together.
class Card final : public wxPanel {
 public:
  explicit Card(wxWindow* parent);

  /// Where the contents go; the margins are already there.
  wxBoxSizer& contents() { return *contents_; }

  /// Pixels between the card's edge and its contents, on each side.
  int margin() const;

 private:
  void paint();

  wxBoxSizer* contents_;
};

}  // namespace tray
