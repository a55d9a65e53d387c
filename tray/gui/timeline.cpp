#include "tray/gui/timeline.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/colours.h"
#include "tray/gui/timeline_drawing.h"
#include "tray/gui/wx_text.h"

#include <wx/dcbuffer.h>
#include <wx/settings.h>

#include <algorithm>
#include <memory>

namespace tray {

namespace {

constexpr int lane_height = 26;
constexpr int bar_height = 18;
constexpr int gap = 4;
constexpr float small_letters = .85F;
/// Of the width, for the lanes' names, at most.
constexpr double gutter_share = .24;

}  // namespace

Timeline::Timeline(wxWindow* parent, const char* name)
    : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS), name_(name) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
  const auto redraw = [this](auto& event) {
    Refresh();
    event.Skip();
  };
  Bind(wxEVT_SIZE, [redraw](wxSizeEvent& event) { redraw(event); });
  Bind(wxEVT_SET_FOCUS, [redraw](wxFocusEvent& event) { redraw(event); });
  Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
    go_to({});
    Refresh();
    event.Skip();
  });
  Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) { obey_key(event); });
  Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent&) { SetFocus(); });
  Bind(wxEVT_MOTION, [this](wxMouseEvent& event) { say_what_is_under(event.GetPosition()); });
  set_accessible_name(*this, name_);
  measure();
}

void Timeline::show(const TimelineView& view) {
  if (view == view_) return;
  view_ = view;
  stops_.clear();
  chosen_.reset();
  for (std::size_t i = 0; i < view_.lanes.size(); ++i) {
    const auto first = static_cast<std::ptrdiff_t>(stops_.size());
    for (const auto& span : view_.lanes[i].spans)
      stops_.push_back({i, span.from, span.to, span.tip});
    for (const auto& mark : view_.lanes[i].marks)
      stops_.push_back({i, mark.at, mark.at, mark.tip});
    std::stable_sort(stops_.begin() + first, stops_.end(),
                     [](const Stop& a, const Stop& b) { return a.from < b.from; });
  }
  measure();
  set_accessible_name(*this, name_, to_wx(view_.summary));
  Refresh();
}

void Timeline::measure() {
  const auto font = GetFont().Scaled(small_letters);
  int width = 0;
  int height = 0;
  gutter_ = 0;
  for (const auto& lane : view_.lanes) {
    GetTextExtent(to_wx(lane.label), &width, &height, nullptr, nullptr, &font);
    gutter_ = std::max(gutter_, static_cast<double>(width));
  }
  GetTextExtent("Xg", &width, &height, nullptr, nullptr, &font);
  text_height_ = height;
  const int lanes = static_cast<int>(view_.lanes.size());
  SetMinSize(wxSize(FromDIP(240), lanes * FromDIP(lane_height) + frame_height()));
}

int Timeline::frame_height() const {
  return 2 * (static_cast<int>(text_height_) + FromDIP(gap)) + FromDIP(2);
}

std::size_t Timeline::lanes_in(int height) const {
  return static_cast<std::size_t>(std::max(0, height - frame_height()) / FromDIP(lane_height));
}

double Timeline::across(double day) const {
  const double width = GetClientSize().x;
  const double left = std::min(gutter_, width * gutter_share) + (gutter_ > 0 ? FromDIP(8) : 0);
  return left + (width - left - FromDIP(1)) * day / view_.length;
}

wxRect2DDouble Timeline::place(std::size_t lane, double from, double to) const {
  const double top = text_height_ + FromDIP(gap) +
                     static_cast<double>(lane) * FromDIP(lane_height) +
                     FromDIP(lane_height - bar_height) / 2.0;
  const double left = across(from);
  return {left, top, std::max<double>(across(to) - left, FromDIP(2)),
          static_cast<double>(FromDIP(bar_height))};
}

void Timeline::paint() {
  wxAutoBufferedPaintDC dc(this);
  dc.SetBackground(wxBrush(card_colour()));
  dc.Clear();
  const std::unique_ptr<wxGraphicsContext> canvas(wxGraphicsContext::Create(dc));
  if (!canvas || view_.length <= 0) return;
  draw_ground(*canvas);
  for (std::size_t i = 0; i < view_.lanes.size(); ++i)
    draw_lane(*canvas, i);
  draw_today(*canvas);
  draw_choice(*canvas);
}

