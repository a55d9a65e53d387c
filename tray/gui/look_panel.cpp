#include "tray/gui/look_panel.h"

#include "tray/app/details_presenter.h"
#include "tray/gui/colours.h"
#include "tray/gui/icons.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/activityindicator.h>
#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>

#include <utility>

namespace tray {

namespace {

constexpr int sign_size = 24;

/// Headline in one line, then what stands in the way or how long each step took.
std::string result_text(const DetailsView& details) {
  if (!details.findings.empty()) {
    const auto& worst = details.findings.front();
    return worst.title + ". " + worst.explanation;
  }
  std::string text;
  for (const auto& step : details.steps) {
    if (step.time.empty()) continue;
    text += (text.empty() ? "" : " · ") + step.name + " " + step.time;
  }
  return text;
}

}  // namespace

LookPanel::LookPanel(wxWindow* parent, TargetBook& book,
                     std::function<void(monitor::Verdict)> on_done)
    : wxPanel(parent),
      book_(book),
      on_done_(std::move(on_done)),
      sign_(new wxStaticBitmap(this, wxID_ANY, sign_icon(Sign::unknown, sign_size))),
      activity_(new wxActivityIndicator(this)),
      headline_(new WrappedText(this, "")),
      text_(new WrappedText(this, "")),
      stop_(new wxButton(this, wxID_ANY, "S&top")) {
  set_font(*headline_, 1, true);
  auto* words = new wxBoxSizer(wxVERTICAL);
  words->Add(headline_, 0, wxBOTTOM, FromDIP(2));
  words->Add(text_);
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(sign_, 0, wxRIGHT, FromDIP(10));
  row->Add(activity_, 0, wxRIGHT, FromDIP(10));
  row->Add(words, 1, wxTOP, FromDIP(3));
  row->Add(stop_, 0, wxLEFT, FromDIP(10));
  SetSizer(row);
  stop_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { stop(); });
  show_busy(false);
  sign_->Hide();
}

void LookPanel::look_at(const monitor::Target& target) {
  looking_ = std::make_shared<bool>(true);
  headline_->set_text("Looking at " + monitor::short_text(target.endpoint) + "…");
  text_->set_text("");
  show_busy(true);
  book_.look_at(target, [this, alive = std::weak_ptr(looking_)](monitor::Check check) {
    if (!alive.expired()) take(check);
  });
}

void LookPanel::complain(const std::string& sentence) {
  looking_.reset();
  headline_->set_text(sentence);
  text_->set_text("");
  sign_->SetBitmap(sign_icon(Sign::unknown, sign_size));
  show_busy(false);
}

void LookPanel::take(const monitor::Check& check) {
  looking_.reset();
  const auto details = present_check(check, here_and_now());
  headline_->set_text(details.headline);
  text_->set_text(result_text(details));
  sign_->SetBitmap(sign_icon(details.sign, sign_size));
  show_busy(false);
  on_done_(monitor::verdict_of(check));
}

void LookPanel::clear() {
  if (headline_->GetLabel().empty()) return;
  say_only("");
}

void LookPanel::stop() {
  say_only("Stopped.");
}

void LookPanel::say_only(const char* headline) {
  looking_.reset();
  headline_->set_text(headline);
  text_->set_text("");
  show_busy(false);
  sign_->Hide();
  lay_out();
}

void LookPanel::show_busy(bool busy) {
  sign_->Show(!busy);
  activity_->Show(busy);
  stop_->Show(busy);
  if (busy) {
    activity_->Start();
  } else {
    activity_->Stop();
  }
  lay_out();
}

void LookPanel::wrap_to(int width) {
  const int words = width - FromDIP(sign_size + 20);
  headline_->wrap_to(words);
  text_->wrap_to(words);
  lay_out();
}

void LookPanel::lay_out() {
  InvalidateBestSize();
  Layout();
  for (auto* window = GetParent(); window != nullptr; window = window->GetParent()) {
    window->Layout();
    // What moved leaves nothing behind.
    window->Refresh();
    if (window->IsTopLevel()) break;
  }
}

}  // namespace tray
