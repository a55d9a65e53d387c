#include "tray/gui/system_page.h"

#include "tests/tray/gui/window_fixture.h"
#include "tray/gui/repair_dialog.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace tests {
namespace {

namespace fs = std::filesystem;
using tray::SystemPage;

/// A desktop whose programs only note how they were called.
class SystemPageTest : public testing::Test {
 protected:
  void SetUp() override {
    auto name = (fs::temp_directory_path() / "rdpready-pages-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    before_ = std::getenv("PATH");
    setenv("PATH", folder_.c_str(), 1);
  }

  void TearDown() override {
    if (dialog_ != nullptr) dialog_->Destroy();
    wait_for([] { return wxTopLevelWindows.empty(); });
    setenv("PATH", before_.c_str(), 1);
    fs::remove_all(folder_);
  }

  void install(const std::string& program) {
    const auto file = folder_ / program;
    std::ofstream(file) << "#!/bin/sh\necho " << program << " \"$@\" >'" << called_by_name()
                        << ".new'\n/bin/mv '" << called_by_name() << ".new' '" << called_by_name()
                        << "'\n";
    fs::permissions(file, fs::perms::owner_all);
  }

  std::string called_by_name() const { return (folder_ / "called").string(); }

  std::string called() const {
    std::string line;
    std::ifstream in(called_by_name());
    std::getline(in, line);
    return line;
  }

  /// The window of a connection whose cure is on that page.
  wxWindow& open(const std::string& remedy) {
    desk_.statuses_ = office(monitor::SystemClock{}.now());
    monitor::Cause cause;
    cause.finding.code = "tcp.timeout";
    cause.finding.title = "The computer does not answer";
    cause.finding.remedies = {remedy};
    cause.finding.severity = monitor::Severity::failure;
    desk_.next_diagnosis.causes = {cause};
    dialog_ = new tray::RepairDialog(nullptr, desk_, desk_.statuses_[0].target);
    dialog_->Show();
    settle(*dialog_);
    return *dialog_;
  }

  void press_button(const std::string& label) {
    ASSERT_TRUE(wait_for([&] { return find_labelled(*dialog_, label) != nullptr; })) << label;
    click(*find_labelled(*dialog_, label));
  }

  FakeDesk desk_;
  wxDialog* dialog_ = nullptr;
  fs::path folder_;
  std::string before_;
};

TEST_F(SystemPageTest, OpensInTheDesktopsOwnProgram) {
  install("gnome-control-center");
  open("this_computer.check_network");

  press_button("Network connections…");

  EXPECT_TRUE(wait_for([&] { return !called().empty(); }));
  EXPECT_EQ(called(), "gnome-control-center network");
}

TEST_F(SystemPageTest, OpensInTheNearestRelativeThatIsInstalled) {
  install("kwalletmanager5");
  install("systemsettings");
  open("this_computer.type_password");

  press_button("Saved passwords…");

  EXPECT_TRUE(wait_for([&] { return !called().empty(); }));
  EXPECT_EQ(called(), "kwalletmanager5");
  EXPECT_EQ(tray::system_page_command(SystemPage::firewall).back(), "kcm_firewall");
  EXPECT_EQ(tray::system_page_command(SystemPage::date_and_time).back(), "kcm_clock");
}

TEST_F(SystemPageTest, SaysWhereToLookWhereNoneIsInstalled) {
  auto& window = open("this_computer.allow_client");

  press_button("Firewall…");

  EXPECT_TRUE(wait_for([&] { return says(window, "Look in the settings of this computer"); }));
  EXPECT_TRUE(says(window, "the firewall."));
}

}  // namespace
}  // namespace tests
