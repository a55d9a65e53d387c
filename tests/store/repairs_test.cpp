#include "monitor/model/repair_journal.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using monitor::KeptCopy;
using monitor::RepairId;
using monitor::RepairState;
using monitor::StepState;
using std::chrono::days;

const monitor::SysTime noon = sample::at("2026-11-22T12:00:00Z");

monitor::RepairPlan plan() {
  monitor::RepairStep step{.id = "1",
                           .act = monitor::StepAct::remove_item,
                           .remedy = "this_computer.remove_credential",
                           .title = "Remove the saved sign-in",
                           .why = "It is damaged.",
                           .by_default = true,
                           .item = {}};
  step.item.place = "saved_credentials";
  step.item.id = "generic:TERMSRV/pc";
  step.item.kind = monitor::ItemKind::sign_in;
  step.item.shown_as = "Saved sign-in for pc";
  step.item.host = "pc";
  step.item.undo = monitor::Undo::needs_password_again;
  auto second = step;
  second.id = "2";
  return {.target = "PC at work", .steps = {step, second}};
}

std::vector<std::byte> bytes(std::size_t size) {
  return std::vector<std::byte>(size, std::byte{42});
}

TEST(Repairs, AreWrittenDownAsTheyWerePlanned) {
  const auto database = sample::in_memory();
  const auto journal = database->repair_journal();

  const auto id = journal->begin(plan(), noon);

  ASSERT_TRUE(id) << id.error().detail;
  const auto records = journal->records().value();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records.front().id, *id);
  EXPECT_EQ(records.front().target, "PC at work");
  EXPECT_EQ(records.front().at, noon);
  EXPECT_EQ(records.front().state, RepairState::applying);
  ASSERT_EQ(records.front().steps.size(), 2U);
  EXPECT_EQ(records.front().steps.front().step, plan().steps.front());
  EXPECT_EQ(records.front().steps.front().state, StepState::planned);
}

TEST(Repairs, KeepTheCopyAndSayThatTheItemGoes) {
  const auto database = sample::in_memory();
  const auto journal = database->repair_journal();
  const auto id = journal->begin(plan(), noon).value();
  const KeptCopy copy{.sealed = true, .bytes = bytes(100)};

  ASSERT_TRUE(journal->keep_copy(id, 2, copy));

  EXPECT_EQ(journal->copy_of(id, 2), copy);
  EXPECT_FALSE(journal->copy_of(id, 1));
  EXPECT_EQ(journal->records()->front().steps[1].state, StepState::removing);
}

TEST(Repairs, KeepALargeCopyBesideTheDatabase) {
  const sample::Folder folder;
  const KeptCopy copy{.sealed = false, .bytes = bytes(3U << 20U)};
  RepairId id{};
  {
    const auto database = sample::open(folder);
    const auto journal = database->repair_journal();
    id = journal->begin(plan(), noon).value();
    ASSERT_TRUE(journal->keep_copy(id, 1, copy));
  }
  const auto database = sample::open(folder);

  EXPECT_EQ(database->repair_journal()->copy_of(id, 1), copy);
  EXPECT_LT(std::filesystem::file_size(folder.data().database), 1U << 20U);
}

TEST(Repairs, SayThatALargeCopyIsGone) {
  const sample::Folder folder;
  const auto database = sample::open(folder);
  const auto journal = database->repair_journal();
  const auto id = journal->begin(plan(), noon).value();
  ASSERT_TRUE(journal->keep_copy(id, 1, {.sealed = false, .bytes = bytes(3U << 20U)}));
  std::filesystem::remove_all(folder.path() / "quarantine");

  const auto copy = journal->copy_of(id, 1);

  ASSERT_FALSE(copy);
  EXPECT_EQ(copy.error().kind, monitor::Failure::Kind::not_found);
}

TEST(Repairs, AreOneProgramsAtATime) {
  const sample::Folder folder;
  const auto one = sample::open(folder);
  const auto other = sample::open(folder);
  auto first = one->repair_journal();
  const auto second = other->repair_journal();
  ASSERT_TRUE(first->take_turn());
  ASSERT_TRUE(first->take_turn());

  const auto refused = second->take_turn();

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, monitor::Failure::Kind::denied);
  first.reset();
  EXPECT_TRUE(second->take_turn());
}

TEST(Repairs, AreWipedOnceTheyAreOld) {
  const sample::Folder folder;
  const auto database = sample::open(folder);
  const auto journal = database->repair_journal();
  const auto old = journal->begin(plan(), noon).value();
  ASSERT_TRUE(journal->keep_copy(old, 1, {.sealed = false, .bytes = bytes(3U << 20U)}));
  ASSERT_TRUE(journal->set_state(old, RepairState::done));
  const auto unfinished = journal->begin(plan(), noon).value();
  ASSERT_TRUE(database->drop_repairs(noon - days{1}));
  ASSERT_EQ(journal->records()->size(), 2U);

  ASSERT_TRUE(database->drop_repairs(noon + days{1}));

  const auto left = journal->records().value();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left.front().id, unfinished);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path() / "quarantine"));
}

}  // namespace
