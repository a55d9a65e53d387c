#include "tray/gui/notice_bar.h"

#include "tray/gui/card.h"
#include "tray/gui/icons.h"
#include "tray/gui/wrapped_text.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>

namespace tray {

namespace {

constexpr int sign_size = 16;
constexpr int gap = 10;

}  // namespace

NoticeBar::NoticeBar(wxWindow* parent) : wxPanel(parent) {
  auto* card = new Card(this);
  text_ = new WrappedText(card, "");
  auto* close = new wxButton(card, wxID_ANY, "&Dismiss");
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(new wxStaticBitmap(card, wxID_ANY, sign_icon(Sign::information, sign_size)), 0,
           wxRIGHT | wxALIGN_CENTRE_VERTICAL, FromDIP(gap));
  row->Add(text_, 1, wxALIGN_CENTRE_VERTICAL);
  row->Add(close, 0, wxLEFT | wxALIGN_CENTRE_VERTICAL, FromDIP(gap));
  card->contents().Add(row, 0, wxEXPAND);
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(card, 0, wxEXPAND);
  SetSizer(all);
  close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { put_away(); });
  Hide();
}

void NoticeBar::say(const std::string& sentence) {
  text_->set_text(sentence);
  Show();
  GetParent()->Layout();
  text_->wrap_to(text_->GetSize().x);
  GetParent()->Layout();
}

void NoticeBar::put_away() {
  Hide();
  GetParent()->Layout();
}

}  // namespace tray
