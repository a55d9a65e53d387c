#include "tray/gui/repair_dialog.h"

#include "tray/gui/clipboard.h"
#include "tray/gui/icons.h"
#include "tray/gui/letters.h"
#include "tray/gui/repair_sheet.h"
#include "tray/gui/system_page.h"
#include "tray/gui/wx_text.h"

#include <wx/button.h>
#include <wx/display.h>
#include <wx/sizer.h>
#include <wx/statline.h>
#include <wx/utils.h>

#include <utility>

namespace tray {

namespace {

constexpr int width = 640;
constexpr int height = 520;
constexpr int edge = 12;

}  // namespace

RepairDialog::RepairDialog(wxWindow* parent, Desk& desk, monitor::Target target)
    : wxDialog(parent, wxID_ANY, to_wx(repair_title(target)), wxDefaultPosition, wxDefaultSize,
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      desk_(desk),
      target_(std::move(target)),
      sheet_(new RepairSheet(this)),
      buttons_(new wxBoxSizer(wxHORIZONTAL)) {
  SetIcons(program_icons());
  auto* all = new wxBoxSizer(wxVERTICAL);
  all->Add(sheet_, 1, wxEXPAND);
  all->Add(new wxStaticLine(this), 0, wxEXPAND);
  all->Add(buttons_, 0, wxEXPAND | wxALL, FromDIP(edge));
  SetSizer(all);
  const auto screen =
      wxDisplay(wxDisplay::GetFromPoint(wxGetMousePosition()) == wxNOT_FOUND
                    ? 0U
                    : static_cast<unsigned>(wxDisplay::GetFromPoint(wxGetMousePosition())))
          .GetClientArea();
  auto size = for_text(*this, wxSize(width, height));
  size.DecTo(screen.GetSize() - (GetSize() - GetClientSize()));
  SetMinClientSize(FromDIP(wxSize(420, 320)));
  // By SetSize() GTK sometimes opens it in the corner of the screen.
  SetClientSize(size);
  Bind(
      wxEVT_BUTTON, [this](wxCommandEvent&) { end(); }, wxID_CANCEL);
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent&) { end(); });
  SetEscapeId(wxID_CANCEL);
  CentreOnParent();
  look();
}

void open_repair(wxWindow* parent, Desk& desk, const monitor::Target& target) {
  for (auto* window : wxTopLevelWindows) {
    auto* open = dynamic_cast<RepairDialog*>(window);
    if (open == nullptr || open->IsBeingDeleted() || open->target() != target) continue;
    open->Raise();
    return;
  }
  (new RepairDialog(parent, desk, target))->Show();
}

std::function<void()> RepairDialog::later(std::function<void()> action) {
  return [alive = std::weak_ptr(alive_), act = std::move(action), this] {
    // What was pressed is about to be taken away.
    if (!alive.expired()) CallAfter([act] { act(); });
  };
}

void RepairDialog::end() {
  if (state_ == State::looking || state_ == State::mending) desk_.cancel_repair();
  // A repair is left in order before the window goes: it ends after the step at hand.
  if (state_ == State::mending) {
    sheet_->set_headline("Stopping after this step…");
    return;
  }
  alive_.reset();
  Destroy();
}

void RepairDialog::clear_buttons() {
  act_ = nullptr;
  buttons_->Clear(true);
}

wxButton* RepairDialog::add_button(const char* label, void (RepairDialog::*action)()) {
  auto* button = new wxButton(this, wxID_ANY, to_wx(label));
  button->Bind(wxEVT_BUTTON,
               [act = later([this, action] { (this->*action)(); })](wxCommandEvent&) { act(); });
  buttons_->Add(button, 0, wxRIGHT, FromDIP(8));
  return button;
}

wxButton* RepairDialog::add_close() {
  buttons_->AddStretchSpacer();
  auto* close = new wxButton(this, wxID_CANCEL, "&Close");
  buttons_->Add(close);
  return close;
}

bool RepairDialog::Layout() {
  const int least = buttons_->CalcMin().x + 2 * FromDIP(edge);
  if (const auto client = GetClientSize(); client.x < least) SetClientSize(least, client.y);
  return wxDialog::Layout();
}

void RepairDialog::open_page(SystemPage page) {
  if (open_system_page(page)) return;
  sheet_->add_line(Sign::information, missing_page_text(page));
  sheet_->show_end();
}

void RepairDialog::show_busy(const std::string& headline) {
  done_lines_.clear();
  sheet_->clear();
  sheet_->add_busy_headline(headline);
  sheet_->finish();
  clear_buttons();
  buttons_->AddStretchSpacer();
  auto* cancel = new wxButton(this, wxID_CANCEL, "Cancel");
  buttons_->Add(cancel);
  Layout();
  cancel->SetFocus();
}

void RepairDialog::show_progress(const FixProgress& progress) {
  sheet_->set_headline(progress.text);
  if (progress.step) {
    const bool failed = progress.step->state == monitor::StepState::failed;
    const auto& detail = progress.step->detail;
    sheet_->add_line(failed ? Sign::would_fail : Sign::ready,
                     progress.step->title + (failed && !detail.empty() ? ": " + detail : ""));
  } else if (!done_lines_.empty() && done_lines_.back() != progress.text) {
    sheet_->add_line(Sign::ready, done_lines_.back());
  }
  if (!progress.step) done_lines_.push_back(progress.text);
  sheet_->finish();
}

