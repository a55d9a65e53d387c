#include "tray/gui/colours.h"

#include <wx/settings.h>

namespace tray {

namespace {

/// `share` of 0 is `from`, 1 is `to`.
wxColour mix(const wxColour& from, const wxColour& to, double share) {
  const auto part = [share](unsigned char a, unsigned char b) {
    return static_cast<unsigned char>(a + (b - a) * share + .5);
  };
  return {part(from.Red(), to.Red()), part(from.Green(), to.Green()), part(from.Blue(), to.Blue())};
}

wxColour text() {
  return wxSystemSettings::GetColour(wxSYS_COLOUR_BTNTEXT);
}

wxColour ground() {
  return wxSystemSettings::GetColour(wxSYS_COLOUR_BTNFACE);
}

}  // namespace

wxColour quiet_text_colour() {
  return mix(text(), ground(), .32);
}

wxColour card_colour() {
  return mix(ground(), wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOW), .85);
}

wxColour card_border_colour() {
  return mix(ground(), text(), .2);
}

wxColour curve_colour() {
  return mix(sign_colour(Sign::information), text(), .35);
}

wxColour sign_colour(Sign sign) {
  switch (sign) {
    case Sign::ready:
      return {0x2e, 0x7d, 0x32};
    case Sign::at_risk:
      return {0xf9, 0xa8, 0x25};
    case Sign::would_fail:
      return {0xc6, 0x28, 0x28};
    case Sign::information:
      return {0x15, 0x65, 0xc0};
    case Sign::unknown:
    case Sign::skipped:
      break;
  }
  return {0x78, 0x90, 0x9c};
}

}  // namespace tray
