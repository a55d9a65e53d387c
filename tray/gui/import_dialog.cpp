#include "tray/gui/import_dialog.h"

#include "tray/app/import_presenter.h"
#include "tray/gui/accessible_name.h"
#include "tray/gui/button_row.h"
#include "tray/gui/colours.h"
#include "tray/gui/icons.h"
#include "tray/gui/letters.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/activityindicator.h>
#include <wx/button.h>
#include <wx/dataview.h>
#include <wx/sizer.h>

#include <utility>

namespace tray {

namespace {

constexpr int width = 700;

enum Column : unsigned { tick_column, name_column, address_column, remark_column };

}  // namespace

ImportDialog::ImportDialog(wxWindow* parent, Desk& desk, std::vector<std::filesystem::path> files)
    : wxDialog(parent, wxID_ANY, "Import targets", wxDefaultPosition, wxDefaultSize,
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      desk_(desk) {
  SetIcons(program_icons());
  arrange();
  const auto take = [this, alive = std::weak_ptr(alive_)](ImportPreview preview) {
    if (!alive.expired()) show(preview);
  };
  if (files.empty()) {
    desk_.read_this_computer(take);
  } else {
    desk_.read_files(std::move(files), take);
  }
}

void ImportDialog::arrange() {
  headline_ = new WrappedText(this, "Reading…");
  set_font(*headline_, 1.1, true);
  progress_ = new wxActivityIndicator(this);
  progress_->Start();
  list_ = new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition,
                                 for_text(*this, wxSize(width, 260)), wxDV_SINGLE | wxBORDER_THEME);
  list_->AppendToggleColumn("Add", wxDATAVIEW_CELL_ACTIVATABLE, for_text(*this, 50));
  list_->AppendTextColumn("Name", wxDATAVIEW_CELL_INERT, for_text(*this, 190));
  list_->AppendTextColumn("Computer", wxDATAVIEW_CELL_INERT, for_text(*this, 300));
  list_->AppendTextColumn("Remark", wxDATAVIEW_CELL_INERT, for_text(*this, 120));
  set_accessible_name(*list_, "Targets found");
  list_->Bind(wxEVT_DATAVIEW_ITEM_VALUE_CHANGED, [this](wxDataViewEvent&) { count_ticks(); });
  troubles_ = new WrappedText(this, "");
  save_ = new wxButton(this, wxID_OK, "Add");
  save_->Disable();
  save_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save(); });

  const int margin = FromDIP(16);
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(headline_, 0, wxEXPAND | wxALL, margin);
  all->Add(progress_, 0, wxLEFT | wxRIGHT | wxBOTTOM, margin);
  all->Add(list_, 1, wxEXPAND | wxLEFT | wxRIGHT, margin);
  all->Add(troubles_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, margin);
  all->Add(button_row(*this, *save_), 0, wxEXPAND | wxALL, margin);
  SetSizerAndFit(all);
  Bind(
      wxEVT_BUTTON, [this](wxCommandEvent&) { Destroy(); }, wxID_CANCEL);
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent&) { Destroy(); });
  SetEscapeId(wxID_CANCEL);
  CentreOnParent();
}

void ImportDialog::show(const ImportPreview& preview) {
  const auto view = present_import(preview, desk_.statuses());
  targets_ = preview.targets;
  progress_->Stop();
  progress_->Hide();
  headline_->set_text(view.headline);
  troubles_->set_text(view.troubles);
  troubles_->wrap_to(FromDIP(width));
  for (const auto& row : view.rows) {
    wxVector<wxVariant> cells;
    cells.push_back(row.ticked);
    for (const auto* text : {&row.name, &row.address, &row.remark})
      cells.push_back(to_wx(*text));
    list_->AppendItem(cells);
  }
  count_ticks();
  Layout();
  save_->SetFocus();
}

std::vector<monitor::Target> ImportDialog::ticked() const {
  std::vector<monitor::Target> chosen;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    if (list_->GetToggleValue(static_cast<unsigned>(i), tick_column)) chosen.push_back(targets_[i]);
  }
  return chosen;
}

void ImportDialog::count_ticks() {
  const auto count = ticked().size();
  save_->SetLabel(to_wx(import_button(count)));
  save_->Enable(count > 0);
  Layout();
}

void ImportDialog::save() {
  save_->Disable();
  headline_->set_text("Saving…");
  desk_.import_targets(ticked(), [this, alive = std::weak_ptr(alive_)](const auto& added) {
    if (alive.expired()) return;
    if (added) {
      Destroy();
      return;
    }
    headline_->set_text(added.error().what);
    save_->Enable();
  });
}

}  // namespace tray
