#pragma once

#include "tray/app/timeline_presenter.h"

#include <wx/graphics.h>
#include <wx/panel.h>

#include <optional>
#include <string>
#include <vector>

namespace tray {

/// Months back and ahead as lanes below each other. The pointer, or the arrow keys, go from thing
/// to thing and say what each is; a screen reader hears the same.
class Timeline final : public wxPanel {
 public:
  /// `name`: what a screen reader calls it.
  Timeline(wxWindow* parent, const char* name);

  void show(const TimelineView& view);
  /// Goes to the next thing (1), the one before (-1), or the first from none; says what it is.
  std::string step(int by);
  /// How many lanes can be shown in that height.
  std::size_t lanes_in(int height) const;

 private:
  /// A thing that the keys can go to: a span or a mark.
  struct Stop {
    std::size_t lane = 0;
    double from = 0;
    double to = 0;
    std::string tip;
  };

  void paint();
  void draw_ground(wxGraphicsContext& canvas) const;
  void draw_lane(wxGraphicsContext& canvas, std::size_t lane) const;
  void draw_span(wxGraphicsContext& canvas, const TimelineView::Span& span,
                 const wxRect2DDouble& area) const;
  void draw_label(wxGraphicsContext& canvas, const TimelineView::Span& span,
                  const wxRect2DDouble& area, double free_until) const;
  void draw_today(wxGraphicsContext& canvas) const;
  void draw_choice(wxGraphicsContext& canvas) const;
  void measure();
  /// Of all but the lanes.
  int frame_height() const;
  wxRect2DDouble place(std::size_t lane, double from, double to) const;
  double across(double day) const;
  void obey_key(wxKeyEvent& event);
  void say_what_is_under(const wxPoint& pointer);
  void go_to(std::optional<std::size_t> stop);

  wxString name_;
  TimelineView view_;
  std::vector<Stop> stops_;
  std::optional<std::size_t> chosen_;
  std::string tip_;
  double gutter_ = 0;       ///< pixels for the lanes' names
  double text_height_ = 0;  ///< of the small letters
};

}  // namespace tray
