#include "tray/gui/settings_dialog.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/button_row.h"
#include "tray/gui/colours.h"
#include "tray/gui/icons.h"
#include "tray/gui/lock.h"
#include "tray/gui/scrolled_page.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <utility>

namespace tray {

namespace {

using monitor::Severity;

constexpr int field_width = 340;
// Bounds of the settings themselves (tray/app/preferences).
constexpr int most_minutes = 1440;
constexpr int most_days_between_reminders = 30;
constexpr int most_days_of_repairs = 365;
constexpr int least_seconds_of_skew = 5;
constexpr int most_seconds_of_skew = 300;

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

std::string trimmed(const wxTextCtrl& field) {
  return to_utf8(field.GetValue().Trim().Trim(false));
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
  if (every_->IsEnabled())
    every_->SetFocus();
  else
    save_->SetFocus();
  book_.autostart([this, alive = std::weak_ptr(alive_)](monitor::Result<bool> on) {
    if (alive.expired() || !on) return;
    autostart_before_ = *on;
    autostart_->SetValue(*on);
    autostart_->Enable();
  });
}

void SettingsDialog::make_fields() {
  page_ = new ScrolledPage(this);
  const auto number = [this](int least, int most) {
    return new wxSpinCtrl(page_, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS,
                          least, most, least);
  };
  every_ = number(1, most_minutes);
  notify_ = new wxChoice(page_, wxID_ANY);
  for (const auto* choice :
       {"Only what would fail now", "What would fail now or soon", "Everything, also good to know"})
    notify_->Append(choice);
  const auto text = [this](const wxString& hint) {
    auto* field =
        new wxTextCtrl(page_, wxID_ANY, "", wxDefaultPosition, wxSize(FromDIP(field_width), -1));
    field->SetHint(hint);
    return field;
  };
  quiet_ = text("22:00-07:00 or mon-fri 18:00-08:00; empty is none");
  remind_ = number(0, most_days_between_reminders);
  certificate_days_ = text("30,14,7,3,1");
  clock_skew_ = number(least_seconds_of_skew, most_seconds_of_skew);
  keep_repairs_ = number(1, most_days_of_repairs);
  autostart_ = new wxCheckBox(page_, wxID_ANY, "Start RDP Ready when I &log in");
  autostart_->Disable();
  journal_ = text("file; empty is off");
  event_log_ = new wxCheckBox(page_, wxID_ANY, "each alert also goes to the log of this system");
  metrics_ = text("file; empty is off");
  command_ = text("program and arguments; empty is off");
  trouble_ = new WrappedText(this, "");
  save_ = new wxButton(this, wxID_SAVE, "&Save");
}

wxSizer* SettingsDialog::with_lock(std::string_view key, wxWindow* field, const char* unit) {
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  auto* text = dynamic_cast<wxTextCtrl*>(field);
  row->Add(field, text != nullptr ? 1 : 0, wxALIGN_CENTRE_VERTICAL);
  if (*unit != '\0')
    row->Add(new wxStaticText(page_, wxID_ANY, unit), 0, wxLEFT | wxALIGN_CENTRE_VERTICAL,
             FromDIP(8));
  if (!book_.preferences().by_policy.contains(key)) return row;
  field->Disable();
  // An example behind a lock would look like what is set.
  if (text != nullptr) text->SetHint("none");
  row->Add(make_lock(*page_), 0, wxLEFT | wxALIGN_CENTRE_VERTICAL, FromDIP(8));
  return row;
}

wxSizer* SettingsDialog::arrange() {
  const int margin = FromDIP(16);
  page_->hold(arrange_fields(margin));
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(page_, 1, wxEXPAND);
  all->Add(trouble_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, margin);
  all->Add(button_row(*this, *save_), 0, wxEXPAND | wxALL, margin);
  return all;
}

wxSizer* SettingsDialog::arrange_fields(int margin) {
  auto* numbers = arrange_numbers();
  const int width = numbers->CalcMin().x;
  auto* all = new wxBoxSizer(wxVERTICAL);
  if (!book_.preferences().by_policy.empty())
    all->Add(make_lock_note(*page_), 0, wxLEFT | wxRIGHT | wxTOP, margin);
  for (const auto& trouble : book_.preferences().policy_troubles) {
    auto* said = new WrappedText(page_, "Your organisation's settings: " + trouble);
    said->wrap_to(width);
    all->Add(said, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, margin);
  }
  all->Add(numbers, 0, wxEXPAND | wxALL, margin);
  all->Add(autostart_, 0, wxLEFT | wxRIGHT | wxBOTTOM, margin);
  all->Add(arrange_for_administrators(), 0, wxEXPAND | wxLEFT | wxRIGHT, margin);
  return all;
}

wxSizer* SettingsDialog::arrange_numbers() {
  auto* grid = new wxFlexGridSizer(2, wxSize(FromDIP(12), FromDIP(10)));
  grid->AddGrowableCol(1, 1);
  const auto row = [&](const char* label, std::string_view key, wxWindow* field,
                       const char* unit = "") {
    grid->Add(new wxStaticText(page_, wxID_ANY, label), 0, wxALIGN_CENTRE_VERTICAL);
    grid->Add(with_lock(key, field, unit), 0, wxEXPAND);
    auto name = wxControl::RemoveMnemonics(label);
    if (*unit != '\0') name += wxString(", ") + unit;
    field->SetName(name);
    set_accessible_name(*field, name);
  };
  row("Check &every", "check_every_minutes", every_, "minutes");
  row("&Notify me of", "notify_at_least", notify_);
  row("&Quiet hours", "quiet_hours", quiet_);
  row("Re&mind me after", "remind_every_days", remind_,
      "days of what still fails, then more rarely; 0 is never");
  row("Tell of a &certificate", "certificate_days", certificate_days_, "days before it ends");
  row("Tell o&f a clock", "clock_skew_seconds", clock_skew_,
      "seconds off; past 5 minutes in any case");
  row("Keep &undo for", "keep_repairs_days", keep_repairs_, "days after a repair");
  return grid;
}

wxSizer* SettingsDialog::arrange_for_administrators() {
  auto* heading = new wxStaticText(page_, wxID_ANY, "For administrators");
  set_font(*heading, 1, true);
  auto* grid = new wxFlexGridSizer(2, wxSize(FromDIP(12), FromDIP(8)));
  grid->AddGrowableCol(1, 1);
  const auto row = [&](const char* label, std::string_view key, wxWindow* field) {
    grid->Add(new wxStaticText(page_, wxID_ANY, label), 0, wxALIGN_CENTRE_VERTICAL);
    grid->Add(with_lock(key, field, ""), 0, wxEXPAND);
    field->SetName(wxControl::RemoveMnemonics(label));
    set_accessible_name(*field, field->GetName());
  };
  row("&Journal of alerts (JSON)", "journal_file", journal_);
  row("Event l&og", "event_log", event_log_);
  row("Me&trics (OpenMetrics)", "metrics_file", metrics_);
  row("&Run for each alert", "command", command_);
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
  if (preferences.quiet_hours) quiet_->SetValue(to_wx(notify::to_text(*preferences.quiet_hours)));
  remind_->SetValue(static_cast<int>(preferences.remind_every.count()));
  certificate_days_->SetValue(to_wx(monitor::to_text(preferences.thresholds.certificate_days)));
  clock_skew_->SetValue(static_cast<int>(preferences.thresholds.clock_skew.count()));
  keep_repairs_->SetValue(static_cast<int>(preferences.keep_repairs.count()));
  journal_->SetValue(to_wx(preferences.journal_file));
  event_log_->SetValue(preferences.event_log);
  metrics_->SetValue(to_wx(preferences.metrics_file));
  command_->SetValue(to_wx(preferences.command));
}

monitor::Result<Preferences> SettingsDialog::read() const {
  auto preferences = book_.preferences();
  preferences.quiet_hours.reset();
  if (const auto text = trimmed(*quiet_); !text.empty()) {
    const auto hours = notify::parse_hours(text);
    if (!hours) return tl::unexpected(hours.error());
    preferences.quiet_hours = *hours;
  }
  const auto days = monitor::parse_certificate_days(to_utf8(certificate_days_->GetValue()));
  if (!days) return tl::unexpected(days.error());
  preferences.thresholds.certificate_days = *days;
  preferences.thresholds.clock_skew = std::chrono::seconds{clock_skew_->GetValue()};
  preferences.remind_every = std::chrono::days{remind_->GetValue()};
  preferences.keep_repairs = std::chrono::days{keep_repairs_->GetValue()};
  preferences.check_every = std::chrono::minutes{every_->GetValue()};
  preferences.notify_at_least = severity_of(notify_->GetSelection());
  preferences.journal_file = trimmed(*journal_);
  preferences.event_log = event_log_->GetValue();
  preferences.metrics_file = trimmed(*metrics_);
  preferences.command = trimmed(*command_);
  return preferences;
}

void SettingsDialog::save() {
  const auto preferences = read();
  if (!preferences) return complain(preferences.error().what);
  save_->Disable();
  book_.set_preferences(*preferences,
                        [this, alive = std::weak_ptr(alive_)](monitor::Result<void> done) {
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
  // Unlike Fit(), no larger than the screen.
  GetSizer()->SetSizeHints(this);
  if (auto* field = field_at_fault())
    field->SetFocus();
  else
    save_->SetFocus();
}

wxTextCtrl* SettingsDialog::field_at_fault() const {
  const auto hours = trimmed(*quiet_);
  if (!hours.empty() && !notify::parse_hours(hours)) return quiet_;
  const auto days = to_utf8(certificate_days_->GetValue());
  return monitor::parse_certificate_days(days) ? nullptr : certificate_days_;
}

}  // namespace tray
