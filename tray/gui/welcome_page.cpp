#include "tray/gui/welcome_page.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/colours.h"
#include "tray/gui/icons.h"
#include "tray/gui/look_panel.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/statline.h>
#include <wx/textctrl.h>

namespace tray {

namespace {

constexpr int column_width = 520;
constexpr int picture_size = 72;

}  // namespace

WelcomePage::WelcomePage(wxWindow* parent, TargetBook& book, Ways ways)
    : wxPanel(parent),
      book_(book),
      headline_(new WrappedText(this, "Know before it fails")),
      text_(new WrappedText(this,
                            "Which computer do you connect to by Remote Desktop? Type its name, "
                            "and RDP Ready looks whether a connection would work. No user name "
                            "and no password is sent.")),
      address_(
          new wxTextCtrl(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER)),
      look_(new wxButton(this, wxID_ANY, "&Look")),
      result_(new LookPanel(this, book,
                            [this](monitor::Verdict) {
                              watch_->Show();
                              watch_->SetFocus();
                              Layout();
                            })),
      watch_(new wxButton(this, wxID_ANY, "&Watch this computer from now on")),
      this_computer_(new wxButton(this, wxID_ANY, "&Use what this computer already knows")),
      files_(new wxButton(this, wxID_ANY, to_wx("&Import files…"))) {
  arrange();
  bind(ways);
}

void WelcomePage::arrange() {
  set_font(*headline_, 1.8, true);
  address_->SetHint("pc.example.com or 192.0.2.7:3390");
  set_accessible_name(*address_, "Computer you connect to");
  text_->wrap_to(FromDIP(column_width));
  watch_->Hide();

  auto* field = new wxBoxSizer(wxHORIZONTAL);
  field->Add(address_, 1, wxRIGHT | wxALIGN_CENTRE_VERTICAL, FromDIP(8));
  field->Add(look_);
  auto* others = new wxBoxSizer(wxHORIZONTAL);
  others->Add(this_computer_, 0, wxRIGHT, FromDIP(8));
  others->Add(files_);
  auto* hint =
      new wxStaticText(this, wxID_ANY, "Connection files can also be dropped onto this window.");
  hint->SetForegroundColour(quiet_text_colour());

  auto* column = new wxBoxSizer(wxVERTICAL);
  column->SetMinSize(FromDIP(column_width), -1);
  column->Add(new wxStaticBitmap(this, wxID_ANY, icon("rdpready", picture_size)), 0, wxBOTTOM,
              FromDIP(12));
  column->Add(headline_, 0, wxBOTTOM, FromDIP(8));
  column->Add(text_, 0, wxBOTTOM, FromDIP(20));
  column->Add(field, 0, wxEXPAND | wxBOTTOM, FromDIP(12));
  result_->wrap_to(FromDIP(column_width));
  column->Add(result_, 0, wxEXPAND | wxBOTTOM, FromDIP(8));
  column->Add(watch_, 0, wxBOTTOM, FromDIP(8));
  column->Add(new wxStaticLine(this), 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(12));
  column->Add(others, 0, wxBOTTOM, FromDIP(8));
  column->Add(hint);
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->AddStretchSpacer(2);
  all->Add(column, 0, wxALIGN_CENTRE_HORIZONTAL | wxLEFT | wxRIGHT, FromDIP(24));
  all->AddStretchSpacer(3);
  SetSizer(all);
}

void WelcomePage::bind(const Ways& ways) {
  address_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { look(); });
  // What was found belongs to what stood there.
  address_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
    result_->clear();
    watch_->Hide();
    Layout();
  });
  look_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { look(); });
  watch_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { watch(); });
  this_computer_->Bind(wxEVT_BUTTON, [way = ways.import_this_computer](wxCommandEvent&) { way(); });
  files_->Bind(wxEVT_BUTTON, [way = ways.import_files](wxCommandEvent&) { way(); });
}

void WelcomePage::set_focus() {
  address_->SetFocus();
}

monitor::Result<monitor::Target> WelcomePage::read() const {
  auto endpoint = monitor::parse_endpoint(to_utf8(address_->GetValue()));
  if (!endpoint) return tl::unexpected(endpoint.error());
  monitor::Target target;
  target.endpoint = *endpoint;
  return target;
}

void WelcomePage::look() {
  watch_->Hide();
  const auto target = read();
  if (!target) return result_->complain(target.error().what);
  result_->look_at(*target);
}

void WelcomePage::watch() {
  const auto target = read();
  if (!target) return result_->complain(target.error().what);
  book_.add_target(*target, [this, alive = std::weak_ptr(alive_)](const auto& added) {
    if (alive.expired()) return;
    if (!added) return result_->complain(added.error().what);
    address_->Clear();
  });
}

}  // namespace tray
