#include "tray/gui/repair_dialog.h"

#include "tests/tray/gui/window_fixture.h"

#include <wx/checkbox.h>
#include <wx/clipbrd.h>
#include <wx/dataobj.h>
#include <wx/stdpaths.h>

#include <cstdlib>
#include <filesystem>

namespace tests {
namespace {

using monitor::RepairStep;
using monitor::StepAct;
using monitor::StepState;
using tray::FixProgress;

RepairStep removal(const std::string& id, const std::string& title, const std::string& why,
                   bool by_default, monitor::Undo undo) {
  RepairStep step;
  step.id = id;
  step.act = StepAct::remove_item;
  step.remedy = "this_computer.remove_credential";
  step.title = title;
  step.why = why;
  step.by_default = by_default;
  step.item.undo = undo;
  return step;
}

monitor::Cause cause(const std::string& title, const std::string& text, const std::string& known,
                     const std::string& remedy, monitor::Severity severity) {
  monitor::Cause one;
  one.finding.code = "credential.malformed";
  one.finding.title = title;
  one.finding.explanation = text;
  one.finding.remedies = {remedy};
  one.finding.severity = severity;
  one.how_we_know = known;
  return one;
}

/// The first tick of the window.
wxCheckBox* find_tick(wxWindow& root, int number) {
  for (auto* child : root.GetChildren()) {
    if (auto* tick = dynamic_cast<wxCheckBox*>(child)) {
      if (--number == 0) return tick;
    } else if (auto* found = find_tick(*child, number)) {
      return found;
    }
  }
  return nullptr;
}

class RepairDialogTest : public testing::Test {
 protected:
  void SetUp() override {
    desk.statuses_ = office(monitor::SystemClock{}.now());
    auto& diagnosis = desk.next_diagnosis;
    diagnosis.causes = {
        cause("A saved password is damaged",
              "Its name ends in a blank, so the client finds it and then cannot use it.",
              "Found on this computer: TERMSRV/pc.example.com with a blank at the end.",
              "this_computer.remove_credential", monitor::Severity::failure)};
    diagnosis.plan.steps = {removal("1", "Remove the saved sign-in “TERMSRV/pc.example.com ”",
                                    "Its name ends in a blank.", true, monitor::Undo::whole),
                            removal("2", "Remove the saved sign-in of EXAMPLE\\zoe",
                                    "It is older than the last refused password.", false,
                                    monitor::Undo::needs_password_again)};
    diagnosis.tested = {"Its name is known.", "Its port answers.", "Remote Desktop answers.",
                        "The connection can be secured."};
    desk.next_progress = {{FixProgress::Stage::looking, "Looking at PC at work…", {}},
                          {FixProgress::Stage::inspecting, "Looking at this computer…", {}}};
  }

  void TearDown() override {
    if (is_open()) dialog->Destroy();
    wait_for([] { return wxTopLevelWindows.empty(); });
  }

  wxWindow& open() {
    dialog = new tray::RepairDialog(nullptr, desk, desk.statuses_[0].target);
    dialog->Show();
    settle(*dialog);
    return *dialog;
  }

  bool is_open() { return wxTopLevelWindows.Find(dialog) != nullptr && !dialog->IsBeingDeleted(); }

  bool shows(const std::string& words) {
    return wait_for([&] { return says(*dialog, words); });
  }

  void press_button(const std::string& label) {
    ASSERT_TRUE(wait_for([&] { return find_labelled(*dialog, label) != nullptr; })) << label;
    settle(*dialog);
    click(*find_labelled(*dialog, label));
  }

  /// How the repair of the first step ends.
  void mend_works() {
    auto& report = desk.next_report;
    report.outcome = tray::FixOutcome::fixed;
    report.sentence =
        "The connection to PC at work is mended; what was wrong: a saved password is "
        "damaged (credential.malformed).";
    report.steps = tray::planned_steps(desk.next_diagnosis.plan);
    report.steps[0].state = StepState::applied;
    report.steps[1].state = StepState::skipped;
    report.undo_id = monitor::RepairId{1};
    monitor::RepairRecord record;
    record.id = monitor::RepairId{1};
    record.target = "PC at work";
    record.at = monitor::SystemClock{}.now();
    record.steps.resize(1);
    record.steps[0].number = 1;
    record.steps[0].step = desk.next_diagnosis.plan.steps[0];
    record.steps[0].state = StepState::applied;
    desk.records = {record};
  }