void RepairDialog::look() {
  state_ = State::looking;
  diagnosis_.reset();
  report_.reset();
  undone_.clear();
  show_busy("Looking at " + monitor::shown_name(target_) + "…");
  const auto alive = std::weak_ptr(alive_);
  desk_.diagnose(
      target_,
      [this, alive](const FixProgress& progress) {
        if (!alive.expired() && state_ == State::looking) show_progress(progress);
      },
      [this, alive](monitor::Result<Diagnosis> found) {
        if (alive.expired()) return;
        if (!found) return show_trouble(found.error().what);
        diagnosis_ = *std::move(found);
        show_plan();
      });
}

void RepairDialog::show_trouble(const std::string& sentence) {
  state_ = State::result;
  sheet_->clear();
  sheet_->add_headline(Sign::unknown, "This could not be done");
  sheet_->add_text(sentence);
  sheet_->finish();
  clear_buttons();
  add_button("&Look again", &RepairDialog::look);
  auto* close = add_close();
  Layout();
  close->SetFocus();
}

void RepairDialog::show_view(const RepairView& view) {
  sheet_->clear();
  sheet_->add_headline(view.sign, view.headline);
  if (!undone_.empty()) sheet_->add_text(std::exchange(undone_, {}));
  if (!view.sentence.empty()) {
    sheet_->add_heading("To say on the phone");
    sheet_->add_text(view.sentence);
    sheet_->add_buttons({{"Copy this sentence", [text = view.sentence] { copy_text(text); }}});
  }
  if (!view.sentence.empty() && !view.causes.empty()) sheet_->add_heading("What is left");
  for (const auto& cause : view.causes)
    sheet_->add_cause(cause);
  std::vector<std::pair<std::string, std::function<void()>>> pages;
  for (const auto page : view.pages)
    pages.emplace_back(page_button(page), [this, page] { open_page(page); });
  if (!pages.empty()) sheet_->add_buttons(pages);
  ticks_.clear();
  if (!view.steps_heading.empty()) sheet_->add_heading(view.steps_heading);
  for (const auto& step : view.steps) {
    if (step.can_be_ticked) ticks_.emplace_back(step.id, step.ticked);
    sheet_->add_step(step, [this, id = step.id](bool on) {
      for (auto& [one, is_ticked] : ticks_)
        if (one == id) is_ticked = on;
      count_ticks();
    });
  }
  if (!view.tested.empty()) sheet_->add_heading("In order");
  for (const auto& sentence : view.tested)
    sheet_->add_line(Sign::ready, sentence);
  if (!view.not_readable.empty()) sheet_->add_heading("Could not be looked at");
  for (const auto& sentence : view.not_readable)
    sheet_->add_line(Sign::unknown, sentence);
  sheet_->finish();
}

void RepairDialog::show_plan() {
  state_ = State::plan;
  const auto view = present_plan(*diagnosis_);
  show_view(view);
  clear_buttons();
  add_button("Send to my &administrator…", &RepairDialog::give_to_administrator);
  add_button("&Past repairs…", &RepairDialog::ask_for_past);
  auto* close = add_close();
  if (!ticks_.empty()) {
    buttons_->AddSpacer(FromDIP(8));
    act_ = add_button("Do this step", &RepairDialog::act);
    count_ticks();
  }
  Layout();
  if (act_ != nullptr && act_->IsEnabled()) {
    act_->SetDefault();
    act_->SetFocus();
  } else {
    close->SetFocus();
  }
}

std::vector<std::string> RepairDialog::ticked() const {
  std::vector<std::string> ids;
  for (const auto& [id, on] : ticks_)
    if (on) ids.push_back(id);
  return ids;
}

void RepairDialog::count_ticks() {
  if (act_ == nullptr) return;
  const auto label = repair_button(ticked().size());
  act_->Enable(!label.empty());
  if (!label.empty()) act_->SetLabel(to_wx(label));
  Layout();
}

void RepairDialog::act() {
  state_ = State::mending;
  const auto ids = ticked();
  show_busy("Mending…");
  const auto alive = std::weak_ptr(alive_);
  desk_.repair(
      *diagnosis_, ids,
      [this, alive](const FixProgress& progress) {
        if (!alive.expired() && state_ == State::mending) show_progress(progress);
      },
      [this, alive](monitor::Result<FixReport> report) {
        if (alive.expired()) return;
        if (!report) return show_trouble(report.error().what);
        report_ = *std::move(report);
        show_result();
      });
}

void RepairDialog::show_result() {
  state_ = State::result;
  const auto view = present_result(*report_);
  show_view(view);
  clear_buttons();
  if (view.undo_id)
    add_button("&Undo…", &RepairDialog::ask_for_past);
  else
    add_button("&Past repairs…", &RepairDialog::ask_for_past);
  if (view.for_administrator)
    add_button("Send to my &administrator…", &RepairDialog::give_to_administrator);
  add_button("&Look again", &RepairDialog::look);
  auto* close = add_close();
  Layout();
  close->SetFocus();
}

void RepairDialog::show_again() {
  if (report_) return show_result();
  if (diagnosis_) return show_plan();
  look();
}

}  // namespace tray
