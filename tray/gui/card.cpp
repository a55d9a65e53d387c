#include "tray/gui/card.h"

#include "tray/gui/colours.h"

#include <wx/dcclient.h>
#include <wx/graphics.h>

#include <memory>

namespace tray {

Card::Card(wxWindow* parent) : wxPanel(parent), contents_(new wxBoxSizer(wxVERTICAL)) {
  auto* frame = new wxBoxSizer(wxVERTICAL);
  frame->Add(contents_, 1, wxEXPAND | wxALL, margin());
  SetSizer(frame);
  // Windows paints texts with the ground of what they stand on.
  SetBackgroundColour(card_colour());
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
  Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
    Refresh();
    event.Skip();
  });
}

int Card::margin() const {
  return FromDIP(12);
}

void Card::paint() {
  wxPaintDC dc(this);
  const std::unique_ptr<wxGraphicsContext> canvas(wxGraphicsContext::Create(dc));
  if (!canvas) return;
  const auto size = GetClientSize();
  canvas->SetPen(*wxTRANSPARENT_PEN);
  canvas->SetBrush(wxBrush(GetParent()->GetBackgroundColour()));
  canvas->DrawRectangle(0, 0, size.x, size.y);  // the corners
  canvas->SetPen(wxPen(card_border_colour()));
  canvas->SetBrush(wxBrush(card_colour()));
  canvas->DrawRoundedRectangle(.5, .5, size.x - 2, size.y - 2, FromDIP(6));
}

}  // namespace tray
