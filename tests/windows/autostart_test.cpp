#include "monitor/platform/autostart.h"

#include "tests/windows/own_branch.h"

#include <gmock/gmock.h>

namespace {

using monitor::Failure;
using monitor::RegistryKey;
using testing::HasSubstr;

constexpr auto run = "Software\\Microsoft\\Windows\\CurrentVersion\\Run";
constexpr auto approved =
    "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run";
constexpr auto entry = "RDP Ready";

const std::filesystem::path program =
    L"C:\\Users\\Zo\u00eb \u03a9mega\\RDP Ready\\rdpready-tray.exe";

class AutostartEntry : public testing::Test {
 protected:
  void SetUp() override { clear(); }

  void TearDown() override { clear(); }

  static void clear() {
    for (const HKEY root : {HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE}) {
      for (const auto* path : {run, approved})
        RegistryKey::create(root, path)->remove_value(entry);
    }
  }

  /// As Task Manager notes it: 3 for off, 2 for on, then the time.
  static void note(HKEY root, unsigned char state) {
    const unsigned char bytes[12] = {state};
    RegSetKeyValueW(root, monitor::to_wide(approved).c_str(), L"RDP Ready", REG_BINARY, bytes,
                    sizeof bytes);
  }

  static void install_for_all() {
    RegistryKey::create(HKEY_LOCAL_MACHINE, run)->set_text(entry, "\"C:\\x\\rdpready-tray.exe\"");
  }

  static std::string line() {
    return RegistryKey::open(HKEY_CURRENT_USER, run)->text(entry).value_or("none");
  }

  std::unique_ptr<monitor::Autostart> autostart_ = monitor::open_autostart();
};

TEST_F(AutostartEntry, IsOffAtFirst) {
  EXPECT_EQ(autostart_->is_on(), false);
}

TEST_F(AutostartEntry, IsSwitchedOnAndOff) {
  ASSERT_TRUE(autostart_->turn_on(program));
  EXPECT_EQ(autostart_->is_on(), true);
  EXPECT_EQ(line(), "\"C:\\Users\\Zoë Ωmega\\RDP Ready\\rdpready-tray.exe\"");

  ASSERT_TRUE(autostart_->turn_off());
  EXPECT_EQ(autostart_->is_on(), false);
  EXPECT_EQ(line(), "none");
}

TEST_F(AutostartEntry, FollowsTaskManager) {
  ASSERT_TRUE(autostart_->turn_on(program));

  note(HKEY_CURRENT_USER, 3);
  EXPECT_EQ(autostart_->is_on(), false);
  note(HKEY_CURRENT_USER, 2);
  EXPECT_EQ(autostart_->is_on(), true);
}

TEST_F(AutostartEntry, IsSwitchedOnAgainAfterTaskManagerSwitchedItOff) {
  ASSERT_TRUE(autostart_->turn_on(program));
  note(HKEY_CURRENT_USER, 3);

  ASSERT_TRUE(autostart_->turn_on(program));

  EXPECT_EQ(autostart_->is_on(), true);
}

TEST_F(AutostartEntry, FollowsTheEntryForEveryone) {
  install_for_all();
  EXPECT_EQ(autostart_->is_on(), true);

  note(HKEY_LOCAL_MACHINE, 3);
  EXPECT_EQ(autostart_->is_on(), false);
}

TEST_F(AutostartEntry, IsNotStartedTwice) {
  install_for_all();

  ASSERT_TRUE(autostart_->turn_on(program));

  EXPECT_EQ(line(), "none");
}

TEST_F(AutostartEntry, SaysWhoCanSwitchOffTheEntryForEveryone) {
  install_for_all();

  const auto done = autostart_->turn_off();

  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, Failure::Kind::denied);
  EXPECT_THAT(done.error().what, HasSubstr("Task Manager"));
}

}  // namespace
