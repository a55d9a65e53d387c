#include "store/database.h"
#include "tests/fakes/failing_disk.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

#include <fstream>

namespace {

namespace fs = std::filesystem;
using monitor::Failure;
using std::chrono::minutes;
using testing::EndsWith;
using testing::SizeIs;
using testing::StartsWith;

const monitor::SysTime noon = sample::at("2026-11-22T12:00:00Z");

TEST(DiskTrouble, AFullDiskIsSaidAndHarmsNothingAtWhateverWrite) {
  const sample::Folder folder;
  fakes::FailingDisk disk;
  const auto database = sample::open(folder);
  const auto target = database->add_target(sample::target("pc")).value();
  std::size_t kept = 0;
  bool failed = true;
  for (int good = 0; failed; ++good) {
    disk.fill_after(good);
    const auto done = database->record(sample::look(target, noon + minutes{good}), "{}");
    disk.heal();
    failed = !done;
    if (failed) {
      EXPECT_EQ(done.error().kind, Failure::Kind::storage);
      EXPECT_EQ(done.error().what, "The disk is full: " + folder.data().database.string() +
                                       " could not be written. Make room, then try again.");
    } else {
      ++kept;
    }
    ASSERT_TRUE(database->record(sample::look(target, noon - minutes{good + 1}), "{}"));
    ++kept;
  }

  EXPECT_THAT(*database->history(target.id, {}), SizeIs(kept));
}

TEST(DiskTrouble, AFullDiskAtTheFirstStartIsSaidAndLeavesNoHalfFile) {
  bool failed = true;
  for (int good = 0; failed; ++good) {
    const sample::Folder folder;
    fakes::FailingDisk disk;
    disk.fill_after(good);
    const auto database = store::Database::open(folder.data());
    disk.heal();
    failed = !database;
    if (!failed) break;
    EXPECT_THAT(database.error().what, StartsWith("The disk is full: ")) << database.error().detail;

    const auto again = store::Database::open(folder.data());
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ((*again)->opening_report().notice, "");
  }
}

TEST(DiskTrouble, ACopyThatFindsNoRoomLeavesTheOldOnes) {
  const sample::Folder folder;
  fakes::FailingDisk disk;
  const auto database = sample::open(folder);
  ASSERT_TRUE(database->back_up(noon));
  disk.fill_after(1);

  const auto done = database->back_up(noon + std::chrono::days{1});

  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().what, StartsWith("The disk is full: "));
  EXPECT_TRUE(fs::exists(folder.data().backups / "rdpready-2026-11-22.db"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.data().backups), {}), 1);
}

TEST(DiskTrouble, AFolderThatCannotBeWrittenIsSaid) {
  const sample::Folder folder;
  fakes::FailingDisk disk;
  disk.refuse_writing();

  const auto database = store::Database::open(folder.data());

  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().kind, Failure::Kind::storage);
  EXPECT_THAT(database.error().what,
              EndsWith("rdpready.db cannot be written. Allow writing to its folder, or choose "
                       "another folder."));
}

}  // namespace
