#include "tray/gui/repair_sheet.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/colours.h"
#include "tray/gui/icons.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/activityindicator.h>
#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>

namespace tray {

namespace {

constexpr int margin = 20;
constexpr int headline_sign = 32;
constexpr int line_sign = 16;
constexpr int gap = 10;
constexpr int scroll_step = 12;

}  // namespace

RepairSheet::RepairSheet(wxWindow* parent)
    : wxScrolledWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                       wxVSCROLL | wxTAB_TRAVERSAL) {
  SetScrollRate(0, FromDIP(scroll_step));
  SetSizer(new wxBoxSizer(wxVERTICAL));
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    event.Skip();
    // Not at once: GTK forgets what changes its size while sizes are being given out.
    if (GetClientSize().x != wrapped_width_) CallAfter([this] { wrap(); });
  });
}

void RepairSheet::clear() {
  texts_.clear();
  headline_ = nullptr;
  GetSizer()->Clear(true);
  GetSizer()->AddSpacer(FromDIP(margin));
}

wxSizer& RepairSheet::add_row(int space) {
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  GetSizer()->Add(row, 0, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(margin));
  GetSizer()->AddSpacer(FromDIP(space));
  return *row;
}

WrappedText* RepairSheet::add_wrapped(wxSizer& sizer, const std::string& text, int indent,
                                      int space) {
  auto* words = new WrappedText(this, text);
  // The whole width: where a font is measured too small, nothing is cut off.
  sizer.Add(words, 0, wxEXPAND | wxTOP, FromDIP(space));
  texts_.emplace_back(words, FromDIP(indent + 2 * margin));
  return words;
}

void RepairSheet::add_headline(Sign sign, const std::string& text) {
  auto& row = add_row(gap);
  auto* picture = new wxStaticBitmap(this, wxID_ANY, sign_icon(sign, headline_sign));
  set_accessible_name(*picture, to_wx(sign_text(sign)));
  row.Add(picture, 0, wxRIGHT | wxALIGN_CENTRE_VERTICAL, FromDIP(gap));
  auto* words = new wxBoxSizer(wxVERTICAL);
  headline_ = add_wrapped(*words, text, headline_sign + gap, 0);
  set_font(*headline_, 1.25, true);
  row.Add(words, 1, wxALIGN_CENTRE_VERTICAL);
}

void RepairSheet::add_busy_headline(const std::string& text) {
  auto& row = add_row(gap);
  auto* turning = new wxActivityIndicator(this, wxID_ANY, wxDefaultPosition,
                                          FromDIP(wxSize(headline_sign, headline_sign)));
  set_accessible_name(*turning, "At work");
  turning->Start();
  row.Add(turning, 0, wxRIGHT | wxALIGN_CENTRE_VERTICAL, FromDIP(gap));
  auto* words = new wxBoxSizer(wxVERTICAL);
  headline_ = add_wrapped(*words, text, headline_sign + gap, 0);
  set_font(*headline_, 1.25, true);
  row.Add(words, 1, wxALIGN_CENTRE_VERTICAL);
}

void RepairSheet::set_headline(const std::string& text) {
  if (headline_ != nullptr) headline_->set_text(text);
  Layout();
}

void RepairSheet::add_heading(const std::string& text) {
  GetSizer()->AddSpacer(FromDIP(gap));
  auto& row = add_row(gap / 2);
  auto* words = new wxBoxSizer(wxVERTICAL);
  set_font(*add_wrapped(*words, text, 0, 0), 1.05, true);
  row.Add(words, 1);
}

void RepairSheet::add_text(const std::string& text) {
  auto& row = add_row(gap);
  auto* words = new wxBoxSizer(wxVERTICAL);
  add_wrapped(*words, text, 0, 0);
  row.Add(words, 1);
}

void RepairSheet::add_line(Sign sign, const std::string& text) {
  auto& row = add_row(gap / 2);
  auto* picture = new wxStaticBitmap(this, wxID_ANY, sign_icon(sign, line_sign));
  set_accessible_name(*picture, to_wx(sign_text(sign)));
  row.Add(picture, 0, wxRIGHT | wxTOP, FromDIP(2));
  auto* words = new wxBoxSizer(wxVERTICAL);
  add_wrapped(*words, text, line_sign + gap, 0);
  row.Add(words, 1, wxLEFT, FromDIP(gap - 2));
}

