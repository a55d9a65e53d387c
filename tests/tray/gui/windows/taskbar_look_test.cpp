#include "tray/gui/windows/taskbar_look.h"

#include <gtest/gtest.h>
#include <wx/bitmap.h>
#include <wx/image.h>

#include <cstdlib>

namespace tests {
namespace {

using tray::Sign;
using tray::TaskbarLook;

constexpr unsigned long white = 0xffffff;
constexpr unsigned long blue = 0x800000;  // COLORREF: the red is last

TaskbarLook look(TaskbarLook::Ground ground, int pixels = 32) {
  TaskbarLook look;
  look.ground = ground;
  look.icon_pixels = pixels;
  look.text_colour = white;
  look.ground_colour = blue;
  return look;
}

wxImage image(Sign sign, const TaskbarLook& look) {
  wxBitmap bitmap;
  bitmap.CopyFromIcon(tray::taskbar_icon(sign, look));
  return bitmap.ConvertToImage();
}

/// How many solid pixels have about that colour.
int count(const wxImage& image, const wxColour& colour) {
  const auto near_to = [](int a, int b) { return std::abs(a - b) < 16; };
  int found = 0;
  for (int y = 0; y < image.GetHeight(); ++y) {
    for (int x = 0; x < image.GetWidth(); ++x) {
      const bool solid = !image.HasAlpha() || image.GetAlpha(x, y) > 240;
      if (solid && near_to(image.GetRed(x, y), colour.Red()) &&
          near_to(image.GetGreen(x, y), colour.Green()) &&
          near_to(image.GetBlue(x, y), colour.Blue()))
        ++found;
    }
  }
  return found;
}

TEST(TaskbarIcon, IsDrawnForEverySizeOfTaskbar) {
  for (const int pixels : {16, 20, 24, 32, 40, 48, 64}) {
    const auto icon = tray::taskbar_icon(Sign::ready, look(TaskbarLook::Ground::dark, pixels));

    EXPECT_EQ(icon.GetWidth(), pixels);
    EXPECT_EQ(icon.GetHeight(), pixels);
  }
}

TEST(TaskbarIcon, LooksDifferentForEachVerdict) {
  const auto dark = look(TaskbarLook::Ground::dark);

  EXPECT_GT(count(image(Sign::ready, dark), wxColour(0x2e, 0x7d, 0x32)), 20);
  EXPECT_GT(count(image(Sign::would_fail, dark), wxColour(0xc6, 0x28, 0x28)), 20);
  EXPECT_EQ(count(image(Sign::ready, dark), wxColour(0xc6, 0x28, 0x28)), 0);
}

TEST(TaskbarIcon, HasItsWhiteRimOnlyOnADarkTaskbar) {
  const auto on_dark = count(image(Sign::ready, look(TaskbarLook::Ground::dark)), *wxWHITE);
  const auto on_light = count(image(Sign::ready, look(TaskbarLook::Ground::light)), *wxWHITE);

  EXPECT_LT(on_light, on_dark);
}

TEST(TaskbarIcon, HasTheTwoColoursOfHighContrastAlone) {
  const auto contrast = image(Sign::would_fail, look(TaskbarLook::Ground::high_contrast));

  EXPECT_GT(count(contrast, *wxWHITE), 20);
  EXPECT_GT(count(contrast, wxColour(0, 0, 0x80)), 20);
  EXPECT_EQ(count(contrast, wxColour(0xc6, 0x28, 0x28)), 0);
  EXPECT_EQ(count(contrast, wxColour(0x90, 0xca, 0xf9)), 0);
}

}  // namespace
}  // namespace tests
