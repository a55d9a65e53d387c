#include "tray/gui/tray_face.h"

#include "tests/tray/gui/window_fixture.h"
#include "tray/gui/single_instance.h"
#include "tray/gui/start_options.h"
#include "tray/gui/status_window.h"

#include <wx/display.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <future>

namespace tests {
namespace {

using monitor::TargetId;
using tray::Command;
using tray::MenuItem;

/// An icon that only remembers what it was told.
class FakeIcon final : public tray::TrayIcon {
 public:
  void show(const tray::IconView& icon, const std::vector<MenuItem>& menu) override {
    icon_view = icon;
    items = menu;
  }

  bool has_place() const override { return true; }

  std::optional<wxRect> place() const override { return where; }

  MenuItem item(const std::string& label) const {
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const MenuItem& one) { return one.label == label; });
    return found == items.end() ? MenuItem{} : *found;
  }

  tray::IconView icon_view;
  std::vector<MenuItem> items;
  std::optional<wxRect> where;
};

class TrayFaceTest : public testing::Test {
 protected:
  void SetUp() override {
    desk.statuses_ = office(monitor::SystemClock{}.now());
    face = std::make_unique<tray::TrayFace>(desk, icon, [this] { quits += 1; });
    desk.changed = [this] { face->refresh(); };
  }

  void TearDown() override {
    desk.changed = {};
    face.reset();
    wait_for([] { return wxTopLevelWindows.empty(); });
  }

  FakeDesk desk;
  FakeIcon icon;
  std::unique_ptr<tray::TrayFace> face;
  int quits = 0;
};

TEST_F(TrayFaceTest, MakesNoWindowBeforeOneIsAskedFor) {
  EXPECT_TRUE(wxTopLevelWindows.empty());
  EXPECT_EQ(icon.icon_view.sign, tray::Sign::would_fail);
}

TEST_F(TrayFaceTest, LeadsFromFixToTheRepairOfTheWorstTargetOnce) {
  const auto* title = "Fix my connection to Accounting";
  face->obey(icon.item("Fix my connection…"));
  face->obey(icon.item("Fix my connection…"));

  ASSERT_TRUE(wait_for([&] { return find_top_level(title) != nullptr; }));
  EXPECT_EQ(wxTopLevelWindows.size(), 1U);
  EXPECT_EQ(desk.diagnoses.size(), 1U);
  find_top_level(title)->Close();
}

TEST_F(TrayFaceTest, ShowsTheTargetOfAMenuLine) {
  face->obey(icon.item("BUILD-07: the certificate ends in 9 days"));

  EXPECT_TRUE(says(face->window(), "It works now and is expected to fail in 9 days."));
}

TEST_F(TrayFaceTest, OpensTheWindowAgainWhereItWas) {
  face->activate();
  face->window().SetSize(wxRect(40, 60, 900, 640));
  settle(face->window());
  const auto place = face->window().GetRect();
  face->window().Close();
  ASSERT_TRUE(wait_for([] { return wxTopLevelWindows.empty(); }));

  face->activate();

  settle(face->window());
  EXPECT_EQ(face->window().GetSize(), place.GetSize());
}

TEST_F(TrayFaceTest, OpensTheWindowBesideTheIcon) {
  const auto screen = wxDisplay(0U).GetClientArea();
  icon.where = wxRect(screen.GetRight() - 40, screen.GetBottom() - 20, 16, 16);

  face->activate_by_icon();

  settle(face->window());
  const auto gap = icon.where->GetPosition() - face->window().GetRect().GetBottomRight();
  EXPECT_LT(std::abs(gap.x), 60);
  EXPECT_LT(std::abs(gap.y), 60);
  EXPECT_TRUE(screen.Contains(face->window().GetPosition()));
}

TEST_F(TrayFaceTest, SnoozesEveryTarget) {
  face->obey(icon.item("Snooze").children[0]);

  EXPECT_EQ(desk.snoozes.size(), 5U);
  EXPECT_TRUE(std::any_of(icon.items.begin(), icon.items.end(), [](const MenuItem& item) {
    return item.label.starts_with("Snoozed until");
  }));
}

TEST_F(TrayFaceTest, SnoozesUntilFixedWhatIsWrongAlone) {
  face->obey(icon.item("Snooze").children[3]);

  ASSERT_EQ(desk.snoozes.size(), 3U);
  EXPECT_EQ(desk.snoozes[0].second, notify::until_fixed);
}