void Timeline::draw_ground(wxGraphicsContext& canvas) const {
  canvas.SetFont(GetFont().Scaled(small_letters), quiet_text_colour());
  const double top = text_height_ + FromDIP(gap);
  const double bottom = top + static_cast<double>(view_.lanes.size()) * FromDIP(lane_height);
  double free_from = 0;
  for (const auto& tick : view_.ticks) {
    const double x = across(tick.at);
    canvas.SetPen(wxPen(card_border_colour(), 1, wxPENSTYLE_DOT));
    canvas.StrokeLine(x, top, x, bottom);
    const auto label = to_wx(tick.label);
    double width = 0;
    double height = 0;
    canvas.GetTextExtent(label, &width, &height);
    const double left = x + FromDIP(2);
    if (left < free_from || left + width > GetClientSize().x) continue;
    canvas.DrawText(label, left, bottom + FromDIP(gap));
    free_from = left + width + FromDIP(6);
  }
}

void Timeline::draw_lane(wxGraphicsContext& canvas, std::size_t index) const {
  const auto& lane = view_.lanes[index];
  const auto all = place(index, 0, view_.length);
  canvas.SetFont(GetFont().Scaled(small_letters), quiet_text_colour());
  draw_shortened(canvas, to_wx(lane.label), {0, all.m_y, all.m_x - FromDIP(8), all.m_height});
  canvas.SetPen(wxPen(card_border_colour()));
  canvas.StrokeLine(all.m_x, all.GetBottom() - .5, all.GetRight(), all.GetBottom() - .5);
  for (const auto& span : lane.spans)
    draw_span(canvas, span, place(index, span.from, span.to));
  for (std::size_t i = 0; i < lane.spans.size(); ++i) {
    const auto& span = lane.spans[i];
    const double next = i + 1 < lane.spans.size() ? lane.spans[i + 1].from : view_.length;
    draw_label(canvas, span, place(index, span.from, span.to), across(next));
  }
  for (const auto& mark : lane.marks)
    draw_mark(canvas, mark.sign, {across(mark.at), all.m_y + all.m_height / 2}, FromDIP(5));
}

void Timeline::draw_span(wxGraphicsContext& canvas, const TimelineView::Span& span,
                         const wxRect2DDouble& area) const {
  switch (span.look) {
    case TimelineView::Span::Look::verdict:
      return draw_verdict(canvas, span.sign, area);
    case TimelineView::Span::Look::certificate:
      return draw_life(canvas, area, FromDIP(4), true);
    case TimelineView::Span::Look::former_certificate:
      return draw_life(canvas, area, FromDIP(4), false);
    case TimelineView::Span::Look::foreseen:
      return draw_hatched(canvas, sign_colour(span.sign), area, FromDIP(6));
    case TimelineView::Span::Look::estimate:
      return draw_hatched(canvas, sign_colour(span.sign), area, FromDIP(12));
  }
}

void Timeline::draw_label(wxGraphicsContext& canvas, const TimelineView::Span& span,
                          const wxRect2DDouble& area, double free_until) const {
  if (span.label.empty()) return;
  const auto label = to_wx(span.label);
  canvas.SetFont(GetFont().Scaled(small_letters),
                 wxSystemSettings::GetColour(wxSYS_COLOUR_BTNTEXT));
  double width = 0;
  double height = 0;
  canvas.GetTextExtent(label, &width, &height);
  const double margin = FromDIP(6);
  const double top = area.m_y + (area.m_height - height) / 2;
  if (width + 2 * margin <= area.m_width) {
    // Beside the end that it names; what is hatched is read better on plain ground.
    const bool hatched = span.look == TimelineView::Span::Look::foreseen;
    double left = hatched ? area.m_x + margin : area.GetRight() - width - margin;
    // The line of today would go through it.
    const double today = across(view_.today);
    const double before = today - margin - width;
    if (left < today && today < left + width && before > area.m_x) left = before;
    if (hatched) draw_plate(canvas, {left - margin / 2, top, width + margin, height}, FromDIP(3));
    canvas.DrawText(label, left, top);
  } else if (area.GetRight() + margin + width <= free_until) {
    canvas.DrawText(label, area.GetRight() + margin, top);
  }
}

