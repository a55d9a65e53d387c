#include "tray/gui/summary_header.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/colours.h"
#include "tray/gui/icons.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>

namespace tray {

namespace {

constexpr int sign_size = 40;

}  // namespace

SummaryHeader::SummaryHeader(wxWindow* parent, const Actions& actions)
    : wxPanel(parent),
      sign_(new wxStaticBitmap(this, wxID_ANY, sign_icon(Sign::unknown, sign_size))),
      headline_(new wxStaticText(this, wxID_ANY, "")),
      text_(new wxStaticText(this, wxID_ANY, "")) {
  set_font(*headline_, 1.45, true);
  text_->SetForegroundColour(quiet_text_colour());
  auto* words = new wxBoxSizer(wxVERTICAL);
  words->Add(headline_);
  words->Add(text_, 0, wxTOP, FromDIP(2));
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(sign_, 0, wxRIGHT | wxALIGN_CENTRE_VERTICAL, FromDIP(12));
  row->Add(words, 1, wxALIGN_CENTRE_VERTICAL);
  const auto bind = [](wxButton* button, const std::function<void()>& action) {
    button->Bind(wxEVT_BUTTON, [action](wxCommandEvent&) { action(); });
  };
  bind(add_button(*row, "&Add a target…"), actions.add);
  bind(add_button(*row, "&Import…"), actions.import);
  bind(add_button(*row, "Check all &now"), actions.check_all);
  auto* more = add_button(*row, "&More");
  bind(more, [more, action = actions.more] { action(*more); });
  SetSizer(row);
}

wxButton* SummaryHeader::add_button(wxSizer& row, const char* label) {
  auto* button = new wxButton(this, wxID_ANY, to_wx(label));
  row.Add(button, 0, wxLEFT | wxALIGN_CENTRE_VERTICAL, FromDIP(6));
  return button;
}

void SummaryHeader::show(const SummaryView& view) {
  if (view == view_) return;
  view_ = view;
  sign_->SetBitmap(sign_icon(view.sign, sign_size));
  set_accessible_name(*sign_, to_wx(sign_text(view.sign)));
  headline_->SetLabelText(to_wx(view.headline));
  text_->SetLabelText(to_wx(view.text));
  text_->Show(!view.text.empty());
  // How high it is follows its text; only GTK asks again by itself.
  InvalidateBestSize();
  GetParent()->Layout();
  Layout();
}

}  // namespace tray
