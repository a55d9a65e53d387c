#pragma once

#include "tray/app/overview_presenter.h"

#include <wx/panel.h>

#include <functional>
#include <vector>

class wxDataViewEvent;
class wxDataViewListCtrl;

namespace tray {

class Card;
class Timeline;
class WrappedText;

/// What lies ahead of all targets: a timeline, and below it every date, the nearest first.
class OverviewPanel final : public wxPanel {
 public:
  /// `chosen`: a date's target is to be shown.
  OverviewPanel(wxWindow* parent, std::function<void(monitor::TargetId)> chosen);

  /// Draws anew only where something differs.
  void show(const OverviewView& view);

 private:
  void make_list();
  /// Gives the timeline the height that the list can spare.
  void fit();
  void fill_list();
  void open(const wxDataViewEvent& event);

  std::function<void(monitor::TargetId)> chosen_;
  OverviewView view_;
  WrappedText* words_;
  Card* card_;
  Timeline* timeline_;
  wxDataViewListCtrl* list_;
};

}  // namespace tray
