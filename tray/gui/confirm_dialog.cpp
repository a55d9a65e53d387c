#include "tray/gui/confirm_dialog.h"

#include "tray/gui/icons.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/sizer.h>

#include <utility>

namespace tray {

void ask_first(wxWindow* parent, const wxString& question, const wxString& detail,
               const wxString& yes_label, std::function<void()> on_yes) {
  auto* dialog = new wxDialog(parent, wxID_ANY, "RDP Ready");
  dialog->SetIcons(program_icons());
  const int margin = dialog->FromDIP(16);
  const int width = dialog->FromDIP(380);
  auto* asked = new WrappedText(dialog, to_utf8(question));
  set_font(*asked, 1.1, true);
  asked->wrap_to(width);
  auto* explained = new WrappedText(dialog, to_utf8(detail));
  explained->wrap_to(width);
  auto* keep = new wxButton(dialog, wxID_CANCEL, "&Keep");
  auto* yes = new wxButton(dialog, wxID_OK, yes_label);

  auto* buttons = new wxBoxSizer(wxHORIZONTAL);
  buttons->AddStretchSpacer();
  buttons->Add(keep, 0, wxRIGHT, dialog->FromDIP(8));
  buttons->Add(yes);
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(asked, 0, wxLEFT | wxRIGHT | wxTOP, margin);
  all->Add(explained, 0, wxLEFT | wxRIGHT | wxTOP, margin);
  all->Add(buttons, 0, wxEXPAND | wxALL, margin);
  dialog->SetSizerAndFit(all);

  const auto close = [dialog] { dialog->Destroy(); };
  keep->Bind(wxEVT_BUTTON, [close](wxCommandEvent&) { close(); });
  yes->Bind(wxEVT_BUTTON, [close, on_yes = std::move(on_yes)](wxCommandEvent&) {
    on_yes();
    close();
  });
  dialog->Bind(wxEVT_CLOSE_WINDOW, [close](wxCloseEvent&) { close(); });
  dialog->SetEscapeId(wxID_CANCEL);
  dialog->CentreOnParent();
  dialog->Show();
  keep->SetFocus();
}

}  // namespace tray
