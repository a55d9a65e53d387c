#include "tray/gui/details_panel.h"

#include "tray/gui/card.h"
#include "tray/gui/colours.h"
#include "tray/gui/history_strip.h"
#include "tray/gui/icons.h"
#include "tray/gui/letters.h"
#include "tray/gui/timeline.h"
#include "tray/gui/wrapped_text.h"
#include "tray/gui/wx_text.h"

#include <wx/sizer.h>
#include <wx/statbmp.h>

#include <algorithm>

namespace tray {

namespace {

constexpr int sign_size = 16;
/// The left column's share of the width.
constexpr double left_share = .54;
constexpr int gap = 12;
/// Between a sign and the words beside it.
constexpr int sign_gap = 8;

wxStaticText* add_quiet(wxWindow& parent, wxSizer& sizer, const std::string& text,
                        const wxSizerFlags& flags = {}) {
  auto* label = new wxStaticText(&parent, wxID_ANY, to_label(text));
  label->SetForegroundColour(quiet_text_colour());
  sizer.Add(label, flags);
  return label;
}

}  // namespace

DetailsPanel::DetailsPanel(wxWindow* parent)
    : wxScrolledWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                       wxVSCROLL | wxTAB_TRAVERSAL),
      left_(new wxBoxSizer(wxVERTICAL)),
      right_(new wxBoxSizer(wxVERTICAL)) {
  SetScrollRate(0, FromDIP(12));
  ShowScrollbars(wxSHOW_SB_NEVER, wxSHOW_SB_DEFAULT);
  auto* columns = new wxBoxSizer(wxHORIZONTAL);
  columns->Add(left_);
  columns->AddSpacer(FromDIP(gap));
  columns->Add(right_);
  SetSizer(columns);
  // Not at once: GTK forgets what changes its size while sizes are being given out.
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    event.Skip();
    if (GetClientSize().x != wrapped_width_) CallAfter([this] { wrap(); });
  });
}

void DetailsPanel::show(const DetailsView& view) {
  if (view == view_) return;
  const bool same_cards = view.findings == view_.findings && view.steps == view_.steps &&
                          view.certificates == view_.certificates && view.name == view_.name;
  const bool same_target = view.name == view_.name && view.address == view_.address;
  view_ = view;
  if (!same_target) {
    history_ = {};
    past_and_ahead_ = {};
  }
  if (same_cards)
    show_forecast();
  else
    build();
  // Another computer is read from its first finding on.
  if (!same_target) Scroll(0, 0);
}

void DetailsPanel::show_timeline(const TimelineView& view) {
  past_and_ahead_ = view;
  if (timeline_ == nullptr) return;
  timeline_->show(past_and_ahead_);
  show_forecast();
}

void DetailsPanel::show_forecast() {
  forecast_->set_text(view_.forecast);
  basis_->set_text(view_.forecast_basis);
  basis_->Show(!view_.forecast_basis.empty());
  timeline_->Show(past_and_ahead_.length > 0);
  timeline_text_->set_text(past_and_ahead_.summary);
  timeline_text_->Show(!past_and_ahead_.summary.empty());
  Layout();
  FitInside();
}

void DetailsPanel::show_history(const HistoryView& view) {
  history_ = view;
  if (strip_ == nullptr) return;
  strip_->show(history_);
  strip_text_->set_text(history_.summary);
  Layout();
  FitInside();
}

void DetailsPanel::redraw() {
  build();
}

void DetailsPanel::build() {
  const auto scrolled = GetViewStart();
  left_->Clear(true);
  right_->Clear(true);
  left_texts_.clear();
  right_texts_.clear();
  texts_ = &left_texts_;
  add_findings();
  add_forecast();
  add_history();
  texts_ = &right_texts_;
  if (!view_.steps.empty()) add_steps();
  for (const auto& certificate : view_.certificates)
    add_certificate(certificate);
  wrapped_width_ = -1;
  wrap();
  Scroll(scrolled);
  Refresh();
}

Card* DetailsPanel::add_card(wxBoxSizer& column, const std::string& heading) {
  auto* card = new Card(this);
  if (!heading.empty()) {
    auto* title = new wxStaticText(card, wxID_ANY, to_label(heading));
    set_font(*title, 1, true);
    card->contents().Add(title, 0, wxBOTTOM, FromDIP(8));
  }
  column.Add(card, 0, wxEXPAND | wxBOTTOM, FromDIP(gap));
  return card;
}

WrappedText* DetailsPanel::add_text(Card& card, wxBoxSizer& sizer, const std::string& text,
                                    int indent) {
  auto* label = new WrappedText(&card, text);
  sizer.Add(label, 0, wxBOTTOM, FromDIP(6));
  texts_->push_back({label, indent});
  return label;
}

void DetailsPanel::add_findings() {
  if (view_.findings.empty()) return add_all_well();
  for (const auto& finding : view_.findings)
    add_finding(finding);
}

