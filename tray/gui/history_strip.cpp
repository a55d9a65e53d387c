#include "tray/gui/history_strip.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/colours.h"
#include "tray/gui/wx_text.h"

#include <wx/dcbuffer.h>

#include <memory>

namespace tray {

namespace {

/// Share of the bars' height that a verdict fills: trouble stands out by its height too.
double height_of(Sign sign) {
  switch (sign) {
    case Sign::ready:
      return .3;
    case Sign::at_risk:
      return .62;
    case Sign::would_fail:
      return 1;
    case Sign::unknown:
    case Sign::information:
    case Sign::skipped:
      break;
  }
  return .3;
}

}  // namespace

/// Where on the strip each part is drawn.
struct HistoryStrip::Areas {
  wxRect2DDouble latency;
  wxRect2DDouble bars;
  double tick_top = 0;
};

HistoryStrip::HistoryStrip(wxWindow* parent) : wxPanel(parent) {
  SetMinSize(FromDIP(wxSize(240, 104)));
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    Refresh();
    event.Skip();
  });
  Bind(wxEVT_MOTION, [this](wxMouseEvent& event) { say_what_is_under(event.GetPosition()); });
  set_accessible_name(*this, "Last 24 hours");
}

void HistoryStrip::show(const HistoryView& view) {
  if (view == view_) return;
  view_ = view;
  set_accessible_name(*this, "Last 24 hours", to_wx(view_.summary));
  Refresh();
}

void HistoryStrip::paint() {
  wxAutoBufferedPaintDC dc(this);
  dc.SetBackground(wxBrush(card_colour()));
  dc.Clear();
  const std::unique_ptr<wxGraphicsContext> canvas(wxGraphicsContext::Create(dc));
  if (!canvas || view_.slots.empty()) return;
  const double width = GetClientSize().x;
  const double text_height = GetCharHeight();
  const double gap = FromDIP(4);
  const double free = GetClientSize().y - text_height - 2 * gap;
  Areas areas;
  areas.latency = {0, 0, width, free * .5};
  areas.bars = {0, free * .5 + gap, width, free * .5};
  areas.tick_top = areas.bars.GetBottom() + gap;
  draw_ticks(*canvas, areas);
  draw_bars(*canvas, areas.bars);
  draw_latency(*canvas, areas.latency);
}

void HistoryStrip::draw_bars(wxGraphicsContext& canvas, const wxRect2DDouble& area) const {
  const double step = area.m_width / static_cast<double>(view_.slots.size());
  canvas.SetPen(*wxTRANSPARENT_PEN);
  for (std::size_t i = 0; i < view_.slots.size(); ++i) {
    const auto& slot = view_.slots[i];
    const double left = area.m_x + step * static_cast<double>(i);
    const double bar = std::max(1.0, step - FromDIP(1));
    if (!slot.sign) {
      canvas.SetBrush(wxBrush(card_border_colour()));
      canvas.DrawRectangle(left, area.GetBottom() - FromDIP(1), bar, FromDIP(1));
      continue;
    }
    const double height = area.m_height * height_of(*slot.sign);
    const bool hollow = *slot.sign == Sign::unknown;
    canvas.SetBrush(hollow ? *wxTRANSPARENT_BRUSH : wxBrush(sign_colour(*slot.sign)));
    canvas.SetPen(hollow ? wxPen(sign_colour(*slot.sign)) : *wxTRANSPARENT_PEN);
    canvas.DrawRectangle(left, area.GetBottom() - height, bar, height);
    canvas.SetPen(*wxTRANSPARENT_PEN);
  }
}

void HistoryStrip::draw_latency(wxGraphicsContext& canvas, const wxRect2DDouble& area) const {
  if (view_.scale_ms <= 0) return;
  const double step = area.m_width / static_cast<double>(view_.slots.size());
  auto path = canvas.CreatePath();
  bool drawing = false;
  for (std::size_t i = 0; i < view_.slots.size(); ++i) {
    const auto& value = view_.slots[i].connect_ms;
    if (!value) {
      drawing = false;
      continue;
    }
    const double x = area.m_x + step * (static_cast<double>(i) + .5);
    const double y = area.GetBottom() - area.m_height * std::min(1.0, *value / view_.scale_ms);
    if (drawing) {
      path.AddLineToPoint(x, y);
    } else {
      path.MoveToPoint(x - step * .4, y);
      path.AddLineToPoint(x, y);
    }
    drawing = true;
  }
  canvas.SetPen(canvas.CreatePen(wxGraphicsPenInfo(curve_colour()).Width(FromDIP(3) / 2.0)));
  canvas.StrokePath(path);
  canvas.SetFont(GetFont().Scaled(.85F), quiet_text_colour());
  canvas.DrawText(to_wx(view_.scale_label), area.m_x, area.m_y);
}

void HistoryStrip::draw_ticks(wxGraphicsContext& canvas, const Areas& areas) const {
  canvas.SetFont(GetFont().Scaled(.85F), quiet_text_colour());
  for (const auto& tick : view_.ticks) {
    const double x = areas.bars.m_x + areas.bars.m_width * tick.position;
    canvas.SetPen(wxPen(card_border_colour(), 1, wxPENSTYLE_DOT));
    canvas.StrokeLine(x, areas.latency.m_y, x, areas.bars.GetBottom());
    const auto label = to_wx(tick.label);
    double width = 0;
    double height = 0;
    canvas.GetTextExtent(label, &width, &height);
    const double left = std::clamp(x - width / 2, 0.0, areas.bars.m_width - width);
    canvas.DrawText(label, left, areas.tick_top);
  }
}

void HistoryStrip::say_what_is_under(const wxPoint& pointer) {
  if (view_.slots.empty() || GetClientSize().x <= 0) return;
  const auto count = static_cast<int>(view_.slots.size());
  const int index = std::clamp(pointer.x * count / GetClientSize().x, 0, count - 1);
  const auto& tip = view_.slots[static_cast<std::size_t>(index)].tip;
  if (tip == tip_) return;
  tip_ = tip;
  SetToolTip(to_wx(tip));
}

}  // namespace tray
