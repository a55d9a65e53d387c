#include "tray/app/fix.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_saved_items.h"
#include "tests/fakes/fake_sealing.h"
#include "tests/fakes/sample_checks.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace {

using monitor::Check;
using monitor::StepState;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using tray::FixOutcome;

/// A healthy target with a damaged certificate file of it on this computer.
class Fix : public testing::Test {
 protected:
  void SetUp() override {
    auto place = std::make_unique<fakes::FakeSavedItems>("connection_cache");
    place_ = place.get();
    bench_.places.push_back(std::move(place));
    bench_.sealing = std::make_unique<fakes::FakeSealing>();
    bench_.empty_resolver_cache = [] { return monitor::Result<void>(); };
    bench_.is_client_running = [] { return monitor::Result<bool>(false); };
    reach_.look = [this](const monitor::Target&) { return std::optional(seen_); };
    reach_.look_around = [this] {
      monitor::Surroundings around;
      around.cache = *place_->list();
      return around;
    };
    reach_.heard = [this](const tray::FixProgress& one) { heard_.push_back(one); };
    keep("one.pem");
  }

  void keep(const std::string& id, const std::string& damage = "The file is empty.") {
    monitor::SavedItem item;
    item.id = id;
    item.kind = monitor::ItemKind::certificate;
    item.host = seen_.target.endpoint.host;
    item.shown_as = "Remembered certificate " + id;
    item.facts = {{"damage", damage}};
    place_->keep(item, "content of " + id);
  }

  tray::Diagnosis diagnosis() { return *tray::diagnose(seen_.target, reach_); }

  tray::FixReport repaired(const std::vector<std::string>& chosen) {
    return *tray::repair(diagnosis(), chosen, runner_, reach_);
  }

  Check seen_ = tests::healthy_check(tests::sample_now() + std::chrono::days{200});
  monitor::Workbench bench_;
  fakes::FakeSavedItems* place_ = nullptr;
  tests::FakeClock clock_;
  std::unique_ptr<store::Database> database_ = sample::in_memory();
  std::unique_ptr<monitor::RepairJournal> journal_ = database_->repair_journal();
  monitor::RepairRunner runner_{*journal_, bench_, clock_};
  tray::FixReach reach_;
  std::vector<tray::FixProgress> heard_;
};

TEST_F(Fix, MendsWhatIsWrongHereAndSaysSo) {
  const auto report = repaired({"1"});

  EXPECT_EQ(report.outcome, FixOutcome::fixed);
  EXPECT_THAT(place_->kept(), IsEmpty());
  ASSERT_TRUE(report.undo_id.has_value());
  EXPECT_THAT(report.sentence, HasSubstr("is mended"));
  EXPECT_THAT(report.sentence, HasSubstr("a stored file is damaged"));
  ASSERT_TRUE(runner_.undo(*report.undo_id));
  EXPECT_EQ(place_->kept().at("one.pem").content, "content of one.pem");
}

TEST_F(Fix, SaysWhatWasTestedWhereNothingIsWrong) {
  keep("one.pem", "");

  const auto found = diagnosis();

  EXPECT_THAT(found.causes, IsEmpty());
  EXPECT_GE(found.tested.size(), 4U);
  EXPECT_EQ(tray::report_of_plan(found).outcome, FixOutcome::nothing_wrong);
}

TEST_F(Fix, ChangesNothingWithoutAChoice) {
  const auto report = repaired({});

  EXPECT_EQ(place_->kept().size(), 1U);
  EXPECT_FALSE(report.after.has_value());
  EXPECT_FALSE(report.undo_id.has_value());
  EXPECT_EQ(report.steps[0].state, StepState::skipped);
  EXPECT_THAT(*journal_->records(), IsEmpty());
}

TEST_F(Fix, DoesTheChosenStepAlone) {
  keep("two.pem");

  const auto report = repaired({"2"});

  EXPECT_EQ(report.outcome, FixOutcome::unchanged);
  EXPECT_EQ(report.steps[0].state, StepState::skipped);
  EXPECT_EQ(report.steps[1].state, StepState::applied);
  EXPECT_EQ(place_->kept().size(), 1U);
}

