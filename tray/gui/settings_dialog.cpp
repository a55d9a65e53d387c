#include "tray/gui/settings_dialog.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/colours.h"
#include "tray/gui/icons.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/textctrl.h>

#include <utility>

namespace tray {

namespace {

using monitor::Severity;

constexpr int field_width = 340;
constexpr int most_minutes = 1440;

int choice_of(Severity severity) {
  switch (severity) {
    case Severity::failure:
      return 0;
    case Severity::risk:
      return 1;
    case Severity::information:
      return 2;
  }
  return 1;
}

Severity severity_of(int choice) {
  constexpr Severity severities[] = {Severity::failure, Severity::risk, Severity::information};
  return severities[choice];
}

}  // namespace

SettingsDialog::SettingsDialog(wxWindow* parent, SettingsBook& book)
    : wxDialog(parent, wxID_ANY, "Settings"), book_(book) {
  SetIcons(program_icons());
  make_fields();
  fill(book_.preferences());
  SetSizerAndFit(arrange());
  bind();
  CentreOnParent();
  every_->SetFocus();
  book_.autostart([this, alive = std::weak_ptr(alive_)](monitor::Result<bool> on) {
    if (alive.expired() || !on) return;
    autostart_before_ = *on;
    autostart_->SetValue(*on);
    autostart_->Enable();
  });
}

void SettingsDialog::make_fields() {
  every_ = new wxSpinCtrl(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 1,
                          most_minutes, 5);
  notify_ = new wxChoice(this, wxID_ANY);
  for (const auto* choice :
       {"Only what would fail now", "What would fail now or soon", "Everything, also good to know"})
    notify_->Append(choice);
  autostart_ = new wxCheckBox(this, wxID_ANY, "Start RDP Ready when I &log in");
  autostart_->Disable();
  const auto text = [this](const wxString& hint) {
    auto* field =
        new wxTextCtrl(this, wxID_ANY, "", wxDefaultPosition, wxSize(FromDIP(field_width), -1));
    field->SetHint(hint);
    return field;
  };
  journal_ = text("file; empty is off");
  metrics_ = text("file; empty is off");
  command_ = text("program and arguments; empty is off");
  trouble_ = new WrappedText(this, "");
  save_ = new wxButton(this, wxID_SAVE, "&Save");
}

wxSizer* SettingsDialog::arrange() {
  const int margin = FromDIP(16);
  auto* every = new wxBoxSizer(wxHORIZONTAL);
  every->Add(every_);
  every->Add(new wxStaticText(this, wxID_ANY, "minutes"), 0, wxLEFT | wxALIGN_CENTRE_VERTICAL,
             FromDIP(8));
  auto* grid = new wxFlexGridSizer(2, wxSize(FromDIP(12), FromDIP(10)));
  grid->Add(new wxStaticText(this, wxID_ANY, "Check &every"), 0, wxALIGN_CENTRE_VERTICAL);
  grid->Add(every);
  grid->Add(new wxStaticText(this, wxID_ANY, "&Notify me of"), 0, wxALIGN_CENTRE_VERTICAL);
  grid->Add(notify_);
  set_accessible_name(*every_, "Check every, in minutes");
  set_accessible_name(*notify_, "Notify me of");

  auto* buttons = new wxBoxSizer(wxHORIZONTAL);
  buttons->AddStretchSpacer();
  buttons->Add(new wxButton(this, wxID_CANCEL, "Cancel"), 0, wxRIGHT, FromDIP(8));
  buttons->Add(save_);
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(grid, 0, wxALL, margin);
  all->Add(autostart_, 0, wxLEFT | wxRIGHT | wxBOTTOM, margin);
  all->Add(arrange_for_administrators(), 0, wxEXPAND | wxLEFT | wxRIGHT, margin);
  all->Add(trouble_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, margin);
  all->Add(buttons, 0, wxEXPAND | wxALL, margin);
  return all;
}

wxSizer* SettingsDialog::arrange_for_administrators() {
  auto* heading = new wxStaticText(this, wxID_ANY, "For administrators");
  set_font(*heading, 1, true);
  auto* grid = new wxFlexGridSizer(2, wxSize(FromDIP(12), FromDIP(8)));
  grid->AddGrowableCol(1, 1);
  const auto row = [&](const char* label, wxWindow* field) {
    grid->Add(new wxStaticText(this, wxID_ANY, label), 0, wxALIGN_CENTRE_VERTICAL);
    grid->Add(field, 0, wxEXPAND);
    set_accessible_name(*field, wxControl::RemoveMnemonics(label));
  };
  row("&Journal of alerts (JSON)", journal_);
  row("&Metrics (OpenMetrics)", metrics_);
  row("&Run for each alert", command_);
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(heading, 0, wxTOP | wxBOTTOM, FromDIP(8));
  all->Add(grid, 0, wxEXPAND);
  return all;
}

void SettingsDialog::bind() {
  save_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save(); });
  Bind(
      wxEVT_BUTTON, [this](wxCommandEvent&) { Destroy(); }, wxID_CANCEL);
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent&) { Destroy(); });
  SetEscapeId(wxID_CANCEL);
  save_->SetDefault();
}

void SettingsDialog::fill(const Preferences& preferences) {
  every_->SetValue(static_cast<int>(preferences.check_every.count()));
  notify_->SetSelection(choice_of(preferences.notify_at_least));
  journal_->SetValue(to_wx(preferences.journal_file));
  metrics_->SetValue(to_wx(preferences.metrics_file));
  command_->SetValue(to_wx(preferences.command));
}

Preferences SettingsDialog::read() const {
  auto preferences = book_.preferences();
  preferences.check_every = std::chrono::minutes{every_->GetValue()};
  preferences.notify_at_least = severity_of(notify_->GetSelection());
  preferences.journal_file = to_utf8(journal_->GetValue().Trim().Trim(false));
  preferences.metrics_file = to_utf8(metrics_->GetValue().Trim().Trim(false));
  preferences.command = to_utf8(command_->GetValue().Trim().Trim(false));
  return preferences;
}

void SettingsDialog::save() {
  save_->Disable();
  book_.set_preferences(read(), [this, alive = std::weak_ptr(alive_)](monitor::Result<void> done) {
    if (alive.expired()) return;
    if (!done) return complain(done.error().what);
    save_autostart();
  });
}

void SettingsDialog::save_autostart() {
  const bool on = autostart_->GetValue();
  if (!autostart_before_ || *autostart_before_ == on) {
    Destroy();
    return;
  }
  book_.set_autostart(on, [this, alive = std::weak_ptr(alive_)](monitor::Result<void> done) {
    if (alive.expired()) return;
    if (!done) return complain(done.error().what);
    Destroy();
  });
}

void SettingsDialog::complain(const std::string& sentence) {
  trouble_->set_text(sentence);
  trouble_->wrap_to(GetClientSize().x - FromDIP(32));
  save_->Enable();
  Fit();
}

}  // namespace tray
