#include "tests/tray/gui/window_fixture.h"

#include <wx/bitmap.h>
#include <wx/dcmemory.h>
#include <wx/dcscreen.h>

namespace tests {

void save_screen(const wxRect& area, double, const std::string& folder, const std::string& name) {
  wxScreenDC screen;
  wxBitmap picture(area.GetSize(), 24);
  wxMemoryDC paper(picture);
  paper.Blit(wxPoint(0, 0), area.GetSize(), &screen, area.GetPosition());
  paper.SelectObject(wxNullBitmap);
  picture.SaveFile(wxString::FromUTF8(folder + "/" + name + ".png"), wxBITMAP_TYPE_PNG);
}

}  // namespace tests
