#include "tray/gui/target_list.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/icons.h"
#include "tray/gui/letters.h"
#include "tray/gui/wx_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tray {

namespace {

enum Column : unsigned { name_column, state_column, since_column, certificate_column, look_column };

constexpr int sign_size = 16;
constexpr int layout_ms = 100;  // until the toolkit has laid out what was resized

template <class T>
int compare(const T& left, const T& right) {
  return left < right ? -1 : right < left ? 1 : 0;
}

/// The worst first.
int place(Sign sign) {
  constexpr Sign order[] = {Sign::would_fail, Sign::at_risk, Sign::unknown, Sign::ready};
  return static_cast<int>(std::ranges::find(order, sign) - std::begin(order));
}

int compare_rows(const RowView& left, const RowView& right, unsigned column) {
  switch (column) {
    case state_column:
      return compare(place(left.sign), place(right.sign));
    case since_column:
      return compare(left.since_at, right.since_at);
    case certificate_column:
      return compare(left.certificate_at, right.certificate_at);
    case look_column:
      return compare(left.looked_at, right.looked_at);
    default:
      return to_wx(left.name).CmpNoCase(to_wx(right.name));
  }
}

}  // namespace

class TargetList::Model final : public wxDataViewIndexListModel {
 public:
  void show(std::vector<RowView> rows) {
    const bool same_targets = std::equal(rows.begin(), rows.end(), rows_.begin(), rows_.end(),
                                         [](const auto& a, const auto& b) { return a.id == b.id; });
    std::swap(rows_, rows);
    if (!same_targets) return Reset(static_cast<unsigned>(rows_.size()));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i] != rows[i]) RowChanged(static_cast<unsigned>(i));
    }
  }

  const std::vector<RowView>& rows() const { return rows_; }

  void GetValueByRow(wxVariant& value, unsigned row, unsigned column) const override {
    const auto& shown = rows_.at(row);
    switch (column) {
      case name_column:
        value << wxDataViewIconText(to_wx(shown.name), sign_icon(shown.sign, sign_size));
        return;
      case state_column:
        value = to_wx(shown.state);
        return;
      case since_column:
        value = to_wx(shown.since);
        return;
      case certificate_column:
        value = to_wx(shown.certificate_end);
        return;
      default:
        value = to_wx(shown.last_look);
    }
  }

  bool SetValueByRow(const wxVariant&, unsigned, unsigned) override { return false; }

  int Compare(const wxDataViewItem& first, const wxDataViewItem& second, unsigned column,
              bool ascending) const override {
    // The row for all computers stays on top.
    for (const auto& item : {first, second}) {
      if (rows_.at(GetRow(item)).id == monitor::unsaved) return item == first ? -1 : 1;
    }
    const int order = compare_rows(rows_.at(GetRow(first)), rows_.at(GetRow(second)), column);
    if (order != 0) return ascending ? order : -order;
    return compare(GetRow(first), GetRow(second));
  }

 private:
  std::vector<RowView> rows_;
};

TargetList::TargetList(wxWindow* parent)
    : wxDataViewCtrl(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                     wxDV_SINGLE | wxBORDER_THEME) {
  wxObjectDataPtr<Model> model(new Model);
  AssociateModel(model.get());
  model_ = model.get();
  const auto flags = wxDATAVIEW_COL_RESIZABLE | wxDATAVIEW_COL_SORTABLE;
  auto* names = AppendIconTextColumn("Target", name_column, wxDATAVIEW_CELL_INERT,
                                     for_text(*this, 210), wxALIGN_LEFT, flags);
  names->GetRenderer()->EnableEllipsize(wxELLIPSIZE_END);
  const auto add = [&](const char* title, unsigned column, int width) {
    AppendTextColumn(title, column, wxDATAVIEW_CELL_INERT, for_text(*this, width), wxALIGN_LEFT,
                     flags)
        ->GetRenderer()
        ->EnableEllipsize(wxELLIPSIZE_END);
  };
  add("State", state_column, 300);
  add("Since", since_column, 146);
  add("Certificate ends", certificate_column, 144);
  add("Last look", look_column, 120);
  set_accessible_name(*this, "Targets");
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    event.Skip();
    resized_.StartOnce(layout_ms);
  });
  resized_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) {
    if (chosen()) EnsureVisible(GetSelection());
  });
}

void TargetList::show(std::vector<RowView> rows) {
  const auto before = chosen();
  model_->show(std::move(rows));
  if (before && chosen() != before) choose(*before);
}

std::optional<monitor::TargetId> TargetList::chosen() const {
  const auto item = GetSelection();
  if (!item.IsOk()) return {};
  const auto row = model_->GetRow(item);
  if (row >= model_->rows().size()) return {};
  return model_->rows()[row].id;
}

void TargetList::choose(monitor::TargetId id) {
  const auto& rows = model_->rows();
  const auto found =
      std::find_if(rows.begin(), rows.end(), [id](const RowView& row) { return row.id == id; });
  if (found == rows.end()) return;
  Select(model_->GetItem(static_cast<unsigned>(found - rows.begin())));
  // Not at once: a new window does not know yet how many rows it shows.
  CallAfter([this] { show_choice(); });
}

void TargetList::show_choice() {
  if (!chosen()) return;
  // From the top on, where both are seen.
  EnsureVisible(model_->GetItem(0));
  EnsureVisible(GetSelection());
}

}  // namespace tray
