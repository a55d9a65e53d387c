// What is kept is readable by this user alone.

#include "notify/channel.h"
#include "tests/fakes/program_run.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace {

namespace fs = std::filesystem;

constexpr auto mine = fs::perms::owner_read | fs::perms::owner_write;

TEST(Privacy, HoldsForTheDataFileItsLogAndItsCopies) {
  const sample::Folder folder;
  const auto database = sample::open(folder);
  ASSERT_TRUE(database->add_target(sample::target("pc")));
  ASSERT_TRUE(database->back_up(sample::at("2026-11-23T08:00:00Z")));

  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    if (entry.is_directory()) continue;
    EXPECT_EQ(entry.status().permissions(), mine) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 3);
}

TEST(Privacy, HoldsForAnExportedHistory) {
  const tests::TemporaryFolder folder;
  const auto file = folder.path() / "past.jsonl";

  const auto run = tests::run_rdpready(folder, "history --export '" + file.string() + "'");

  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(fs::status(file).permissions(), mine);
}

TEST(Privacy, HoldsForTheJournalOfAlerts) {
  const tests::TemporaryFolder folder;
  notify::ChannelSettings settings;
  settings.journal_file = (folder.path() / "alerts.jsonl").string();
  const auto channels = notify::all_channels();
  const auto journal = std::find_if(channels.begin(), channels.end(), [](const auto& channel) {
    return channel->name() == "journal_file";
  });
  ASSERT_NE(journal, channels.end());

  ASSERT_TRUE((*journal)->deliver({}, settings));

  EXPECT_EQ(fs::status(settings.journal_file).permissions(), mine);
}

}  // namespace