TEST_F(TrayFaceTest, LeavesALongerSnoozeAsItIs) {
  desk.statuses_[0].snoozed_until = notify::until_fixed;
  // Nothing but that risk is silent: an hour of silence says more.
  desk.statuses_[1].snoozed_until = notify::until_fixed;
  desk.statuses_[1].snoozed_risks = {"certificate.expires_soon"};
  face->refresh();

  face->obey(icon.item("Snooze").children[2]);

  EXPECT_EQ(desk.statuses_[0].snoozed_until, notify::until_fixed);
  EXPECT_NE(desk.statuses_[1].snoozed_until, notify::until_fixed);
  EXPECT_EQ(desk.snoozes.size(), 4U);
}

TEST_F(TrayFaceTest, SwitchesTheStartAtLogin) {
  ASSERT_TRUE(wait_for([&] { return icon.item("Start at login").enabled; }));

  face->obey(icon.item("Start at login"));

  EXPECT_TRUE(wait_for([&] { return desk.autostart_; }));
  EXPECT_TRUE(wait_for([&] { return icon.item("Start at login").checked; }));
}

TEST_F(TrayFaceTest, SaysInTheWindowWhyNoClientStarted) {
  desk.next_trouble = "No Remote Desktop client is installed.";
  MenuItem item;
  item.command = Command::connect;
  item.target = TargetId{2};

  face->obey(item);

  EXPECT_TRUE(
      wait_for([&] { return says(face->window(), "No Remote Desktop client is installed."); }));
}

TEST_F(TrayFaceTest, EndsTheProgramOnlyWhenAsked) {
  face->obey(icon.item("Quit"));

  EXPECT_EQ(quits, 1);
}

TEST(SingleInstanceTest, LetsTheFirstKnowOfTheSecond) {
  auto first = tray::claim_single_instance("/a/data/folder");
  ASSERT_NE(first, nullptr);
  int raised = 0;
  first->listen({[&] { raised += 1; }, [] {}});

  const auto second = tray::claim_single_instance("/a/data/folder");

  EXPECT_EQ(second, nullptr);
  EXPECT_TRUE(wait_for([&] { return raised == 1; }));
}

TEST(SingleInstanceTest, LetsTheFirstKnowThatItIsToEnd) {
  const auto first = tray::claim_single_instance("/a/data/folder");
  int ends = 0;
  first->listen({[] {}, [&] { ends += 1; }});

  auto gone = std::async(std::launch::async, [] {
    return tray::end_single_instance("/a/data/folder", std::chrono::milliseconds(300));
  });

  EXPECT_TRUE(wait_for([&] { return ends == 1; }));
  EXPECT_FALSE(gone.get()) << "it has the place still";
}

TEST(SingleInstanceTest, HasNothingToEndWhereNoneRuns) {
  EXPECT_TRUE(tray::end_single_instance("/d", std::chrono::seconds(5)));
}

TEST(SingleInstanceTest, TellsOneDataFolderFromAnother) {
  const auto first = tray::claim_single_instance("/a");

  EXPECT_NE(tray::claim_single_instance("/b"), nullptr);
}

TEST(SingleInstanceTest, FreesThePlaceAtTheEnd) {
  tray::claim_single_instance("/c").reset();

  EXPECT_NE(tray::claim_single_instance("/c"), nullptr);
}

TEST(StartOptionsTest, ReadsWhatTheProgramUnderstands) {
  const auto options = tray::read_start_options({"--show", "--data-dir", "/x", "--verbose"});

  ASSERT_TRUE(options);
  EXPECT_TRUE(options->show);
  EXPECT_EQ(options->data_dir, "/x");
  EXPECT_EQ(tray::read_start_options({"--data-dir=/y"})->data_dir, "/y");
}

TEST(StartOptionsTest, StartsAgainWithTheSameDataButNoWindow) {
  const std::vector<std::string> words = {"--show", "--data-dir", "/x y", "--verbose"};
  const std::vector<std::string> again = {"--data-dir", "/x y", "--verbose"};

  EXPECT_EQ(tray::restart_arguments(*tray::read_start_options(words)), again);
}

TEST(StartOptionsTest, NamesTheArgumentThatItDoesNotKnow) {
  EXPECT_EQ(tray::read_start_options({"--sohw"}).error().what,
            "There is no option called --sohw. Try --help.");
  EXPECT_FALSE(tray::read_start_options({"--data-dir"}));
}

}  // namespace
}  // namespace tests
