#include "tray/gui/target_header.h"

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

constexpr int sign_size = 32;
constexpr int sign_gap = 12;

}  // namespace

TargetHeader::TargetHeader(wxWindow* parent, const Actions& actions)
    : wxPanel(parent),
      sign_(new wxStaticBitmap(this, wxID_ANY, sign_icon(Sign::unknown, sign_size))),
      name_(new WrappedText(this, "")),
      headline_(new WrappedText(this, "")),
      timing_(new WrappedText(this, "")) {
  set_font(*name_, 1.25, true);
  timing_->SetForegroundColour(quiet_text_colour());
  auto* words = new wxBoxSizer(wxVERTICAL);
  words->Add(name_);
  words->Add(headline_, 0, wxTOP, FromDIP(2));
  auto* buttons = new wxBoxSizer(wxHORIZONTAL);
  const auto add = [&](const char* label) {
    auto* button = new wxButton(this, wxID_ANY, to_wx(label));
    buttons->Add(button, 0, wxLEFT, FromDIP(6));
    return button;
  };
  const auto bind = [](wxButton* button, const std::function<void()>& action) {
    button->Bind(wxEVT_BUTTON, [action](wxCommandEvent&) { action(); });
  };
  bind(add("C&onnect"), actions.connect);
  bind(add("Chec&k now"), actions.check);
  bind(add("&Fix…"), actions.fix);
  auto* more = add("Mo&re");
  bind(more, [more, action = actions.more] { action(*more); });
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(sign_, 0, wxRIGHT, FromDIP(sign_gap));
  row->Add(words, 1);
  row->Add(buttons, 0, wxLEFT, FromDIP(sign_gap));
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(row, 0, wxEXPAND);
  all->Add(timing_, 0, wxLEFT, FromDIP(sign_size + sign_gap));
  SetSizer(all);
  // Not at once: GTK forgets what changes its size while sizes are being given out.
  Bind(wxEVT_SIZE, [this, buttons](wxSizeEvent& event) {
    event.Skip();
    if (GetClientSize().x == wrapped_width_) return;
    CallAfter([this, buttons] { wrap(buttons->GetMinSize().x); });
  });
}

void TargetHeader::wrap(int buttons_width) {
  if (GetClientSize().x == wrapped_width_) return;
  wrapped_width_ = GetClientSize().x;
  const int words = wrapped_width_ - FromDIP(sign_size + sign_gap);
  timing_->wrap_to(words);
  name_->wrap_to(words - buttons_width - FromDIP(sign_gap));
  headline_->wrap_to(words - buttons_width - FromDIP(sign_gap));
  GetParent()->Layout();
}

void TargetHeader::show(const DetailsView& view) {
  sign_->SetBitmap(sign_icon(view.sign, sign_size));
  set_accessible_name(*sign_, to_wx(sign_text(view.sign)));
  name_->set_text(view.name);
  headline_->set_text(view.headline);
  timing_->set_text(view.address + (view.timing.empty() ? "" : "  ·  " + view.timing));
  Layout();
}

}  // namespace tray
