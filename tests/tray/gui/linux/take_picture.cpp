#include "tests/tray/gui/window_fixture.h"

#include <wx/utils.h>

namespace tests {

void save_screen(const wxRect& area, double scale, const std::string& folder,
                 const std::string& name) {
  const auto pixels = [scale](int units) { return static_cast<int>(units * scale); };
  const auto command = wxString::Format("import -window root -crop %dx%d+%d+%d +repage %s/%s.png",
                                        pixels(area.width), pixels(area.height), pixels(area.x),
                                        pixels(area.y), folder, name);
  wxExecute(command, wxEXEC_SYNC);
}

}  // namespace tests
