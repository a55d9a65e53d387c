#include "tray/gui/overview_panel.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/card.h"
#include "tray/gui/icons.h"
#include "tray/gui/letters.h"
#include "tray/gui/timeline.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/dataview.h>
#include <wx/sizer.h>

#include <algorithm>
#include <utility>

namespace tray {

namespace {

constexpr int sign_size = 16;
constexpr int gap = 12;
/// Of the list, for its head and a few dates.
constexpr int least_list_height = 110;

}  // namespace

OverviewPanel::OverviewPanel(wxWindow* parent, std::function<void(monitor::TargetId)> chosen)
    : wxPanel(parent),
      chosen_(std::move(chosen)),
      words_(new WrappedText(this, "")),
      card_(new Card(this)),
      timeline_(new Timeline(card_, "What lies ahead")),
      list_(new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                   wxDV_SINGLE | wxBORDER_THEME)) {
  auto* heading = new wxStaticText(this, wxID_ANY, "What lies ahead");
  set_font(*heading, 1.25, true);
  make_list();
  card_->contents().Add(timeline_, 0, wxEXPAND);
  auto* column = new wxBoxSizer(wxVERTICAL);
  column->Add(heading, 0, wxTOP, FromDIP(gap));
  column->Add(words_, 0, wxTOP | wxBOTTOM, FromDIP(4));
  column->Add(card_, 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(gap) / 2);
  column->Add(list_, 1, wxEXPAND | wxBOTTOM, FromDIP(gap));
  SetSizer(column);
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    event.Skip();
    CallAfter([this] { fit(); });
  });
}

void OverviewPanel::make_list() {
  const auto flags = wxDATAVIEW_COL_RESIZABLE;
  list_->AppendIconTextColumn("Day", wxDATAVIEW_CELL_INERT, for_text(*this, 150), wxALIGN_LEFT,
                              flags);
  const auto add = [&](const char* title, int width) {
    list_->AppendTextColumn(title, wxDATAVIEW_CELL_INERT, for_text(*this, width), wxALIGN_LEFT,
                            flags);
  };
  add("When", 110);
  add("What", 330);
  add("Remark", 330);
  list_->SetMinSize(wxSize(-1, FromDIP(least_list_height)));
  set_accessible_name(*list_, "Coming dates");
  list_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent& event) { open(event); });
}

void OverviewPanel::show(const OverviewView& view) {
  if (view == view_) return;
  const bool same_rows = view.rows == view_.rows;
  view_ = view;
  words_->set_text(view_.words);
  list_->Show(!view_.rows.empty());
  if (!same_rows) fill_list();
  fit();
}

void OverviewPanel::fit() {
  words_->wrap_to(GetClientSize().x);
  auto* card = GetSizer()->GetItem(card_);
  const int needed = GetSizer()->CalcMin().y + (card->IsShown() ? 0 : card->CalcMin().y);
  const int spare = GetClientSize().y - needed + timeline_->GetMinSize().y;
  auto shown = view_.timeline;
  shown.lanes.resize(std::min(shown.lanes.size(), timeline_->lanes_in(spare)));
  timeline_->show(shown);
  card_->Show(!shown.lanes.empty());
  Layout();
}

void OverviewPanel::fill_list() {
  const int row = list_->GetSelectedRow();
  list_->DeleteAllItems();
  for (const auto& date : view_.rows) {
    wxVector<wxVariant> cells;
    wxVariant day;
    day << wxDataViewIconText(to_wx(date.day), sign_icon(date.sign, sign_size));
    cells.push_back(day);
    for (const auto& text : {date.away, date.what, date.remark})
      cells.push_back(to_wx(text));
    list_->AppendItem(cells);
  }
  if (row >= 0 && row < list_->GetItemCount()) list_->SelectRow(static_cast<unsigned>(row));
}

void OverviewPanel::open(const wxDataViewEvent& event) {
  const int row = list_->ItemToRow(event.GetItem());
  if (row >= 0 && static_cast<std::size_t>(row) < view_.rows.size())
    chosen_(view_.rows[static_cast<std::size_t>(row)].target);
}

}  // namespace tray
