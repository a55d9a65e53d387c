#include "tray/gui/button_row.h"

#include <wx/button.h>
#include <wx/sizer.h>

namespace tray {

wxSizer* button_row(wxWindow& dialog, wxButton& save) {
  auto* buttons = new wxBoxSizer(wxHORIZONTAL);
  buttons->AddStretchSpacer();
  auto* cancel = new wxButton(&dialog, wxID_CANCEL, "Cancel");
  buttons->Add(cancel, 0, wxRIGHT, dialog.FromDIP(8));
  buttons->Add(&save);
  save.MoveAfterInTabOrder(cancel);
  return buttons;
}

}  // namespace tray