TEST_F(Fix, LeavesTheOtherStepsStandWhereOneFails) {
  keep("two.pem");
  place_->deny_next();

  const auto report = repaired({"1", "2"});

  EXPECT_EQ(report.steps[0].state, StepState::failed);
  EXPECT_THAT(report.steps[0].detail, HasSubstr("locked"));
  EXPECT_EQ(report.steps[1].state, StepState::applied);
}

TEST_F(Fix, NamesTheHostsAdministratorWhereNobodyElseCan) {
  seen_ = tests::failed_check("connect", "refused", "tcp.refused");
  seen_.target.endpoint.host = "pc.example.com";
  keep("one.pem", "");

  const auto report = tray::report_of_plan(diagnosis());

  EXPECT_EQ(report.outcome, FixOutcome::needs_host_admin);
  ASSERT_EQ(report.steps.size(), 2U);
  EXPECT_TRUE(report.steps[0].full_clean);
  EXPECT_FALSE(report.steps[1].on_this_computer);
  EXPECT_THAT(report.sentence, HasSubstr("Only the administrator"));
  EXPECT_THAT(report.sentence, HasSubstr("tcp.refused"));
}

TEST_F(Fix, TellsHowFarItIs) {
  repaired({"1"});

  std::vector<tray::FixProgress::Stage> stages;
  for (const auto& one : heard_)
    stages.push_back(one.stage);
  using Stage = tray::FixProgress::Stage;
  EXPECT_THAT(stages,
              ElementsAre(Stage::looking, Stage::inspecting, Stage::mending, Stage::looking_again));
  EXPECT_EQ(heard_[2].step->state, StepState::applied);
}

TEST_F(Fix, StopsBeforeAnythingIsChanged) {
  reach_.cancelled = [] { return true; };

  const auto stopped = tray::diagnose(seen_.target, reach_);

  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, monitor::Failure::Kind::unavailable);
}

TEST_F(Fix, SkipsWhatIsLeftOnceItIsStopped) {
  keep("two.pem");
  const auto found = diagnosis();
  reach_.cancelled = [this] { return place_->kept().size() < 2; };

  const auto report = *tray::repair(found, {"1", "2"}, runner_, reach_);

  EXPECT_EQ(report.steps[0].state, StepState::applied);
  EXPECT_EQ(report.steps[1].state, StepState::skipped);
}

TEST_F(Fix, WritesTheDocumentOfTheContract) {
  const auto document = json::parse(tray::fix_json(repaired({"1"})));

  std::vector<std::string> keys;
  for (const auto& [key, value] : document.items())
    keys.push_back(key);
  EXPECT_THAT(keys, UnorderedElementsAre("schema", "target", "before", "diagnosis", "plan", "after",
                                         "outcome", "undo_id"));
  EXPECT_EQ(document["schema"], "rdpready.fix/1");
  EXPECT_EQ(document["outcome"], "fixed");
  EXPECT_EQ(document["undo_id"], 1);
  EXPECT_EQ(document["after"]["schema"], "rdpready.check/1");
  EXPECT_EQ(document["diagnosis"][0]["code"], "cache.corrupt");
  const auto& step = document["plan"][0];
  EXPECT_EQ(step["where"], "this_computer");
  EXPECT_EQ(step["reversible"], true);
  EXPECT_EQ(step["needs_admin"], false);
  EXPECT_EQ(step["default"], true);
  EXPECT_EQ(step["state"], "applied");
  EXPECT_TRUE(step["detail"].is_null());
}

TEST_F(Fix, LeavesWhatCannotBePutBackToTheUserAndSaysSo) {
  auto item = place_->kept().at("one.pem").item;
  item.undo = monitor::Undo::needs_password_again;
  place_->keep(item, "content");

  const auto found = diagnosis();

  EXPECT_THAT(tray::proposed_ids(found), IsEmpty());
  const auto step = tray::planned_steps(found.plan)[0];
  EXPECT_FALSE(step.reversible);
  EXPECT_THAT(step.detail, HasSubstr("you will be asked for it the next time"));
}

}  // namespace