void RepairSheet::add_cause(const RepairCauseRow& cause) {
  auto& row = add_row(gap);
  auto* picture = new wxStaticBitmap(this, wxID_ANY, sign_icon(cause.sign, line_sign));
  set_accessible_name(*picture, to_wx(sign_text(cause.sign)));
  row.Add(picture, 0, wxRIGHT | wxTOP, FromDIP(2));
  auto* words = new wxBoxSizer(wxVERTICAL);
  set_font(*add_wrapped(*words, cause.title, line_sign + gap, 0), 1, true);
  if (!cause.text.empty()) add_wrapped(*words, cause.text, line_sign + gap, 2);
  row.Add(words, 1, wxLEFT, FromDIP(gap - 2));
}

void RepairSheet::add_step(const RepairStepRow& step, std::function<void(bool)> on_tick,
                           std::function<void()> on_undo) {
  constexpr int button_room = 90;
  auto& row = add_row(gap);
  auto* words = new wxBoxSizer(wxVERTICAL);
  const int indent = line_sign + 2 * gap + (on_undo ? button_room : 0);
  auto* title = add_wrapped(*words, step.title, indent, 0);
  set_font(*title, 1, true);
  if (step.can_be_ticked) {
    auto* tick = new wxCheckBox(this, wxID_ANY, "");
    tick->SetValue(step.ticked);
    set_accessible_name(*tick, to_wx(step.title), to_wx(step.why + ' ' + step.undo));
    tick->Bind(wxEVT_CHECKBOX, [on_tick](wxCommandEvent& event) { on_tick(event.IsChecked()); });
    // The words belong to the box, as they do everywhere.
    title->Bind(wxEVT_LEFT_DOWN, [tick, on_tick](wxMouseEvent&) {
      tick->SetValue(!tick->GetValue());
      tick->SetFocus();
      on_tick(tick->GetValue());
    });
    row.Add(tick, 0, wxTOP, FromDIP(1));
  } else {
    auto* picture = new wxStaticBitmap(this, wxID_ANY, sign_icon(step.sign, line_sign));
    set_accessible_name(*picture, to_wx(sign_text(step.sign)));
    row.Add(picture, 0, wxRIGHT | wxTOP, FromDIP(2));
  }
  if (!step.why.empty()) add_wrapped(*words, step.why, indent, 2);
  if (!step.undo.empty())
    add_wrapped(*words, step.undo, indent, 2)->SetForegroundColour(quiet_text_colour());
  row.Add(words, 1, wxLEFT, FromDIP(gap - 2));
  if (!on_undo) return;
  auto* undo = new wxButton(this, wxID_ANY, "Put back");
  set_accessible_name(*undo, "Put back: " + to_wx(step.title));
  undo->Bind(wxEVT_BUTTON, [on_undo](wxCommandEvent&) { on_undo(); });
  row.Add(undo, 0, wxLEFT | wxALIGN_TOP, FromDIP(gap));
}

void RepairSheet::add_buttons(
    const std::vector<std::pair<std::string, std::function<void()>>>& buttons) {
  auto& row = add_row(gap);
  for (const auto& [label, action] : buttons) {
    auto* button = new wxButton(this, wxID_ANY, to_wx(label));
    button->Bind(wxEVT_BUTTON, [act = action](wxCommandEvent&) { act(); });
    row.Add(button, 0, wxRIGHT, FromDIP(gap));
  }
}

void RepairSheet::finish() {
  wrapped_width_ = -1;
  wrap();
  Scroll(0, 0);
}

void RepairSheet::show_end() {
  wrapped_width_ = -1;
  wrap();
  Scroll(0, GetVirtualSize().y);
}

void RepairSheet::wrap() {
  const int width = GetClientSize().x;
  if (width == wrapped_width_) return;
  wrapped_width_ = width;
  for (const auto& [text, taken] : texts_)
    text->wrap_to(width - taken);
  FitInside();
  Layout();
}

}  // namespace tray
