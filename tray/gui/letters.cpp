#include "tray/gui/letters.h"

#include <wx/window.h>

#include <algorithm>

namespace tray {

namespace {

// How wide these are in letters of usual size; in others that a system is shipped with they are
// narrower.
const char* const letters = "abcdefghijklmnopqrstuvwxyz";
constexpr int usual_width = 197;

double growth(const wxWindow& window) {
  const double shown = window.GetTextExtent(letters).x;
  return std::max(1.0, shown / window.FromDIP(usual_width));
}

}  // namespace

int for_text(const wxWindow& window, int width) {
  return static_cast<int>(window.FromDIP(width) * growth(window));
}

wxSize for_text(const wxWindow& window, const wxSize& size) {
  return {for_text(window, size.x), for_text(window, size.y)};
}

}  // namespace tray
