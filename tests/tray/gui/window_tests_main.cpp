#include "tray/gui/toolkit.h"

#include <gtest/gtest.h>
#include <wx/app.h>
#include <wx/evtloop.h>
#include <wx/image.h>
#include <wx/init.h>

namespace {

/// The windows' tests run inside an app that is never in its main loop.
class TestApp final : public wxApp {
 public:
  bool OnInit() override {
    SetExitOnFrameDelete(false);
    wxImage::AddHandler(new wxPNGHandler);
    return true;
  }

  bool OnExceptionInMainLoop() override { throw; }
};

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (testing::GTEST_FLAG(list_tests)) return RUN_ALL_TESTS();
  tray::prepare_toolkit();
  wxApp::SetInstance(new TestApp);
  if (!wxEntryStart(argc, argv) || !wxTheApp->CallOnInit()) return 2;
  wxEventLoop loop;
  const wxEventLoopActivator active(&loop);
  const int failed = RUN_ALL_TESTS();
  wxTheApp->OnExit();
  wxEntryCleanup();
  return failed;
}