void DetailsPanel::add_finding(const FindingView& finding) {
  auto* card = add_card(*left_, {});
  const int indent = FromDIP(sign_size + sign_gap);
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(new wxStaticBitmap(card, wxID_ANY, sign_icon(finding.sign, sign_size)), 0, wxRIGHT,
           FromDIP(sign_gap));
  auto* words = new wxBoxSizer(wxVERTICAL);
  set_font(*add_text(*card, *words, finding.title, indent), 1, true);
  if (!finding.explanation.empty()) add_text(*card, *words, finding.explanation, indent);
  if (!finding.basis.empty()) add_text(*card, *words, finding.basis, indent);
  if (!finding.advice.empty()) {
    auto* what_to_do = new wxStaticText(card, wxID_ANY, "What to do");
    set_font(*what_to_do, .92, true);
    words->Add(what_to_do, 0, wxTOP | wxBOTTOM, FromDIP(2));
    add_text(*card, *words, finding.advice, indent);
  }
  if (!finding.evidence.empty())
    add_text(*card, *words, finding.evidence, indent)->SetForegroundColour(quiet_text_colour());
  row->Add(words, 1);
  card->contents().Add(row, 0, wxEXPAND);
}

void DetailsPanel::add_all_well() {
  auto* card = add_card(*left_, {});
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(new wxStaticBitmap(card, wxID_ANY, sign_icon(view_.sign, sign_size)), 0, wxRIGHT,
           FromDIP(sign_gap));
  auto* words = new wxBoxSizer(wxVERTICAL);
  const bool ready = view_.sign == Sign::ready;
  const std::string text = ready ? "Nothing stands in the way. Remote Desktop answered and what "
                                   "it showed is in order."
                                 : "There is nothing to report yet.";
  add_text(*card, *words, text, FromDIP(sign_size + sign_gap));
  row->Add(words, 1);
  card->contents().Add(row, 0, wxEXPAND);
}

void DetailsPanel::add_forecast() {
  auto* card = add_card(*left_, "What lies ahead");
  forecast_ = add_text(*card, card->contents(), view_.forecast);
  basis_ = add_text(*card, card->contents(), view_.forecast_basis);
  timeline_ = new Timeline(card, "Past and forecast");
  timeline_->show(past_and_ahead_);
  card->contents().Add(timeline_, 0, wxEXPAND | wxBOTTOM, FromDIP(6));
  timeline_text_ = add_text(*card, card->contents(), past_and_ahead_.summary);
  for (auto* text : {basis_, timeline_text_})
    text->SetForegroundColour(quiet_text_colour());
  show_forecast();
}

void DetailsPanel::add_history() {
  auto* card = add_card(*left_, "Last 24 hours");
  strip_ = new HistoryStrip(card);
  strip_->show(history_);
  card->contents().Add(strip_, 0, wxEXPAND | wxBOTTOM, FromDIP(8));
  strip_text_ = add_text(*card, card->contents(), history_.summary);
  strip_text_->SetForegroundColour(quiet_text_colour());
}

void DetailsPanel::add_steps() {
  auto* card = add_card(*right_, "How far a connection gets");
  auto* grid = new wxFlexGridSizer(3, wxSize(FromDIP(sign_gap), FromDIP(6)));
  grid->AddGrowableCol(1, 1);
  for (const auto& step : view_.steps) {
    grid->Add(new wxStaticBitmap(card, wxID_ANY, sign_icon(step.sign, sign_size)), 0, wxTOP, 1);
    auto* words = new wxBoxSizer(wxVERTICAL);
    words->Add(new wxStaticText(card, wxID_ANY, to_label(step.name)));
    if (!step.detail.empty()) {
      auto* detail = new WrappedText(card, step.detail);
      detail->SetForegroundColour(quiet_text_colour());
      words->Add(detail);
      texts_->push_back({detail, FromDIP(sign_size + 2 * sign_gap + 60)});
    }
    grid->Add(words, 1, wxEXPAND);
    grid->Add(new wxStaticText(card, wxID_ANY, to_label(step.time)), 0, wxALIGN_RIGHT);
  }
  card->contents().Add(grid, 0, wxEXPAND);
}

void DetailsPanel::add_certificate(const CertificateView& certificate) {
  auto* card = add_card(*right_, certificate.heading);
  set_font(*add_text(*card, card->contents(), certificate.subject), 1.1, false);
  auto* validity = new wxBoxSizer(wxHORIZONTAL);
  validity->Add(new wxStaticBitmap(card, wxID_ANY, sign_icon(certificate.sign, sign_size)), 0,
                wxRIGHT, FromDIP(sign_gap));
  add_text(*card, *validity, certificate.validity, FromDIP(sign_size + sign_gap));
  card->contents().Add(validity, 0, wxBOTTOM, FromDIP(4));
  const int label_width = for_text(*card, 78);
  auto* grid = new wxFlexGridSizer(2, wxSize(FromDIP(gap), FromDIP(4)));
  for (const auto& row : certificate.rows) {
    add_quiet(*card, *grid, row.label)->SetMinSize(wxSize(label_width, -1));
    auto* value = new WrappedText(card, row.value);
    grid->Add(value);
    texts_->push_back({value, label_width + FromDIP(gap)});
  }
  card->contents().Add(grid, 0, wxEXPAND);
}

void DetailsPanel::wrap() {
  const int width = GetClientSize().x;
  if (width == wrapped_width_ || width <= 0) return;
  wrapped_width_ = width;
  const int left = static_cast<int>((width - FromDIP(gap)) * left_share);
  const int right = width - FromDIP(gap) - left;
  left_->SetMinSize(left, -1);
  right_->SetMinSize(right, -1);
  const int margins = 2 * FromDIP(12);
  for (const auto& [text, indent] : left_texts_)
    text->wrap_to(left - margins - indent);
  for (const auto& [text, indent] : right_texts_)
    text->wrap_to(right - margins - indent);
  Layout();
  FitInside();
}

}  // namespace tray