void Timeline::draw_today(wxGraphicsContext& canvas) const {
  const double x = across(view_.today);
  const double top = text_height_ + FromDIP(1);
  const double bottom =
      top + FromDIP(gap) + static_cast<double>(view_.lanes.size()) * FromDIP(lane_height);
  const auto colour = wxSystemSettings::GetColour(wxSYS_COLOUR_BTNTEXT);
  canvas.SetPen(canvas.CreatePen(wxGraphicsPenInfo(colour).Width(FromDIP(3) / 2.0)));
  canvas.StrokeLine(x, top, x, bottom);
  canvas.SetFont(GetFont().Scaled(small_letters), colour);
  const bool said = chosen_.has_value();
  const auto label = said ? to_wx(stops_[*chosen_].tip) : wxString("Today");
  double width = 0;
  double height = 0;
  canvas.GetTextExtent(label, &width, &height);
  const double middle = said ? across((stops_[*chosen_].from + stops_[*chosen_].to) / 2) : x;
  const double most = std::max(0.0, GetClientSize().x - width);
  canvas.DrawText(label, std::clamp(middle - width / 2, 0.0, most), 0);
}

void Timeline::draw_choice(wxGraphicsContext& canvas) const {
  if (!HasFocus()) return;
  const auto colour = wxSystemSettings::GetColour(wxSYS_COLOUR_HIGHLIGHT);
  canvas.SetBrush(*wxTRANSPARENT_BRUSH);
  canvas.SetPen(canvas.CreatePen(wxGraphicsPenInfo(colour).Width(FromDIP(2))));
  const double line = FromDIP(2);
  if (!chosen_) {
    const auto size = GetClientSize();
    canvas.DrawRoundedRectangle(line / 2, line / 2, size.x - line, size.y - line, FromDIP(4));
    return;
  }
  const auto& stop = stops_[*chosen_];
  auto area = place(stop.lane, stop.from, stop.to);
  area.Inset(-line, -line);
  canvas.DrawRoundedRectangle(area.m_x, area.m_y, area.m_width, area.m_height, FromDIP(4));
}

std::string Timeline::step(int by) {
  if (stops_.empty()) return {};
  const auto last = static_cast<std::ptrdiff_t>(stops_.size()) - 1;
  const auto from = chosen_ ? static_cast<std::ptrdiff_t>(*chosen_) + by : by > 0 ? 0 : last;
  go_to(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(from, 0, last)));
  return stops_[*chosen_].tip;
}

void Timeline::go_to(std::optional<std::size_t> stop) {
  if (stop == chosen_) return;
  chosen_ = stop;
  const auto name = chosen_ ? name_ + ": " + to_wx(stops_[*chosen_].tip) : name_;
  set_accessible_name(*this, name, to_wx(view_.summary));
  Refresh();
}

void Timeline::obey_key(wxKeyEvent& event) {
  switch (event.GetKeyCode()) {
    case WXK_RIGHT:
    case WXK_DOWN:
      step(1);
      return;
    case WXK_LEFT:
    case WXK_UP:
      step(-1);
      return;
    case WXK_HOME:
      go_to({});
      step(1);
      return;
    case WXK_END:
      go_to({});
      step(-1);
      return;
    case WXK_TAB:
      Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward
                                 : wxNavigationKeyEvent::IsForward);
      return;
    default:
      event.Skip();
  }
}

void Timeline::say_what_is_under(const wxPoint& pointer) {
  if (view_.length <= 0) return;
  std::string tip;
  for (const auto& stop : stops_) {
    auto area = place(stop.lane, stop.from, stop.to);
    area.Inset(-FromDIP(2), -FromDIP(3));
    if (area.Contains(wxPoint2DDouble(pointer))) tip = stop.tip;
  }
  if (tip == tip_) return;
  tip_ = tip;
  SetToolTip(to_wx(tip));
}

}  // namespace tray
