#include "tray/gui/status_window.h"

#include "tests/tray/gui/window_fixture.h"

#include <wx/dataview.h>

namespace tests {
namespace {

class StatusWindowTest : public testing::Test {
 protected:
  void open(std::vector<tray::TargetStatus> statuses) {
    desk.statuses_ = std::move(statuses);
    window = new tray::StatusWindow(desk, {[this] { return has_tray; }, [this] { quits += 1; }});
    desk.changed = [this] { window->refresh(); };
    window->come_forward();
    settle(*window);
  }

  void TearDown() override {
    if (window != nullptr) window->Destroy();
    wait_for([] { return wxTopLevelWindows.empty(); });
  }

  FakeDesk desk;
  tray::StatusWindow* window = nullptr;
  bool has_tray = true;
  int quits = 0;
  monitor::SysTime now = monitor::SystemClock{}.now();
};

TEST_F(StatusWindowTest, SaysWhatIsWrongWithTheWorstTargetAtOnce) {
  open(office(now));

  EXPECT_TRUE(says(*window, "2 of 5 computers would fail now"));
  EXPECT_TRUE(says(*window, "A connection started now would fail."));
  take_picture(*window, "window");
}

TEST_F(StatusWindowTest, ShowsAnotherTargetAfterItWasHidden) {
  open(office(now));
  window->Close();
  ASSERT_FALSE(window->IsShown());

  window->come_forward();
  window->choose(monitor::TargetId{2});

  EXPECT_TRUE(wait_for([&] { return says(*window, "It works now and is expected to fail"); }));
  EXPECT_TRUE(says(*window, "What to do"));
  take_picture(*window, "shown-again");
}

TEST_F(StatusWindowTest, InvitesWhereNothingIsWatched) {
  open({});

  EXPECT_TRUE(says(*window, "Know before it fails"));
  take_picture(*window, "welcome");
}

}  // namespace
}  // namespace tests
