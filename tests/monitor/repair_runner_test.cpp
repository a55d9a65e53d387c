#include "monitor/repair/repair_runner.h"

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_saved_items.h"
#include "tests/fakes/fake_sealing.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using monitor::Failure;
using monitor::JournalStep;
using monitor::RepairPlan;
using monitor::RepairState;
using monitor::StepAct;
using monitor::StepState;
using testing::ElementsAre;
using testing::HasSubstr;

class RepairRunner : public testing::Test {
 protected:
  void SetUp() override {
    auto place = std::make_unique<fakes::FakeSavedItems>();
    auto sealing = std::make_unique<fakes::FakeSealing>();
    place_ = place.get();
    sealing_ = sealing.get();
    bench_.places.push_back(std::move(place));
    bench_.sealing = std::move(sealing);
    bench_.empty_resolver_cache = [this]() -> monitor::Result<void> {
      ++emptied_;
      return {};
    };
    bench_.is_client_running = [this]() -> monitor::Result<bool> { return client_runs_; };
    keep("one");
    keep("two");
    keep("three");
  }

  void keep(const std::string& id, monitor::ItemKind kind = monitor::ItemKind::sign_in) {
    monitor::SavedItem item;
    item.id = id;
    item.host = id;
    item.kind = kind;
    item.secret = kind == monitor::ItemKind::sign_in;
    item.shown_as = "Saved sign-in for " + id;
    place_->keep(item, "marker of " + id);
  }

  RepairPlan plan() {
    RepairPlan plan{.target = "pc", .steps = {}};
    for (const auto& [id, kept] : place_->kept()) {
      plan.steps.push_back({.id = std::to_string(plan.steps.size() + 1),
                            .act = StepAct::remove_item,
                            .remedy = "this_computer.remove_credential",
                            .title = "Remove it",
                            .why = "It is damaged.",
                            .by_default = true,
                            .item = kept.item});
    }
    return plan;
  }

  std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const auto& [id, kept] : place_->kept())
      all.push_back(id);
    return all;
  }

  std::vector<StepState> states(const monitor::RepairRecord& record) {
    std::vector<StepState> all;
    for (const auto& step : record.steps)
      all.push_back(step.state);
    return all;
  }

  monitor::Workbench bench_;
  fakes::FakeSavedItems* place_ = nullptr;
  fakes::FakeSealing* sealing_ = nullptr;
  tests::FakeClock clock_;
  std::unique_ptr<store::Database> database_ = sample::in_memory();
  std::unique_ptr<monitor::RepairJournal> journal_ = database_->repair_journal();
  monitor::RepairRunner runner_{*journal_, bench_, clock_};
  int emptied_ = 0;
  bool client_runs_ = false;
};

TEST_F(RepairRunner, RemovesWhatWasChosenAndNothingElse) {
  const auto done = runner_.apply(plan(), {"1", "3"});

  ASSERT_TRUE(done) << done.error().what;
  EXPECT_THAT(ids(), ElementsAre("three"));
  EXPECT_THAT(states(*done),
              ElementsAre(StepState::applied, StepState::skipped, StepState::applied));
  EXPECT_EQ(done->state, RepairState::done);
}

TEST_F(RepairRunner, TakesEverythingBack) {
  const auto before = place_->kept();
  const auto done = runner_.apply(plan(), {"1", "2", "3"});
  ASSERT_TRUE(done);
  ASSERT_TRUE(place_->kept().empty());

  const auto undone = runner_.undo(done->id);

  ASSERT_TRUE(undone) << undone.error().what;
  EXPECT_EQ(undone->state, RepairState::undone);
  EXPECT_THAT(ids(), ElementsAre("one", "three", "two"));
  EXPECT_EQ(place_->kept().at("one").content, "marker of one");
}

TEST_F(RepairRunner, TakesOneStepBack) {
  const auto done = runner_.apply(plan(), {"1", "2", "3"});
  ASSERT_TRUE(done);

  const auto undone = runner_.undo(done->id, 2);

  ASSERT_TRUE(undone);
  EXPECT_THAT(ids(), ElementsAre("three"));
  EXPECT_EQ(undone->state, RepairState::done);
  EXPECT_TRUE(runner_.undo(done->id));
  EXPECT_EQ(ids().size(), 3U);
}

TEST_F(RepairRunner, LetsTheOthersStandWhenOneStepFails) {
  place_->deny_next();

  const auto done = runner_.apply(plan(), {"1", "2"});

  ASSERT_TRUE(done);
  EXPECT_THAT(states(*done),
              ElementsAre(StepState::failed, StepState::applied, StepState::skipped));
  EXPECT_THAT(done->steps.front().detail, HasSubstr("locked"));
  EXPECT_THAT(ids(), ElementsAre("one", "two"));
}

