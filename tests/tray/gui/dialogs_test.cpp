#include "tests/tray/gui/window_fixture.h"
#include "tray/gui/import_dialog.h"
#include "tray/gui/settings_dialog.h"
#include "tray/gui/target_dialog.h"

#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/dataview.h>
#include <wx/spinctrl.h>
#include <wx/textctrl.h>

namespace tests {
namespace {

using monitor::Target;

template <class T>
T* find_kind(wxWindow& root) {
  if (auto* found = dynamic_cast<T*>(&root)) return found;
  for (auto* child : root.GetChildren()) {
    if (auto* found = find_kind<T>(*child)) return found;
  }
  return nullptr;
}

/// The field whose label begins so.
template <class T>
T* find_field(wxWindow& root, const wxString& label) {
  const auto& all = root.GetChildren();
  for (auto* field : all) {
    auto* found = dynamic_cast<T*>(field);
    if (found != nullptr && found->GetName().StartsWith(label)) return found;
  }
  return nullptr;
}

void type_into(wxWindow& root, const wxString& label, const wxString& text) {
  auto* field = find_field<wxTextCtrl>(root, label);
  ASSERT_NE(field, nullptr) << label;
  field->SetFocus();
  field->SetValue(text);
}

class DialogTest : public testing::Test {
 protected:
  template <class Dialog, class... Arguments>
  wxWindow& open(Arguments&&... arguments) {
    dialog = new Dialog(nullptr, desk, std::forward<Arguments>(arguments)...);
    dialog->Show();
    settle(*dialog);
    return *dialog;
  }

  void TearDown() override {
    if (is_open()) dialog->Destroy();
    wait_for([] { return wxTopLevelWindows.empty(); });
  }

  bool is_open() { return wxTopLevelWindows.Find(dialog) != nullptr && !dialog->IsBeingDeleted(); }

  FakeDesk desk;
  wxDialog* dialog = nullptr;
  monitor::SysTime now = monitor::SystemClock{}.now();
};

class TargetDialogTest : public DialogTest {};

TEST_F(TargetDialogTest, KeepsWhenATargetIsWorkedOn) {
  desk.statuses_ = office(now);
  auto& window = open<tray::TargetDialog>(office(now)[0].target);

  type_into(window, "Maintenance", "sun 02:00-06:00");
  click(*find_labelled(window, "Save"));

  ASSERT_TRUE(wait_for([&] { return !is_open(); }));
  EXPECT_EQ(notify::to_text(desk.statuses_[0].maintenance), "sun 02:00-06:00");
}

TEST_F(TargetDialogTest, SaysWhatIsWrongWithAMaintenance) {
  auto& window = open<tray::TargetDialog>(office(now)[0].target);

  type_into(window, "Maintenance", "sundays");
  click(*find_labelled(window, "Save"));

  EXPECT_TRUE(wait_for([&] { return says(window, "\"sundays\" is no time of day"); }));
  EXPECT_TRUE(is_open());
}

TEST_F(TargetDialogTest, LooksWhenReturnIsPressed) {
  desk.next_check = *office(now)[0].last;
  auto& window = open<tray::TargetDialog>(Target{});

  type("pc.example.com:3390");
  press(WXK_RETURN);

  EXPECT_TRUE(wait_for([&] { return says(window, "A connection started now would work."); }));
  ASSERT_EQ(desk.looks.size(), 1U);
  EXPECT_EQ(desk.looks[0].endpoint.port, 3390);
  take_picture(window, "add");
}

TEST_F(TargetDialogTest, SavesAlsoWhatWouldFail) {
  desk.next_check = *office(now)[2].last;
  auto& window = open<tray::TargetDialog>(Target{});
  type("accounting.example.com");
  press(WXK_RETURN);
  ASSERT_TRUE(wait_for([&] { return says(window, "A connection started now would fail."); }));

  press(WXK_RETURN);  // the look led to the button

  EXPECT_TRUE(wait_for([&] { return desk.statuses_.size() == 1; }));
  EXPECT_TRUE(wait_for([&] { return !is_open(); }));
}

TEST_F(TargetDialogTest, SaysWhatIsWrongWithAnAddress) {
  auto& window = open<tray::TargetDialog>(Target{});

  type("pc:99999");
  press(WXK_RETURN);

  EXPECT_TRUE(wait_for([&] { return says(window, "pc:99999"); }));
  EXPECT_TRUE(desk.looks.empty());
}

TEST_F(TargetDialogTest, CanStopALookThatTakesLong) {
  desk.never_answers = true;
  auto& window = open<tray::TargetDialog>(Target{});
  type("pc");
  press(WXK_RETURN);
  ASSERT_TRUE(wait_for([&] { return says(window, "Looking at pc…"); }));

  click(*find_labelled(window, "Stop"));

  EXPECT_TRUE(wait_for([&] { return says(window, "Stopped."); }));
}

TEST_F(TargetDialogTest, KeepsWhatItDoesNotShowWhenEditing) {
  auto target = office(now)[0].target;
  target.group = "Office/Ground floor";
  target.every = std::chrono::minutes{20};
  target.sign_in = monitor::SignIn::in_session;
  desk.statuses_ = office(now);
  auto& window = open<tray::TargetDialog>(target);

  click(*find_labelled(window, "Save"));

  ASSERT_TRUE(wait_for([&] { return !is_open(); }));
  EXPECT_EQ(desk.statuses_[0].target, target);
}

TEST_F(TargetDialogTest, StaysOpenWhenSavingFails) {
  desk.next_trouble = "There is a target called PC at work already.";
  auto& window = open<tray::TargetDialog>(office(now)[0].target);

  click(*find_labelled(window, "Save"));

  EXPECT_TRUE(wait_for([&] { return says(window, "There is a target called PC at work"); }));
  EXPECT_TRUE(is_open());
}

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
  click(*find_labelled(window, "Save"));

  EXPECT_TRUE(wait_for([&] { return says(window, "\"at night\" is no time of day"); }));
  EXPECT_TRUE(is_open());
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

  EXPECT_TRUE(says(window, "from 0 to 30, not \"99\"; 30 is used."));
  take_picture(window, "settings-policy-trouble");
}

TEST_F(SettingsDialogTest, SaysThatTheDiskIsFull) {
  auto& window = open<tray::SettingsDialog>();
  desk.next_trouble = "The disk is full.";

  click(*find_labelled(window, "Save"));

  EXPECT_TRUE(wait_for([&] { return says(window, "The disk is full."); }));
}

}  // namespace
}  // namespace tests
