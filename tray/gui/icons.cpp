#include "tray/gui/icons.h"

namespace tray {

namespace {

std::string_view sign_icon_name(Sign sign) {
  switch (sign) {
    case Sign::ready:
      return "sign-ready";
    case Sign::at_risk:
      return "sign-at-risk";
    case Sign::would_fail:
      return "sign-would-fail";
    case Sign::unknown:
      return "sign-unknown";
    case Sign::information:
      return "sign-information";
    case Sign::skipped:
      return "sign-skipped";
  }
  return {};
}

}  // namespace

wxBitmapBundle icon(std::string_view name, int size) {
  const auto svg = svg_text(name);
  return wxBitmapBundle::FromSVG(reinterpret_cast<const wxByte*>(svg.data()), svg.size(),
                                 wxSize(size, size));
}

wxBitmapBundle sign_icon(Sign sign, int size) {
  return icon(sign_icon_name(sign), size);
}

std::string_view tray_icon_name(Sign sign) {
  switch (sign) {
    case Sign::ready:
      return "tray-ready";
    case Sign::at_risk:
      return "tray-at-risk";
    case Sign::would_fail:
      return "tray-would-fail";
    case Sign::unknown:
    case Sign::information:
    case Sign::skipped:
      break;
  }
  return "tray-unknown";
}

wxIconBundle program_icons() {
  const auto picture = icon("rdpready", 32);
  wxIconBundle bundle;
  for (const int size : {16, 20, 24, 32, 40, 48, 64, 128}) {
    wxIcon one;
    one.CopyFromBitmap(picture.GetBitmap(wxSize(size, size)));
    bundle.AddIcon(one);
  }
  return bundle;
}

std::string_view sign_text(Sign sign) {
  switch (sign) {
    case Sign::ready:
      return "Ready";
    case Sign::at_risk:
      return "At risk";
    case Sign::would_fail:
      return "Would fail";
    case Sign::unknown:
      return "Unknown";
    case Sign::information:
      return "Information";
    case Sign::skipped:
      return "Not reached";
  }
  return {};
}

}  // namespace tray
