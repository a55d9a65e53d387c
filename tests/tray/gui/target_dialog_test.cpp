#include "tray/gui/target_dialog.h"

#include "tests/tray/gui/window_fixture.h"

namespace tests {
namespace {

TEST(TargetDialogTest, LooksWhenReturnIsPressed) {
  FakeDesk desk;
  desk.next_check = *office(monitor::SystemClock{}.now())[0].last;
  auto* dialog = new tray::TargetDialog(nullptr, desk, monitor::Target{});
  dialog->Show();
  settle(*dialog);

  type("pc.example.com");
  press(WXK_RETURN);

  EXPECT_TRUE(wait_for([&] { return says(*dialog, "A connection started now would work."); }));
  take_picture(*dialog, "add");
  dialog->Destroy();
}

}  // namespace
}  // namespace tests
