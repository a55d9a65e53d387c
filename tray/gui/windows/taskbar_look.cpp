#include "tray/gui/windows/taskbar_look.h"

#include "tray/gui/icons.h"

#include <wx/msw/wrapwin.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

namespace tray {

namespace {

/// In the pictures: the rim that sets the computer off from a dark taskbar, and its case.
constexpr std::string_view rim = "#fefefe";
constexpr std::string_view casing = "#37474f";

bool is_high_contrast() {
  HIGHCONTRASTW contrast{};
  contrast.cbSize = sizeof contrast;
  return ::SystemParametersInfoW(SPI_GETHIGHCONTRAST, sizeof contrast, &contrast, 0) != FALSE &&
         (contrast.dwFlags & HCF_HIGHCONTRASTON) != 0;
}

/// Windows before 10 1903 has no such value: its taskbar is dark.
bool is_light() {
  DWORD light = 0;
  DWORD size = sizeof light;
  const auto read = ::RegGetValueW(
      HKEY_CURRENT_USER, L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
      L"SystemUsesLightTheme", RRF_RT_REG_DWORD, nullptr, &light, &size);
  return read == ERROR_SUCCESS && light != 0;
}

int taskbar_dpi() {
  const auto taskbar = ::FindWindowW(L"Shell_TrayWnd", nullptr);
  const auto dpi = taskbar != nullptr ? ::GetDpiForWindow(taskbar) : 0U;
  return static_cast<int>(dpi != 0 ? dpi : ::GetDpiForSystem());
}

std::string svg_colour(COLORREF colour) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02x%02x%02x", GetRValue(colour), GetGValue(colour),
                GetBValue(colour));
  return text;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

/// Two colours only: what is white becomes the text's colour, all else the ground's.
std::string in_contrast(std::string svg, const TaskbarLook& look) {
  const auto text = svg_colour(look.text_colour);
  const auto ground = svg_colour(look.ground_colour);
  for (auto at = svg.find('#'); at != std::string::npos; at = svg.find('#', at + 1)) {
    const auto colour = std::string_view(svg).substr(at, text.size());
    const bool white = colour == "#ffffff" || colour == rim;
    svg.replace(at, text.size(), white ? text : ground);
  }
  return svg;
}

std::string picture(Sign sign, const TaskbarLook& look) {
  std::string svg(svg_text(tray_icon_name(sign)));
  switch (look.ground) {
    case TaskbarLook::Ground::dark:
      break;
    case TaskbarLook::Ground::light:
      replace_all(svg, rim, casing);
      break;
    case TaskbarLook::Ground::high_contrast:
      return in_contrast(std::move(svg), look);
  }
  return svg;
}

wxIcon drawn(Sign sign, const TaskbarLook& look, int pixels) {
  const auto svg = picture(sign, look);
  const wxSize size(pixels, pixels);
  return wxBitmapBundle::FromSVG(reinterpret_cast<const wxByte*>(svg.data()), svg.size(), size)
      .GetIcon(size);
}

}  // namespace

TaskbarLook taskbar_look() {
  TaskbarLook look;
  look.dpi = taskbar_dpi();
  look.icon_pixels =
      std::clamp(::GetSystemMetricsForDpi(SM_CXSMICON, static_cast<UINT>(look.dpi)), 16, 64);
  if (is_high_contrast()) {
    look.ground = TaskbarLook::Ground::high_contrast;
    look.text_colour = ::GetSysColor(COLOR_WINDOWTEXT);
    look.ground_colour = ::GetSysColor(COLOR_WINDOW);
  } else if (is_light()) {
    look.ground = TaskbarLook::Ground::light;
  }
  return look;
}

wxIcon taskbar_icon(Sign sign, const TaskbarLook& look) {
  return drawn(sign, look, look.icon_pixels);
}

wxIcon toast_icon(Sign sign, const TaskbarLook& look) {
  // Toasts have the colours of the applications' theme and a ground of their own.
  TaskbarLook plain;
  plain.dpi = look.dpi;
  return drawn(sign, plain, ::GetSystemMetricsForDpi(SM_CXICON, static_cast<UINT>(look.dpi)));
}

}  // namespace tray
