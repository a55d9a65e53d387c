#include "tray/gui/target_dialog.h"

#include "tray/app/snoozes.h"
#include "tray/gui/accessible_name.h"
#include "tray/gui/button_row.h"
#include "tray/gui/icons.h"
#include "tray/gui/lock.h"
#include "tray/gui/look_panel.h"
#include "tray/gui/scrolled_page.h"
#include "tray/gui/wx_text.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/statline.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace tray {

namespace {

using monitor::AuthenticationLevel;
using monitor::Target;

constexpr int field_width = 420;
/// The longest interval that makes sense for one target: a day.
constexpr int most_minutes = 1440;

/// In the order of the choices.
constexpr AuthenticationLevel levels[] = {
    AuthenticationLevel::not_specified, AuthenticationLevel::warn,
    AuthenticationLevel::connect_anyway, AuthenticationLevel::refuse};

std::string trimmed(const wxTextCtrl& field) {
  return to_utf8(field.GetValue().Trim().Trim(false));
}

}  // namespace

TargetDialog::TargetDialog(wxWindow* parent, TargetBook& book, const TargetStatus& status,
                           std::function<void(monitor::TargetId)> on_saved)
    : wxDialog(parent, wxID_ANY,
               status.target.id == monitor::unsaved ? "Add a target" : "Edit target",
               wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      book_(book),
      on_saved_(std::move(on_saved)),
      target_(status.target),
      maintenance_(status.maintenance),
      by_policy_(status.by_policy) {
  SetIcons(program_icons());
  make_fields();
  fill(target_);
  SetSizerAndFit(arrange());
  result_->wrap_to(FromDIP(field_width) + FromDIP(120));
  bind();
  CentreOnParent();
  (by_policy_ ? user_ : address_)->SetFocus();
}

void TargetDialog::make_fields() {
  page_ = new ScrolledPage(this);
  const wxSize wide(FromDIP(field_width), -1);
  const auto text = [&](const wxString& hint, long style = 0) {
    auto* field = new wxTextCtrl(page_, wxID_ANY, "", wxDefaultPosition, wide, style);
    field->SetHint(hint);
    return field;
  };
  address_ = text("pc.example.com or 192.0.2.7:3390", wxTE_PROCESS_ENTER);
  look_ = new wxButton(page_, wxID_ANY, "&Look");
  name_ = text("as you call it; may stay empty");
  gateway_ = text("only if you connect through one: gateway.example.com");
  user_ = text("to start Remote Desktop with; never sent by a check");
  warning_ = new wxChoice(page_, wxID_ANY);
  for (const auto* choice :
       {"As the client usually does", "Warn me", "Connect without a warning", "Do not connect"})
    warning_->Append(choice);
  sign_in_ = new wxChoice(page_, wxID_ANY);
  // In the order of monitor::SignIn.
  for (const auto* choice :
       {"Before the session starts, as usual (NLA)",
        "In the session (NLA is off in my connection file)", "With a work account in the browser"})
    sign_in_->Append(choice);
  every_ = new wxSpinCtrl(page_, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0,
                          most_minutes, 0);
  hours_ = text("when it may be down: sun 02:00-06:00");
  identity_ = new wxCheckBox(page_, wxID_ANY, "As&k the computer for its name and clock too");
  identity_->SetToolTip("Sends no user name and no password, but may leave a line in its log.");
  result_ = new LookPanel(this, book_, [this](monitor::Verdict) { save_->SetFocus(); });
  save_ = new wxButton(this, wxID_SAVE, target_.id == monitor::unsaved ? "&Add" : "&Save");
}

wxSizer* TargetDialog::arrange() {
  const int margin = FromDIP(16);
  page_->hold(arrange_fields(margin));
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(page_, 1, wxEXPAND);
  all->Add(new wxStaticLine(this), 0, wxEXPAND | wxLEFT | wxRIGHT, margin);
  auto* result = new wxBoxSizer(wxVERTICAL);
  result->SetMinSize(-1, FromDIP(92));
  result->Add(result_, 0, wxEXPAND);
  all->Add(result, 0, wxEXPAND | wxALL, margin);
  all->Add(button_row(*this, *save_), 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, margin);
  return all;
}

wxSizer* TargetDialog::arrange_fields(int margin) {
  auto* grid = new wxFlexGridSizer(2, wxSize(FromDIP(12), FromDIP(10)));
  grid->AddGrowableCol(1, 1);
  const auto row = [&](const char* label, wxWindow* field, wxSizer* sizer = nullptr) {
    auto* words = new wxStaticText(page_, wxID_ANY, label);
    grid->Add(words, 0, wxALIGN_CENTRE_VERTICAL);
    if (sizer != nullptr) {
      grid->Add(sizer, 0, wxEXPAND);
    } else {
      grid->Add(field, 0, wxEXPAND);
    }
    field->SetName(wxControl::RemoveMnemonics(label));
    set_accessible_name(*field, field->GetName());
  };
  row("&Computer", address_, with_lock(address_, look_));
  row("&Name", name_, with_lock(name_));
  row("&Gateway", gateway_, with_lock(gateway_));
  row("&User name", user_);
  row("If not &verified", warning_);
  row("I s&ign in", sign_in_);
  auto* every = new wxBoxSizer(wxHORIZONTAL);
  every->Add(every_);
  every->Add(new wxStaticText(page_, wxID_ANY, "minutes; 0 is as in the settings"), 0,
             wxLEFT | wxALIGN_CENTRE_VERTICAL, FromDIP(8));
  row("Check &every", every_, every);
  row("&Maintenance", hours_);
  auto* all = new wxBoxSizer(wxVERTICAL);
  if (by_policy_) all->Add(make_lock_note(*page_), 0, wxLEFT | wxRIGHT | wxTOP, margin);
  all->Add(grid, 0, wxEXPAND | wxALL, margin);
  all->Add(identity_, 0, wxLEFT | wxRIGHT | wxBOTTOM, margin);
  return all;
}

wxSizer* TargetDialog::with_lock(wxWindow* field, wxWindow* beside) {
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(field, 1, wxALIGN_CENTRE_VERTICAL);
  if (by_policy_) {
    field->Disable();
    row->Add(make_lock(*page_), 0, wxLEFT | wxALIGN_CENTRE_VERTICAL, FromDIP(8));
  }
  if (beside != nullptr) row->Add(beside, 0, wxLEFT, FromDIP(8));
  return row;
}

void TargetDialog::bind() {
  look_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { look(); });
  address_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { look(); });
  save_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save(); });
  // What was found belongs to what stood there.
  for (auto* field : {address_, gateway_})
    field->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { result_->clear(); });
  for (auto* field : {warning_, sign_in_})
    field->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { result_->clear(); });
  Bind(
      wxEVT_BUTTON, [this](wxCommandEvent&) { Destroy(); }, wxID_CANCEL);
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent&) { Destroy(); });
  SetEscapeId(wxID_CANCEL);
  save_->SetDefault();
}

