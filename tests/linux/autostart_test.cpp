#include "monitor/platform/autostart.h"

#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class AutostartEntry : public testing::Test {
 protected:
  void SetUp() override {
    setenv("XDG_CONFIG_HOME", (home_ / "config").c_str(), 1);
    setenv("XDG_CONFIG_DIRS",
           (home_ / "none").string().append(":").append(home_ / "system").c_str(), 1);
  }

  void TearDown() override {
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_CONFIG_DIRS");
  }

  fs::path own() const { return home_ / "config" / "autostart" / "rdpready-tray.desktop"; }

  void install_for_all() const {
    fs::create_directories(home_ / "system" / "autostart");
    std::ofstream(home_ / "system" / "autostart" / "rdpready-tray.desktop")
        << "[Desktop Entry]\nType=Application\nName=RDP Ready\nExec=rdpready-tray\n";
  }

  std::string text() const {
    std::ifstream in(own());
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }

  const tests::TemporaryFolder own_folder_;
  const fs::path& home_ = own_folder_.path();
  std::unique_ptr<monitor::Autostart> autostart_ = monitor::open_autostart();
};

TEST_F(AutostartEntry, IsOffAtFirst) {
  EXPECT_EQ(autostart_->is_on(), false);
}

TEST_F(AutostartEntry, IsSwitchedOnAndOff) {
  ASSERT_TRUE(autostart_->turn_on("/usr/bin/rdpready-tray"));
  EXPECT_EQ(autostart_->is_on(), true);

  ASSERT_TRUE(autostart_->turn_off());
  EXPECT_EQ(autostart_->is_on(), false);
  EXPECT_FALSE(fs::exists(own()));
}

TEST_F(AutostartEntry, QuotesAnUnusualPath) {
  ASSERT_TRUE(autostart_->turn_on("/opt/my \"$tools\" 100%/back\\slash/rdpready-tray"));

  EXPECT_THAT(text(), HasSubstr("\nExec=\"/opt/my \\\\\"\\\\$tools\\\\\" 100%%/back\\\\\\\\slash/"
                                "rdpready-tray\"\n"));
}

TEST_F(AutostartEntry, FollowsTheSystemWideEntry) {
  install_for_all();

  EXPECT_EQ(autostart_->is_on(), true);
}

TEST_F(AutostartEntry, IsSwitchedOffAgainstTheSystemWideEntry) {
  install_for_all();

  ASSERT_TRUE(autostart_->turn_off());

  EXPECT_EQ(autostart_->is_on(), false);
  EXPECT_THAT(text(), HasSubstr("Hidden=true"));
  ASSERT_TRUE(autostart_->turn_on("/usr/bin/rdpready-tray"));
  EXPECT_EQ(autostart_->is_on(), true);
}

TEST_F(AutostartEntry, LeavesNoHalfWrittenFile) {
  ASSERT_TRUE(autostart_->turn_on("/usr/bin/rdpready-tray"));

  EXPECT_EQ(std::distance(fs::directory_iterator(own().parent_path()), fs::directory_iterator()),
            1);
}

TEST_F(AutostartEntry, SaysWhereItCannotBeWritten) {
  fs::create_directories(home_);
  std::ofstream(home_ / "config") << "in the way";

  const auto done = autostart_->turn_on("/usr/bin/rdpready-tray");

  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().what, HasSubstr("rdpready-tray.desktop"));
}

/// The command line reads and writes the same entry.
TEST_F(AutostartEntry, IsWhatTheCommandSwitches) {
  const tests::TemporaryFolder folder;
  install_for_all();

  const auto before = run_rdpready(folder, "autostart status --json").out;
  const auto off = run_rdpready(folder, "autostart off --json").out;

  EXPECT_THAT(before, HasSubstr("\"starts_at_login\":true"));
  EXPECT_THAT(off, HasSubstr("\"starts_at_login\":false"));
  EXPECT_THAT(text(), HasSubstr("Hidden=true"));
}

}  // namespace
