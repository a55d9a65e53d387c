#pragma once

#include "tray/app/history_presenter.h"

#include <wx/graphics.h>
#include <wx/panel.h>

namespace tray {

/// The past day as a strip: the height and colour of a bar tell the verdict, a line above it how
/// fast the computer answered. What it shows is also said in words, for screen readers.
class HistoryStrip final : public wxPanel {
 public:
  explicit HistoryStrip(wxWindow* parent);

  void show(const HistoryView& view);

 private:
  struct Areas;
  void paint();
  void draw_bars(wxGraphicsContext& canvas, const wxRect2DDouble& area) const;
  void draw_latency(wxGraphicsContext& canvas, const wxRect2DDouble& area) const;
  void draw_ticks(wxGraphicsContext& canvas, const Areas& areas) const;
  void say_what_is_under(const wxPoint& pointer);

  HistoryView view_;
  std::string tip_;
};

}  // namespace tray
