// The least a wx program in the tray can be: an icon with a menu. What footprint.sh compares with.

#include <wx/app.h>
#include <wx/artprov.h>
#include <wx/bitmap.h>
#include <wx/icon.h>
#include <wx/menu.h>
#include <wx/taskbar.h>
#include <wx/utils.h>

#include <memory>

namespace {

class Icon final : public wxTaskBarIcon {
 public:
  wxMenu* CreatePopupMenu() override {
    auto menu = std::make_unique<wxMenu>();
    menu->Append(wxID_EXIT);
    return menu.release();  // wx deletes it
  }
};

class App final : public wxApp {
 public:
  bool OnInit() override {
    wxIcon picture;
    picture.CopyFromBitmap(
        wxArtProvider::GetBitmap(wxART_INFORMATION, wxART_OTHER, wxSize(24, 24)));
    icon_ = std::make_unique<Icon>();
    return icon_->SetIcon(picture, "bare tray");
  }

  int OnExit() override {
    icon_.reset();
    return wxApp::OnExit();
  }

 private:
  std::unique_ptr<Icon> icon_;
};

}  // namespace

int main(int count, char** words) {
  // As rdpready-tray does: the first GTK program on a display pays for asking about OpenGL.
  wxSetEnv("GDK_GL", "disable");
  wxApp::SetInstance(std::make_unique<App>().release());  // wx deletes it
  return wxEntry(count, words);
}
