#pragma once

#include "tray/app/sign.h"

#include <wx/graphics.h>
#include <wx/string.h>

namespace tray {

/// The shapes of a timeline; lengths in pixels. Each can be told from the others without colour.
/// How looks ended: the worse, the higher; unknown is hollow.
void draw_verdict(wxGraphicsContext& canvas, Sign sign, const wxRect2DDouble& area);
/// A certificate's life; one that is over is only an outline.
void draw_life(wxGraphicsContext& canvas, const wxRect2DDouble& area, double radius, bool lasts);
/// Slanted lines `step` apart, with a firm line where it begins.
void draw_hatched(wxGraphicsContext& canvas, const wxColour& colour, const wxRect2DDouble& area,
                  double step);
/// A diamond.
void draw_mark(wxGraphicsContext& canvas, Sign sign, const wxPoint2DDouble& middle, double radius);
/// Plain ground for letters.
void draw_plate(wxGraphicsContext& canvas, const wxRect2DDouble& area, double radius);
/// One line of text, cut off with an ellipsis where it does not fit; in the middle of the height.
void draw_shortened(wxGraphicsContext& canvas, const wxString& text, const wxRect2DDouble& area);

}  // namespace tray