  FakeDesk desk;
  wxDialog* dialog = nullptr;
};

TEST_F(RepairDialogTest, ShowsThePlanAtOnce) {
  auto& window = open();

  EXPECT_TRUE(shows("This computer can mend something"));
  EXPECT_TRUE(shows("Its name ends in a blank."));
  EXPECT_TRUE(shows("Can be undone."));
  EXPECT_TRUE(shows("you will be asked for it the next time"));
  ASSERT_NE(find_tick(window, 1), nullptr);
  EXPECT_TRUE(find_tick(window, 1)->GetValue());
  EXPECT_FALSE(find_tick(window, 2)->GetValue());
  EXPECT_TRUE(desk.chosen.empty());
  settle(window);
  take_picture(window, "fix-plan");
}

TEST_F(RepairDialogTest, IsAsWideAsItsButtons) {
  auto& window = open();
  ASSERT_TRUE(shows("Can be undone."));
  settle(window);

  const auto* button = find_labelled(window, "Do this step");
  ASSERT_NE(button, nullptr);
  EXPECT_GE(button->GetSize().x, button->GetBestSize().x);
  EXPECT_LE(button->GetRect().GetRight(), window.GetClientSize().x);
}

TEST_F(RepairDialogTest, SaysWhatItIsDoingWhileItLooksAtOnce) {
  desk.never_answers = true;
  auto& window = open();

  EXPECT_TRUE(shows("Looking at this computer…"));
  take_picture(window, "fix-looking");
  press_button("Cancel");

  EXPECT_TRUE(wait_for([&] { return !is_open(); }));
  EXPECT_EQ(desk.cancels, 1);
}

TEST_F(RepairDialogTest, DoesWhatIsTickedAndSaysHowItWentAtOnce) {
  mend_works();
  auto& window = open();
  press_button("Do this step");

  EXPECT_TRUE(shows("The connection is mended"));
  EXPECT_EQ(desk.chosen, (std::vector<std::vector<std::string>>{{"1"}}));
  EXPECT_TRUE(shows("The connection to PC at work is mended; what was wrong"));
  EXPECT_TRUE(shows("Done. Can be undone."));
  settle(window);
  take_picture(window, "fix-result");
}

TEST_F(RepairDialogTest, CountsTicksAndDoesNothingWithoutOne) {
  auto& window = open();
  ASSERT_TRUE(shows("Can be undone."));
  settle(window);

  click(*find_tick(window, 2));
  EXPECT_TRUE(wait_for([&] { return find_labelled(window, "Do these 2 steps") != nullptr; }));
  click(*find_tick(window, 1));
  click(*find_tick(window, 2));

  EXPECT_TRUE(wait_for([&] {
    auto* button = find_labelled(window, "Do this step");
    return button != nullptr && !button->IsEnabled();
  }));
}

TEST_F(RepairDialogTest, IsDrivenByTheKeyboard) {
  mend_works();
  open();
  ASSERT_TRUE(shows("Can be undone."));
  wait_for([&] { return find_labelled(*dialog, "Do this step")->HasFocus(); });

  press(WXK_RETURN);
  EXPECT_TRUE(shows("The connection is mended"));
  press(WXK_ESCAPE);

  EXPECT_TRUE(wait_for([&] { return !is_open(); }));
}

TEST_F(RepairDialogTest, StopsAfterTheStepAtHand) {
  mend_works();
  open();
  ASSERT_TRUE(shows("Can be undone."));
  desk.never_answers = true;
  press_button("Do this step");
  press_button("Cancel");

  EXPECT_TRUE(shows("The connection is mended"));
  EXPECT_EQ(desk.cancels, 1);
}

TEST_F(RepairDialogTest, PutsBackWhatWasRemoved) {
  mend_works();
  open();
  press_button("Past repairs…");
  press_button("Put back");

  EXPECT_TRUE(wait_for([&] { return desk.undone.size() == 1; }));
  EXPECT_EQ(desk.undone[0].second, std::optional<int>{1});
  press_button("Back");
  EXPECT_TRUE(shows("This computer can mend something"));
}

TEST_F(RepairDialogTest, SaysThatNothingIsWrongAndWhatWasTestedAtOnce) {
  desk.next_diagnosis.causes.clear();
  desk.next_diagnosis.plan.steps.clear();
  auto& window = open();

  EXPECT_TRUE(shows("Nothing is wrong"));
  EXPECT_TRUE(shows("Remote Desktop answers."));
  EXPECT_EQ(find_tick(window, 1), nullptr);
  take_picture(window, "fix-nothing-wrong");
}

TEST_F(RepairDialogTest, SaysWhyItCouldNotLook) {
  desk.next_trouble = "The disk is full.";
  open();

  EXPECT_TRUE(shows("The disk is full."));
  desk.next_trouble.clear();
  press_button("Look again");

  EXPECT_TRUE(shows("This computer can mend something"));
}

TEST_F(RepairDialogTest, WritesTheKitForTheAdministratorAtOnce) {
  desk.next_diagnosis.causes = {cause("The certificate has ended",
                                      "Only its administrator can renew it.",
                                      "A test connection just now was shown this certificate.",
                                      "host.renew_certificate", monitor::Severity::failure)};
  desk.next_diagnosis.plan.steps.clear();
  auto& window = open();
  press_button("Send to my administrator…");

  ASSERT_TRUE(shows("Send these two files to the administrator"));
  EXPECT_TRUE(shows("Please renew its certificate."));
  EXPECT_TRUE(shows("host-kit-"));
  settle(window);
  take_picture(window, "fix-kit");
  press_button("Back");
  EXPECT_TRUE(shows("The other computer's administrator is needed"));
}

}  // namespace
}  // namespace tests