TEST_F(RepairRunner, LeavesWhatWasChangedSinceThePlan) {
  const auto planned = plan();
  auto item = place_->kept().at("one").item;
  place_->keep(item, "something newer");

  const auto done = runner_.apply(planned, {"1"});

  ASSERT_TRUE(done);
  EXPECT_EQ(done->steps.front().state, StepState::failed);
  EXPECT_EQ(place_->kept().at("one").content, "something newer");
}

TEST_F(RepairRunner, RemovesNoSecretThatCannotBeSealed) {
  sealing_->locked = true;

  const auto done = runner_.apply(plan(), {"1", "2", "3"});

  ASSERT_TRUE(done);
  EXPECT_EQ(done->steps.front().state, StepState::failed);
  EXPECT_EQ(ids().size(), 3U);
}

TEST_F(RepairRunner, ShowsNoSecretToTheJournal) {
  const auto done = runner_.apply(plan(), {"1"});
  ASSERT_TRUE(done);

  const auto copy = journal_->copy_of(done->id, 1);

  ASSERT_TRUE(copy);
  EXPECT_TRUE(copy->sealed);
  const std::string text(reinterpret_cast<const char*>(copy->bytes.data()), copy->bytes.size());
  EXPECT_EQ(text.find("marker"), std::string::npos);
}

TEST_F(RepairRunner, KeepsPicturesWhileTheClientRuns) {
  keep("pictures", monitor::ItemKind::bitmap_cache);
  client_runs_ = true;

  const auto done = runner_.apply(plan(), {"2"});

  ASSERT_TRUE(done);
  EXPECT_THAT(done->steps[1].detail, HasSubstr("Close Remote Desktop"));
  EXPECT_EQ(ids().size(), 4U);
}

TEST_F(RepairRunner, EmptiesTheResolversCache) {
  RepairPlan only;
  only.steps.resize(2);
  only.steps[0].id = "1";
  only.steps[0].act = StepAct::empty_resolver_cache;
  only.steps[1].id = "2";

  const auto done = runner_.apply(only, {"1", "2"});

  ASSERT_TRUE(done);
  EXPECT_EQ(emptied_, 1);
  EXPECT_THAT(states(*done), ElementsAre(StepState::applied, StepState::skipped));
}

TEST_F(RepairRunner, SaysThatAPasswordHasToBeTypedAgain) {
  auto item = place_->kept().at("one").item;
  item.undo = monitor::Undo::needs_password_again;
  place_->keep(item, "marker of one");
  const auto done = runner_.apply(plan(), {"1"});
  ASSERT_TRUE(done);

  const auto undone = runner_.undo(done->id);

  ASSERT_TRUE(undone);
  EXPECT_THAT(undone->steps.front().detail, HasSubstr("type it"));
}

TEST_F(RepairRunner, LeavesSomethingNewerAloneWhenItTakesBack) {
  const auto done = runner_.apply(plan(), {"1"});
  ASSERT_TRUE(done);
  monitor::SavedItem newer;
  newer.id = "one";
  place_->keep(newer, "something newer");

  const auto undone = runner_.undo(done->id);

  ASSERT_TRUE(undone);
  EXPECT_EQ(undone->state, RepairState::done);
  EXPECT_THAT(undone->steps.front().detail, HasSubstr("newer"));
  EXPECT_EQ(place_->kept().at("one").content, "something newer");
}

/// Ends the program, as a kill would, by throwing in the middle of a step.
class Cut {};

TEST_F(RepairRunner, TakesBackWhatWasCutShort) {
  const auto before = place_->kept();
  EXPECT_THROW(static_cast<void>(runner_.apply(plan(), {"1", "2", "3"},
                                               [](const JournalStep& step) {
                                                 if (step.number == 2) throw Cut();
                                               })),
               Cut);
  ASSERT_EQ(ids().size(), 1U);

  const auto recovered = runner_.recover();

  ASSERT_TRUE(recovered);
  ASSERT_EQ(recovered->size(), 1U);
  EXPECT_EQ(recovered->front().state, RepairState::undone);
  EXPECT_EQ(ids().size(), 3U);
  EXPECT_TRUE(runner_.recover()->empty());
}

TEST_F(RepairRunner, WaitsForTheKeyringToTakeBackWhatWasCutShort) {
  EXPECT_THROW(static_cast<void>(
                   runner_.apply(plan(), {"1", "2", "3"}, [](const JournalStep&) { throw Cut(); })),
               Cut);
  sealing_->locked = true;
  ASSERT_TRUE(runner_.recover()->empty());
  sealing_->locked = false;

  EXPECT_EQ(runner_.recover()->size(), 1U);

  EXPECT_EQ(ids().size(), 3U);
}

TEST_F(RepairRunner, KnowsNoRepairThatNeverWas) {
  const auto undone = runner_.undo(monitor::RepairId{7});

  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().kind, Failure::Kind::not_found);
}

}  // namespace
