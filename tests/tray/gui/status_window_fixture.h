#pragma once

#include "tests/tray/gui/dialog_fixture.h"
#include "tray/gui/status_window.h"

#include <string>
#include <utility>
#include <vector>

namespace tests {

using monitor::TargetId;

/// The window and the desk behind it.
class StatusWindowTest : public testing::Test {
 protected:
  void open(std::vector<tray::TargetStatus> statuses) {
    desk.statuses_ = std::move(statuses);
    window = new tray::StatusWindow(
        desk, {[this] { return has_tray; }, [this] { quits += 1; }, [this] { window = nullptr; }});
    desk.changed = [this] { window->refresh(); };
    window->come_forward();
    settle(*window);
  }

  /// The dialog by that title, once it is there.
  wxWindow* dialog(const std::string& title) {
    wait_for([&] { return find_top_level(title) != nullptr; });
    auto* found = find_top_level(title);
    if (found != nullptr) settle(*found);
    return found;
  }

  void TearDown() override {
    desk.changed = {};
    if (window != nullptr) window->Destroy();
    wait_for([] { return wxTopLevelWindows.empty(); });
  }

  FakeDesk desk;
  tray::StatusWindow* window = nullptr;
  bool has_tray = true;
  int quits = 0;
  monitor::SysTime now = monitor::SystemClock{}.now();
};

}  // namespace tests