void TargetDialog::fill(const Target& target) {
  if (!target.endpoint.host.empty())
    address_->SetValue(to_wx(monitor::short_text(target.endpoint)));
  name_->SetValue(to_wx(target.name));
  if (target.gateway)
    gateway_->SetValue(to_wx(monitor::short_text(*target.gateway, monitor::gateway_port)));
  user_->SetValue(to_wx(target.user_name));
  hours_->SetValue(to_wx(maintenance_text(maintenance_, here_and_now())));
  identity_->SetValue(target.identity_allowed);
  if (target.every) every_->SetValue(static_cast<int>(*target.every / std::chrono::minutes{1}));
  const auto* level = std::find(std::begin(levels), std::end(levels), target.authentication_level);
  sign_in_->SetSelection(static_cast<int>(target.sign_in));
  warning_->SetSelection(static_cast<int>(level - std::begin(levels)));
}

monitor::Result<Target> TargetDialog::read() const {
  Target target = target_;
  auto endpoint = monitor::parse_endpoint(trimmed(*address_));
  if (!endpoint) return tl::unexpected(endpoint.error());
  target.endpoint = *endpoint;
  target.name = trimmed(*name_);
  target.gateway.reset();
  if (const auto text = trimmed(*gateway_); !text.empty()) {
    auto gateway = monitor::parse_endpoint(text, monitor::gateway_port);
    if (!gateway) return tl::unexpected(gateway.error());
    target.gateway = *gateway;
  }
  target.user_name = trimmed(*user_);
  target.authentication_level = levels[warning_->GetSelection()];
  target.sign_in = static_cast<monitor::SignIn>(sign_in_->GetSelection());
  target.identity_allowed = identity_->GetValue();
  target.every.reset();
  if (every_->GetValue() > 0) target.every = std::chrono::minutes{every_->GetValue()};
  return target;
}

void TargetDialog::look() {
  const auto target = read();
  if (!target) return complain(target.error().what);
  result_->look_at(*target);
}

void TargetDialog::save() {
  const auto target = read();
  if (!target) return complain(target.error().what);
  const auto maintenance = read_maintenance(trimmed(*hours_), here_and_now());
  if (!maintenance) return complain(maintenance.error().what);
  save_->Disable();
  const auto alive = std::weak_ptr(alive_);
  if (target->id == monitor::unsaved) {
    book_.add_target(*target, [this, alive](monitor::Result<Target> added) {
      if (alive.expired()) return;
      if (!added) return finish(tl::unexpected(added.error()));
      target_.id = added->id;
      keep_maintenance();
    });
  } else {
    book_.update_target(*target, [this, alive](monitor::Result<void> saved) {
      if (alive.expired()) return;
      if (saved) return keep_maintenance();
      finish(saved);
    });
  }
}

void TargetDialog::keep_maintenance() {
  const auto maintenance = read_maintenance(trimmed(*hours_), here_and_now());
  if (!maintenance || *maintenance == maintenance_) return finish({});
  book_.set_maintenance(target_.id, *maintenance,
                        [this, alive = std::weak_ptr(alive_)](monitor::Result<void> saved) {
                          if (!alive.expired()) finish(saved);
                        });
}

void TargetDialog::finish(const monitor::Result<void>& done) {
  if (done) {
    if (on_saved_) on_saved_(target_.id);
    Destroy();
    return;
  }
  save_->Enable();
  complain(done.error().what);
}

void TargetDialog::complain(const std::string& sentence) {
  result_->complain(sentence);
  // The button had it; without a focus no key is heard.
  if (auto* field = field_at_fault())
    field->SetFocus();
  else
    save_->SetFocus();
}

wxTextCtrl* TargetDialog::field_at_fault() const {
  if (!monitor::parse_endpoint(trimmed(*address_))) return address_;
  const auto gateway = trimmed(*gateway_);
  if (!gateway.empty() && !monitor::parse_endpoint(gateway, monitor::gateway_port)) return gateway_;
  if (!read_maintenance(trimmed(*hours_), here_and_now())) return hours_;
  return nullptr;
}

}  // namespace tray
