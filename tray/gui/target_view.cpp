#include "tray/gui/target_view.h"

#include "tray/app/details_presenter.h"
#include "tray/app/history_presenter.h"
#include "tray/app/timeline_presenter.h"
#include "tray/gui/details_panel.h"

#include <wx/sizer.h>

#include <utility>

namespace tray {

TargetView::TargetView(wxWindow* parent, Watchlist& watchlist, const TargetHeader::Actions& actions)
    : wxPanel(parent),
      watchlist_(watchlist),
      header_(new TargetHeader(this, actions)),
      details_(new DetailsPanel(this)) {
  auto* column = new wxBoxSizer(wxVERTICAL);
  column->Add(header_, 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(12));
  column->Add(details_, 1, wxEXPAND);
  SetSizer(column);
}

void TargetView::redraw() {
  details_->redraw();
}

void TargetView::show(const TargetStatus& status) {
  const auto view = present_details(status, here_and_now());
  header_->show(view);
  details_->show(view);
  Layout();
  const auto look = status.last ? std::optional(status.last->at) : std::nullopt;
  if (past_of_ == status.target.id && past_of_look_ == look) return;
  past_of_ = status.target.id;
  past_of_look_ = look;
  ask_for_history(status);
}

void TargetView::ask_for_history(const TargetStatus& status) {
  watchlist_.history(status.target.id, here_and_now().now - timeline_past - std::chrono::days{1},
                     [this, alive = std::weak_ptr(alive_), status](const auto& points) {
                       if (alive.expired() || past_of_ != status.target.id || !points) return;
                       details_->show_history(present_history(*points, here_and_now()));
                       ask_for_certificates(status, *points);
                     });
}

void TargetView::ask_for_certificates(const TargetStatus& status,
                                      std::vector<store::HistoryPoint> points) {
  watchlist_.certificates(status.target.id, [this, alive = std::weak_ptr(alive_), status,
                                             points = std::move(points)](const auto& seen) {
    if (alive.expired() || past_of_ != status.target.id || !seen) return;
    details_->show_timeline(present_timeline(status, points, *seen, here_and_now()));
  });
}

}  // namespace tray
