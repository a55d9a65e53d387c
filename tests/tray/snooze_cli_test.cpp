#include "store/data_folder.h"
#include "store/database.h"
#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <regex>

namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using tests::run_rdpready;
using tests::TemporaryFolder;

json status_of(const TemporaryFolder& folder) {
  return json::parse(run_rdpready(folder, "status --json").out)["targets"][0];
}

class SnoozeCommand : public testing::Test {
 protected:
  // Nothing listens on the discard port of the loopback.
  void SetUp() override { run_rdpready(folder, "targets add 127.0.0.1:9 'PC at work'"); }

  TemporaryFolder folder;
};

TEST_F(SnoozeCommand, KeepsStillForAWhileAndSaysSo) {
  const auto run = run_rdpready(folder, "snooze 'PC at work' --for 2h");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("PC at work  snoozed until "));
  EXPECT_FALSE(status_of(folder)["snoozed_until"].is_null());
}

// Before four in the morning the next morning is today's.
TEST_F(SnoozeCommand, EndsASnooze) {
  run_rdpready(folder, "snooze 'PC at work' --until-tomorrow");
  const auto status = run_rdpready(folder, "status").out;
  EXPECT_TRUE(std::regex_search(status, std::regex(R"(\(snoozed until (tomorrow, )?08:00\))")))
      << status;

  const auto run = run_rdpready(folder, "snooze 'PC at work' --off");

  EXPECT_THAT(run.out, HasSubstr("PC at work  not snoozed"));
  EXPECT_THAT(run_rdpready(folder, "status").out, Not(HasSubstr("snoozed")));
}

TEST_F(SnoozeCommand, LastsUntilFixedOnlyWhereSomethingIsWrong) {
  const auto early = run_rdpready(folder, "snooze 'PC at work' --until-fixed");
  run_rdpready(folder, "check --saved");
  const auto late = run_rdpready(folder, "snooze 'PC at work' --until-fixed");

  EXPECT_EQ(early.exit_code, 64);
  EXPECT_THAT(early.err, HasSubstr("Nothing is known to be wrong with PC at work."));
  EXPECT_EQ(late.exit_code, 0);
  EXPECT_THAT(late.out, HasSubstr("snoozed until it is fixed"));
  EXPECT_TRUE(status_of(folder)["snoozed_until_fixed"].get<bool>());
  EXPECT_THAT(run_rdpready(folder, "status 'PC at work'").out,
              HasSubstr("\n  snoozed until it is fixed\n"));
}

TEST_F(SnoozeCommand, SaysWrongUseInOneSentence) {
  for (const std::string words : {"nobody --off", "'PC at work'", "'PC at work' --for 1y",
                                  "'PC at work' --for 40d", "'PC at work' --for 1h --off", "--off"})
    EXPECT_EQ(run_rdpready(folder, "snooze " + words).exit_code, 64) << words;
}

TEST_F(SnoozeCommand, ListsAsJson) {
  const auto list = json::parse(run_rdpready(folder, "snooze --json").out);

  EXPECT_EQ(list["schema"], "rdpready.snooze/1");
  EXPECT_EQ(list["targets"][0]["name"], "PC at work");
  EXPECT_TRUE(list["targets"][0]["until"].is_null());
}

TEST_F(SnoozeCommand, ListsATroubleInWordsWithItsNameBelow) {
  const auto places = store::open_data_folder(folder.path() / "data", {});
  ASSERT_TRUE(places);
  auto database = store::Database::open(*places);
  ASSERT_TRUE(database);
  store::ToldRow row;
  row.episode = "tcp.refused/1/2026-11-22T12:00:00Z";
  row.targets = {monitor::TargetId{1}};
  row.code = "tcp.refused";
  ASSERT_TRUE((*database)->save_told(row));

  const auto list = run_rdpready(folder, "snooze").out;

  EXPECT_THAT(list, HasSubstr("PC at work: It refuses Remote Desktop  not snoozed"));
  EXPECT_THAT(list, HasSubstr("\n  tcp.refused/1/2026-11-22T12:00:00Z"));
}

TEST_F(SnoozeCommand, LeavesMaintenanceToTheTarget) {
  const auto wrong = run_rdpready(folder, "targets edit 'PC at work' --maintenance sometimes");
  run_rdpready(folder, "targets edit 'PC at work' --maintenance 'sun 2:00-6:00'");

  EXPECT_EQ(wrong.exit_code, 64);
  EXPECT_THAT(wrong.err, HasSubstr("--maintenance: \"sometimes\" is no time of day"));
  const auto shown = json::parse(run_rdpready(folder, "targets show 'PC at work' --json").out);
  EXPECT_EQ(shown["target"]["maintenance"], "sun 02:00-06:00");
}

TEST_F(SnoozeCommand, WantsToBeToldOfWhat) {
  for (const std::string how : {"--for 1h", "'' --for 1h", "--until-tomorrow", "--until-fixed"}) {
    const auto run = run_rdpready(folder, "snooze " + how);
    EXPECT_EQ(run.exit_code, 64) << how;
    EXPECT_THAT(run.err, HasSubstr("Say which target or trouble it is about.")) << how;
  }
}

}  // namespace
