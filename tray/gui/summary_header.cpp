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
constexpr int sign_gap = 12;

}  // namespace

SummaryHeader::SummaryHeader(wxWindow* parent, const Actions& actions)
    : wxPanel(parent),
      sign_(new wxStaticBitmap(this, wxID_ANY, sign_icon(Sign::unknown, sign_size))),
      headline_(new WrappedText(this, "")),
      text_(new WrappedText(this, "")) {
  set_font(*headline_, 1.45, true);
  text_->SetForegroundColour(quiet_text_colour());
  auto* words = new wxBoxSizer(wxVERTICAL);
  words->Add(headline_);
  words->Add(text_, 0, wxTOP, FromDIP(2));
  auto* buttons = new wxBoxSizer(wxHORIZONTAL);
  const auto bind = [](wxButton* button, const std::function<void()>& action) {
    button->Bind(wxEVT_BUTTON, [action](wxCommandEvent&) { action(); });
  };
  bind(add_button(*buttons, "&Add a target…"), actions.add);
  bind(add_button(*buttons, "&Import…"), actions.import);
  bind(add_button(*buttons, "Check all &now"), actions.check_all);
  auto* more = add_button(*buttons, "&More");
  bind(more, [more, action = actions.more] { action(*more); });
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(sign_, 0, wxRIGHT | wxALIGN_CENTRE_VERTICAL, FromDIP(sign_gap));
  row->Add(words, 1, wxALIGN_CENTRE_VERTICAL);
  row->Add(buttons, 0, wxLEFT | wxALIGN_CENTRE_VERTICAL, FromDIP(sign_gap));
  SetSizer(row);
  // Not at once: GTK forgets what changes its size while sizes are being given out.
  Bind(wxEVT_SIZE, [this, buttons](wxSizeEvent& event) {
    event.Skip();
    if (GetClientSize().x == wrapped_width_) return;
    CallAfter([this, buttons] { wrap(buttons->GetMinSize().x); });
  });
}

void SummaryHeader::wrap(int buttons_width) {
  if (GetClientSize().x == wrapped_width_) return;
  wrapped_width_ = GetClientSize().x;
  const int words = wrapped_width_ - buttons_width - FromDIP(sign_size + 2 * sign_gap);
  headline_->wrap_to(words);
  text_->wrap_to(words);
  lay_out();
}

/// How high it is follows its text; only GTK asks again by itself.
void SummaryHeader::lay_out() {
  InvalidateBestSize();
  GetParent()->Layout();
  Layout();
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
  headline_->set_text(view.headline);
  text_->set_text(view.text);
  text_->Show(!view.text.empty());
  lay_out();
}

}  // namespace tray
