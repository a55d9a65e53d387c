#include "tray/gui/target_dialog.h"

#include "tests/tray/gui/dialog_fixture.h"

#include <algorithm>

namespace tests {
namespace {

using tray::TargetStatus;

class TargetDialogTest : public DialogTest {};

TEST_F(TargetDialogTest, KeepsWhenATargetIsWorkedOn) {
  desk.statuses_ = office(now);
  auto& window = open<tray::TargetDialog>(office(now)[0]);

  type_into(window, "Maintenance", "sun 02:00-06:00");
  click(*find_labelled(window, "Save"));

  ASSERT_TRUE(wait_for([&] { return !is_open(); }));
  EXPECT_EQ(notify::to_text(desk.statuses_[0].maintenance), "sun 02:00-06:00");
}

TEST_F(TargetDialogTest, SaysWhatIsWrongWithAMaintenance) {
  auto& window = open<tray::TargetDialog>(office(now)[0]);

  type_into(window, "Maintenance", "sundays");
  click(*find_labelled(window, "Save"));

  EXPECT_TRUE(wait_for([&] { return says(window, "\"sundays\" is no time of day"); }));
  EXPECT_TRUE(find_field<wxTextCtrl>(window, "Maintenance")->HasFocus());
}

TEST_F(TargetDialogTest, SavesWhenReturnIsPressedInAnyOtherField) {
  desk.statuses_ = office(now);
  auto& window = open<tray::TargetDialog>(office(now)[0]);
  type_into(window, "User name", "EXAMPLE\\jo");

  press(WXK_RETURN);

  ASSERT_TRUE(wait_for([&] { return !is_open(); }));
  EXPECT_EQ(desk.statuses_[0].target.user_name, "EXAMPLE\\jo");
}

TEST_F(TargetDialogTest, GoesAwayByEscapeAfterARefusal) {
  desk.next_trouble = "There is a target called PC at work already.";
  auto& window = open<tray::TargetDialog>(office(now)[0]);
  click(*find_labelled(window, "Save"));
  ASSERT_TRUE(wait_for([&] { return says(window, "There is a target called PC at work"); }));

  press(WXK_ESCAPE);

  EXPECT_TRUE(wait_for([&] { return !is_open(); }));
}

TEST_F(TargetDialogTest, LeadsToEachThingByALetterOfItsOwn) {
  auto& window = open<tray::TargetDialog>(TargetStatus{});

  auto all = letters(window);
  std::ranges::sort(all);

  EXPECT_EQ(std::ranges::adjacent_find(all), all.end()) << all;
}

TEST_F(TargetDialogTest, GoesFromCancelToAddAsTheyStand) {
  auto& window = open<tray::TargetDialog>(TargetStatus{});
  find_labelled(window, "Cancel")->SetFocus();

  press(WXK_TAB);

  EXPECT_TRUE(wait_for([&] { return find_labelled(window, "Add")->HasFocus(); }));
}

TEST_F(TargetDialogTest, LooksWhenReturnIsPressed) {
  desk.next_check = *office(now)[0].last;
  auto& window = open<tray::TargetDialog>(TargetStatus{});

  type("pc.example.com:3390");
  press(WXK_RETURN);

  EXPECT_TRUE(wait_for([&] { return says(window, "A connection started now would work."); }));
  ASSERT_EQ(desk.looks.size(), 1U);
  EXPECT_EQ(desk.looks[0].endpoint.port, 3390);
  take_picture(window, "add");
}

TEST_F(TargetDialogTest, SaysNothingOfAComputerThatWasTypedBefore) {
  desk.next_check = *office(now)[2].last;
  auto& window = open<tray::TargetDialog>(TargetStatus{});
  type("accounting.example.com");
  press(WXK_RETURN);
  ASSERT_TRUE(wait_for([&] { return says(window, "A connection started now would fail."); }));

  find_field<wxTextCtrl>(window, "Computer")->SetFocus();
  type("b");

  EXPECT_TRUE(wait_for([&] { return !says(window, "A connection started now"); }));
  EXPECT_FALSE(says(window, "The certificate has ended"));
  take_picture(window, "typed-anew");
}

TEST_F(TargetDialogTest, GivesUpALookAtWhatWasTypedBefore) {
  desk.never_answers = true;
  auto& window = open<tray::TargetDialog>(TargetStatus{});
  type("pc");
  press(WXK_RETURN);
  ASSERT_TRUE(wait_for([&] { return says(window, "Looking at pc…"); }));

  type("2");

  EXPECT_TRUE(wait_for([&] { return !says(window, "Looking at"); }));
}

TEST_F(TargetDialogTest, SavesAlsoWhatWouldFail) {
  desk.next_check = *office(now)[2].last;
  auto& window = open<tray::TargetDialog>(TargetStatus{});
  type("accounting.example.com");
  press(WXK_RETURN);
  ASSERT_TRUE(wait_for([&] { return says(window, "A connection started now would fail."); }));

  press(WXK_RETURN);  // the look led to the button

  EXPECT_TRUE(wait_for([&] { return desk.statuses_.size() == 1; }));
  EXPECT_TRUE(wait_for([&] { return !is_open(); }));
}

TEST_F(TargetDialogTest, SaysWhatIsWrongWithAnAddress) {
  auto& window = open<tray::TargetDialog>(TargetStatus{});

  type("pc:99999");
  press(WXK_RETURN);

  EXPECT_TRUE(wait_for([&] { return says(window, "pc:99999"); }));
  EXPECT_TRUE(desk.looks.empty());
}

TEST_F(TargetDialogTest, CanStopALookThatTakesLong) {
  desk.never_answers = true;
  auto& window = open<tray::TargetDialog>(TargetStatus{});
  type("pc");
  press(WXK_RETURN);
  ASSERT_TRUE(wait_for([&] { return says(window, "Looking at pc…"); }));

  click(*find_labelled(window, "Stop"));

  EXPECT_TRUE(wait_for([&] { return says(window, "Stopped."); }));
}

TEST_F(TargetDialogTest, KeepsWhatItDoesNotShowWhenEditing) {
  auto status = office(now)[0];
  auto& target = status.target;
  target.group = "Office/Ground floor";
  target.every = std::chrono::minutes{20};
  target.sign_in = monitor::SignIn::in_session;
  desk.statuses_ = office(now);
  auto& window = open<tray::TargetDialog>(status);

  click(*find_labelled(window, "Save"));

  ASSERT_TRUE(wait_for([&] { return !is_open(); }));
  EXPECT_EQ(desk.statuses_[0].target, target);
}

TEST_F(TargetDialogTest, LocksWhatTheOrganisationHasSet) {
  auto status = office(now)[0];
  status.by_policy = true;
  auto& window = open<tray::TargetDialog>(status);

  EXPECT_TRUE(says(window, "What has a lock is set by your organisation"));
  for (const auto* label : {"Computer", "Name", "Gateway"})
    EXPECT_FALSE(find_field<wxTextCtrl>(window, label)->IsEnabled()) << label;
  for (const auto* label : {"User name", "Maintenance"})
    EXPECT_TRUE(find_field<wxTextCtrl>(window, label)->IsEnabled()) << label;
  EXPECT_TRUE(find_field<wxTextCtrl>(window, "User name")->HasFocus());
  take_picture(window, "edit-locked");
}

TEST_F(TargetDialogTest, StaysOpenWhenSavingFails) {
  desk.next_trouble = "There is a target called PC at work already.";
  auto& window = open<tray::TargetDialog>(office(now)[0]);

  click(*find_labelled(window, "Save"));

  EXPECT_TRUE(wait_for([&] { return says(window, "There is a target called PC at work"); }));
  EXPECT_TRUE(is_open());
}

}  // namespace
}  // namespace tests
