#include "tests/tray/gui/dialog_fixture.h"
#include "tray/gui/import_dialog.h"
#include "tray/gui/settings_dialog.h"

#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/dataview.h>
#include <wx/display.h>
#include <wx/spinctrl.h>

namespace tests {
namespace {

class ImportDialogTest : public DialogTest {
 protected:
  void SetUp() override {
    desk.statuses_ = {office(now)[1]};
    for (const auto& status : office(now))
      desk.next_preview.targets.push_back(status.target);
    desk.next_preview.troubles = {"old.rdp is not a connection file."};
  }
};

TEST_F(ImportDialogTest, ShowsWhatTheFilesHoldBeforeAnythingIsSaved) {
  auto& window = open<tray::ImportDialog>(std::vector<std::filesystem::path>{"a.rdp", "old.rdp"});

  EXPECT_TRUE(wait_for([&] { return says(window, "5 targets found, 1 watched already"); }));
  EXPECT_TRUE(says(window, "old.rdp is not a connection file."));
  EXPECT_TRUE(says(window, "Add 4 targets"));
  EXPECT_EQ(desk.statuses_.size(), 1U);
  take_picture(window, "import");
}

TEST_F(ImportDialogTest, SavesWhatIsTicked) {
  auto& window = open<tray::ImportDialog>(std::vector<std::filesystem::path>{});
  ASSERT_TRUE(wait_for([&] { return says(window, "Add 4 targets"); }));

  click(*find_labelled(window, "Add 4 targets"));

  EXPECT_TRUE(wait_for([&] { return desk.statuses_.size() == 5; }));
  EXPECT_TRUE(wait_for([&] { return !is_open(); }));
}

TEST_F(ImportDialogTest, CountsTheTicks) {
  auto& window = open<tray::ImportDialog>(std::vector<std::filesystem::path>{});
  ASSERT_TRUE(wait_for([&] { return says(window, "Add 4 targets"); }));
  auto* list = find_kind<wxDataViewListCtrl>(window);

  list->SelectRow(0);
  list->SetFocus();
  press(WXK_SPACE);

  EXPECT_TRUE(wait_for([&] { return says(window, "Add 3 targets"); }));
}

class SettingsDialogTest : public DialogTest {};

TEST_F(SettingsDialogTest, KeepsWhatIsChosen) {
  auto& window = open<tray::SettingsDialog>();
  auto* notify = find_kind<wxChoice>(window);
  ASSERT_EQ(notify->GetSelection(), 1);

  notify->SetSelection(0);
  type("7");
  auto* autostart = find_kind<wxCheckBox>(window);
  ASSERT_TRUE(wait_for([&] { return autostart->IsEnabled(); }));
  click(*autostart);
  take_picture(window, "settings");
  click(*find_labelled(window, "Save"));

  ASSERT_TRUE(wait_for([&] { return !is_open(); }));
  EXPECT_EQ(desk.preferences_.notify_at_least, monitor::Severity::failure);
  EXPECT_TRUE(desk.autostart_);
}

TEST_F(SettingsDialogTest, KeepsQuietHoursRemindersAndHowLongARepairCanBeUndone) {
  auto& window = open<tray::SettingsDialog>();

  type_into(window, "Quiet hours", "22:00-7:00");
  find_field<wxSpinCtrl>(window, "Remind me after")->SetValue(3);
  find_field<wxSpinCtrl>(window, "Keep undo for")->SetValue(90);
  find_field<wxCheckBox>(window, "Event log")->SetValue(true);
  click(*find_labelled(window, "Save"));

  ASSERT_TRUE(wait_for([&] { return !is_open(); }));
  ASSERT_TRUE(desk.preferences_.quiet_hours);
  EXPECT_EQ(notify::to_text(*desk.preferences_.quiet_hours), "22:00-07:00");
  EXPECT_EQ(desk.preferences_.remind_every, std::chrono::days{3});
  EXPECT_EQ(desk.preferences_.keep_repairs, std::chrono::days{90});
  EXPECT_TRUE(desk.preferences_.event_log);
}

TEST_F(SettingsDialogTest, KeepsFromWhenOnTroubleThatComesSlowlyIsTold) {
  auto& window = open<tray::SettingsDialog>();
  auto* days = find_field<wxTextCtrl>(window, "Tell of a certificate");
  ASSERT_EQ(days->GetValue(), "30,14,7,3,1");

  type_into(window, "Tell of a certificate", "10, 60");
  find_field<wxSpinCtrl>(window, "Tell of a clock")->SetValue(120);
  click(*find_labelled(window, "Save"));

  ASSERT_TRUE(wait_for([&] { return !is_open(); }));
  EXPECT_EQ(monitor::to_text(desk.preferences_.thresholds.certificate_days), "60,10");
  EXPECT_EQ(desk.preferences_.thresholds.clock_skew, std::chrono::seconds{120});
}

TEST_F(SettingsDialogTest, SaysWhatIsWrongWithTheDaysOfACertificate) {
  auto& window = open<tray::SettingsDialog>();

  type_into(window, "Tell of a certificate", "30,soon");
  click(*find_labelled(window, "Save"));

  EXPECT_TRUE(wait_for([&] { return says(window, "\"30,soon\" is no list of days; write it"); }));
  EXPECT_TRUE(is_open());
}

TEST_F(SettingsDialogTest, SaysWhatIsWrongWithQuietHours) {
  auto& window = open<tray::SettingsDialog>();

  type_into(window, "Quiet hours", "at night");
  find_field<wxTextCtrl>(window, "Tell of a certificate")->SetFocus();
  click(*find_labelled(window, "Save"));

  EXPECT_TRUE(wait_for([&] { return says(window, "\"at night\" is no time of day"); }));
  EXPECT_TRUE(find_field<wxTextCtrl>(window, "Quiet hours")->HasFocus());
}

TEST_F(SettingsDialogTest, LocksWhatTheOrganisationHasSetAtOnce) {
  desk.preferences_.quiet_hours = *notify::parse_hours("mon-fri 18:00-08:00");
  desk.preferences_.metrics_file = "/var/lib/node_exporter/rdpready.prom";
  desk.preferences_.event_log = true;
  desk.preferences_.thresholds.certificate_days = *monitor::parse_certificate_days("60,30,10");
  desk.preferences_.by_policy = {"check_every_minutes", "quiet_hours",      "metrics_file",
                                 "event_log",           "certificate_days", "clock_skew_seconds"};
  auto& window = open<tray::SettingsDialog>();

  EXPECT_TRUE(says(window, "What has a lock is set by your organisation"));
  EXPECT_FALSE(find_field<wxTextCtrl>(window, "Quiet hours")->IsEnabled());
  EXPECT_FALSE(find_field<wxTextCtrl>(window, "Metrics")->IsEnabled());
  EXPECT_FALSE(find_field<wxTextCtrl>(window, "Tell of a certificate")->IsEnabled());
  EXPECT_EQ(find_field<wxTextCtrl>(window, "Tell of a certificate")->GetValue(), "60,30,10");
  EXPECT_FALSE(find_field<wxSpinCtrl>(window, "Tell of a clock")->IsEnabled());
  EXPECT_FALSE(find_field<wxCheckBox>(window, "Event log")->IsEnabled());
  EXPECT_TRUE(find_field<wxCheckBox>(window, "Event log")->GetValue());
  EXPECT_TRUE(find_field<wxTextCtrl>(window, "Journal")->IsEnabled());
  take_picture(window, "settings-locked");
}

TEST_F(SettingsDialogTest, SaysWhatTheOrganisationHasWrong) {
  desk.preferences_.policy_troubles = {
      "remind_every_days takes a whole number from 0 to 30, not \"99\"; 30 is used."};
  auto& window = open<tray::SettingsDialog>();

  auto* said = find_saying(window, "from 0 to 30, not \"99\"; 30 is used.");
  ASSERT_NE(said, nullptr);
  EXPECT_GT(said->GetSize().x, window.GetClientSize().x / 2);
  take_picture(window, "settings-policy-trouble");
}

TEST_F(SettingsDialogTest, ShowsItsButtonsOnAScreenThatIsTooSmall) {
  desk.preferences_.policy_troubles.assign(
      30, "remind_every_days takes a whole number from 0 to 30, not \"99\"; 30 is used.");
  auto& window = open<tray::SettingsDialog>();
  auto* save = find_labelled(window, "Save");
  const auto screen = wxDisplay(&window).GetClientArea();

  EXPECT_TRUE(screen.Contains(save->GetScreenRect()));
  take_picture(window, "settings-small-screen");

  type_into(window, "Quiet hours", "at night");
  click(*save);

  EXPECT_TRUE(wait_for([&] { return says(window, "\"at night\" is no time of day"); }));
  settle(window);
  EXPECT_TRUE(screen.Contains(save->GetScreenRect()));
  take_picture(window, "settings-small-screen-wrong");
}

TEST_F(SettingsDialogTest, SaysThatTheDiskIsFull) {
  auto& window = open<tray::SettingsDialog>();
  desk.next_trouble = "The disk is full.";

  click(*find_labelled(window, "Save"));

  EXPECT_TRUE(wait_for([&] { return says(window, "The disk is full."); }));
}

}  // namespace
}  // namespace tests
