#include "tray/app/repair_presenter.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/sample_checks.h"

#include <gmock/gmock.h>

namespace {

using namespace tray;
using monitor::JournalStep;
using monitor::RepairRecord;
using monitor::RepairStep;
using monitor::StepAct;
using monitor::StepState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RepairStep removal(const std::string& id, bool by_default, monitor::Undo undo) {
  RepairStep step;
  step.id = id;
  step.act = StepAct::remove_item;
  step.remedy = "this_computer.remove_credential";
  step.title = "Remove the saved sign-in for pc.example.com";
  step.why = "Its name ends in a blank.";
  step.by_default = by_default;
  step.item.undo = undo;
  return step;
}

RepairStep advice(const std::string& id) {
  RepairStep step;
  step.id = id;
  step.remedy = "host.renew_certificate";
  step.title = "Ask the host's administrator: The certificate has ended";
  return step;
}

Diagnosis diagnosis_of(const std::string& code, std::vector<RepairStep> steps) {
  Diagnosis diagnosis;
  diagnosis.before = tests::healthy_check(tests::sample_now() + std::chrono::days(100));
  diagnosis.causes = {{monitor::make_finding(code), "Found on this computer.", {}}};
  diagnosis.plan.steps = std::move(steps);
  return diagnosis;
}

JournalStep journal_step(int number, StepState state) {
  JournalStep step;
  step.number = number;
  step.step = removal(std::to_string(number), true, monitor::Undo::whole);
  step.state = state;
  return step;
}

TEST(RepairPresenter, TicksWhatIsProposedAndSaysWhetherItCanBeUndone) {
  const auto view = present_plan(
      diagnosis_of("credential.malformed",
                   {removal("1", true, monitor::Undo::whole),
                    removal("2", false, monitor::Undo::needs_password_again), advice("3")}));

  ASSERT_EQ(view.steps.size(), 3U);
  EXPECT_TRUE(view.steps[0].ticked);
  EXPECT_EQ(view.steps[0].undo, "Can be undone.");
  EXPECT_FALSE(view.steps[1].ticked);
  EXPECT_THAT(view.steps[1].undo, HasSubstr("asked for it the next time"));
  EXPECT_FALSE(view.steps[2].can_be_ticked);
  EXPECT_EQ(view.headline, "This computer can mend something");
}

TEST(RepairPresenter, SaysThatNothingIsWrongAndWhatWasTested) {
  auto diagnosis = diagnosis_of("credential.malformed", {});
  diagnosis.causes.clear();
  diagnosis.tested = {"Its port answers."};

  const auto view = present_plan(diagnosis);

  EXPECT_EQ(view.sign, Sign::ready);
  EXPECT_EQ(view.headline, "Nothing is wrong");
  EXPECT_THAT(view.tested, ElementsAre("Its port answers."));
}

TEST(RepairPresenter, NamesTheAdministratorWhereOnlyTheyCanHelp) {
  const auto view = present_plan(diagnosis_of("certificate.expired", {advice("1")}));

  EXPECT_TRUE(view.for_administrator);
  EXPECT_EQ(view.headline, "The other computer's administrator is needed");
  EXPECT_EQ(view.steps_heading, "What is to be done");
}

TEST(RepairPresenter, OpensThePageWhereThePersonActsByHand) {
  EXPECT_THAT(present_plan(diagnosis_of("credential.blocked_by_policy", {})).pages,
              ElementsAre(SystemPage::sign_ins));
  EXPECT_THAT(present_plan(diagnosis_of("network.vpn_down", {})).pages,
              ElementsAre(SystemPage::network));
  EXPECT_THAT(present_plan(diagnosis_of("client.firewall", {})).pages,
              ElementsAre(SystemPage::firewall));
  EXPECT_THAT(present_plan(diagnosis_of("certificate.not_yet_valid", {})).pages,
              ElementsAre(SystemPage::date_and_time));
  EXPECT_THAT(present_plan(diagnosis_of("certificate.expired", {})).pages, IsEmpty());
}

TEST(RepairPresenter, TellsHowEachStepWent) {
  FixReport report;
  report.outcome = FixOutcome::fixed;
  report.sentence = "The connection to PC is mended.";
  report.undo_id = monitor::RepairId{7};
  report.steps = planned_steps(
      diagnosis_of("credential.malformed", {removal("1", true, monitor::Undo::whole),
                                            removal("2", true, monitor::Undo::whole), advice("3")})
          .plan);
  report.steps[0].state = StepState::applied;
  report.steps[1].state = StepState::failed;
  report.steps[1].detail = "The keyring is locked.";

  const auto view = present_result(report);

  EXPECT_EQ(view.sign, Sign::ready);
  EXPECT_EQ(view.headline, "The connection is mended");
  EXPECT_EQ(view.sentence, report.sentence);
  EXPECT_EQ(view.steps[0].undo, "Done. Can be undone.");
  EXPECT_EQ(view.steps[1].undo, "The keyring is locked.");
  EXPECT_EQ(view.steps[1].sign, Sign::would_fail);
  EXPECT_THAT(view.steps[2].undo, HasSubstr("administrator"));
}

TEST(RepairPresenter, CountsOnTheButton) {
  EXPECT_EQ(repair_button(0), "");
  EXPECT_EQ(repair_button(1), "Do this step");
  EXPECT_EQ(repair_button(3), "Do these 3 steps");
}

TEST(RepairPresenter, ListsPastRepairsThatChangedSomething) {
  RepairRecord changed;
  changed.id = monitor::RepairId{2};
  changed.target = "PC at work";
  changed.at = tests::sample_now();
  changed.steps = {journal_step(1, StepState::applied), journal_step(2, StepState::skipped)};
  RepairRecord empty;
  empty.steps = {journal_step(1, StepState::skipped)};

  const auto past = present_past_repairs(
      {changed, empty},
      {tests::sample_now(), [](monitor::SysTime) { return std::chrono::seconds{0}; }});

  ASSERT_EQ(past.size(), 1U);
  EXPECT_EQ(past[0].headline, "PC at work, 18:00");
  ASSERT_EQ(past[0].steps.size(), 1U);
  EXPECT_EQ(past[0].steps[0].id, "1");
  EXPECT_TRUE(past[0].can_be_undone);
}

TEST(RepairPresenter, SaysWhatCameOfTakingBack) {
  RepairRecord record;
  record.steps = {journal_step(1, StepState::undone), journal_step(2, StepState::applied)};
  EXPECT_EQ(undo_text(record, 1), "It was put back.");

  record.steps[1].detail = "The keyring is locked.";
  EXPECT_EQ(undo_text(record, 2), "The keyring is locked.");
  EXPECT_EQ(undo_text(record, std::nullopt), "Some of it was put back. The keyring is locked.");
}

}  // namespace
