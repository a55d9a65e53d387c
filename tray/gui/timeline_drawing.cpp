#include "tray/gui/timeline_drawing.h"

#include "tray/gui/colours.h"

#include <wx/brush.h>
#include <wx/pen.h>

#include <algorithm>

namespace tray {

namespace {

/// Share of the height that a verdict fills: trouble stands out by its height too.
double height_of(Sign sign) {
  switch (sign) {
    case Sign::would_fail:
      return 1;
    case Sign::at_risk:
      return .66;
    case Sign::ready:
    case Sign::unknown:
    case Sign::information:
    case Sign::skipped:
      break;
  }
  return .36;
}

wxColour faint(const wxColour& colour, unsigned char alpha) {
  return {colour.Red(), colour.Green(), colour.Blue(), alpha};
}

}  // namespace

void draw_verdict(wxGraphicsContext& canvas, Sign sign, const wxRect2DDouble& area) {
  const double height = area.m_height * height_of(sign);
  const bool hollow = sign == Sign::unknown;
  canvas.SetBrush(hollow ? *wxTRANSPARENT_BRUSH : wxBrush(sign_colour(sign)));
  canvas.SetPen(hollow ? wxPen(sign_colour(sign)) : *wxTRANSPARENT_PEN);
  canvas.DrawRectangle(area.m_x, area.GetBottom() - height, area.m_width, height);
}

void draw_life(wxGraphicsContext& canvas, const wxRect2DDouble& area, double radius, bool lasts) {
  constexpr unsigned char light = 72;
  const auto colour = curve_colour();
  canvas.SetBrush(lasts ? wxBrush(faint(colour, light)) : *wxTRANSPARENT_BRUSH);
  canvas.SetPen(wxPen(colour, 1, lasts ? wxPENSTYLE_SOLID : wxPENSTYLE_SHORT_DASH));
  const double width = std::max(area.m_width - 1, 1.0);
  canvas.DrawRoundedRectangle(area.m_x + .5, area.m_y + .5, width, area.m_height - 1,
                              std::min(radius, width / 2));
}

void draw_hatched(wxGraphicsContext& canvas, const wxColour& colour, const wxRect2DDouble& area,
                  double step) {
  constexpr unsigned char light = 36;
  canvas.SetPen(*wxTRANSPARENT_PEN);
  canvas.SetBrush(wxBrush(faint(colour, light)));
  canvas.DrawRectangle(area.m_x, area.m_y, area.m_width, area.m_height);
  canvas.Clip(area.m_x, area.m_y, area.m_width, area.m_height);
  canvas.SetPen(canvas.CreatePen(wxGraphicsPenInfo(colour).Width(step / 4)));
  for (double x = area.m_x - area.m_height; x < area.GetRight(); x += step)
    canvas.StrokeLine(x, area.GetBottom(), x + area.m_height, area.m_y);
  canvas.SetPen(canvas.CreatePen(wxGraphicsPenInfo(colour).Width(step / 1.5)));
  canvas.StrokeLine(area.m_x, area.m_y, area.m_x, area.GetBottom());
  canvas.ResetClip();
}

void draw_mark(wxGraphicsContext& canvas, Sign sign, const wxPoint2DDouble& middle, double radius) {
  auto path = canvas.CreatePath();
  path.MoveToPoint(middle.m_x, middle.m_y - radius);
  path.AddLineToPoint(middle.m_x + radius, middle.m_y);
  path.AddLineToPoint(middle.m_x, middle.m_y + radius);
  path.AddLineToPoint(middle.m_x - radius, middle.m_y);
  path.CloseSubpath();
  canvas.SetBrush(wxBrush(sign == Sign::information ? curve_colour() : sign_colour(sign)));
  canvas.SetPen(wxPen(card_colour()));
  canvas.DrawPath(path);
}

void draw_plate(wxGraphicsContext& canvas, const wxRect2DDouble& area, double radius) {
  canvas.SetPen(*wxTRANSPARENT_PEN);
  canvas.SetBrush(wxBrush(card_colour()));
  canvas.DrawRoundedRectangle(area.m_x, area.m_y, area.m_width, area.m_height, radius);
}

void draw_shortened(wxGraphicsContext& canvas, const wxString& text, const wxRect2DDouble& area) {
  double width = 0;
  double height = 0;
  auto shown = text;
  canvas.GetTextExtent(shown, &width, &height);
  for (auto length = text.length(); width > area.m_width && length > 1; --length) {
    shown = text.Left(length - 1) + wxString::FromUTF8("…");
    canvas.GetTextExtent(shown, &width, &height);
  }
  canvas.DrawText(shown, area.m_x, area.m_y + (area.m_height - height) / 2);
}

}  // namespace tray
