#pragma once

#include "tray/app/details_presenter.h"
#include "tray/app/history_presenter.h"
#include "tray/app/timeline_presenter.h"

#include <wx/scrolwin.h>

#include <vector>

class wxBoxSizer;

namespace tray {

class Card;
class HistoryStrip;
class Timeline;
class WrappedText;

/// What is known of one target: findings, what is foreseen and the past day on the left, the ladder
/// and the certificates on the right.
class DetailsPanel final : public wxScrolledWindow {
 public:
  explicit DetailsPanel(wxWindow* parent);

  /// Draws anew only where something differs.
  void show(const DetailsView& view);
  void show_history(const HistoryView& view);
  void show_timeline(const TimelineView& view);
  /// After a change of theme.
  void redraw();

 private:
  /// Text and how much narrower than its column it is.
  struct Wrapped {
    WrappedText* text;
    int indent;
  };

  void build();
  void add_findings();
  void add_finding(const FindingView& finding);
  void add_all_well();
  void add_forecast();
  void show_forecast();
  void add_history();
  void add_steps();
  void add_certificate(const CertificateView& certificate);
  Card* add_card(wxBoxSizer& column, const std::string& heading);
  WrappedText* add_text(Card& card, wxBoxSizer& sizer, const std::string& text, int indent = 0);
  void wrap();

  DetailsView view_;
  HistoryView history_;
  TimelineView past_and_ahead_;
  wxBoxSizer* left_;
  wxBoxSizer* right_;
  WrappedText* forecast_ = nullptr;
  WrappedText* basis_ = nullptr;
  Timeline* timeline_ = nullptr;
  WrappedText* timeline_text_ = nullptr;
  HistoryStrip* strip_ = nullptr;
  WrappedText* strip_text_ = nullptr;
  std::vector<Wrapped> left_texts_;
  std::vector<Wrapped> right_texts_;
  std::vector<Wrapped>* texts_ = nullptr;  // of the column that is being filled
  int wrapped_width_ = -1;
};

}  // namespace tray
