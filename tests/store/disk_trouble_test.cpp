#include "store/database.h"
#include "tests/fakes/failing_disk.h"
#include "tests/store/child.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>
#include <sched.h>

#include <sys/mount.h>

#include <fstream>

namespace {

namespace fs = std::filesystem;
using monitor::Failure;
using std::chrono::minutes;
using testing::AnyOf;
using testing::EndsWith;
using testing::HasSubstr;
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

/// A disk of its own, half a megabyte large, for this process and its children.
/// False where the system does not allow that.
bool mount_small_disk(const fs::path& at) {
  const auto user = std::to_string(geteuid());
  if (unshare(CLONE_NEWNS) != 0) {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    std::ofstream("/proc/self/uid_map") << user << ' ' << user << " 1";
  }
  if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return mount("tmpfs", at.c_str(), "tmpfs", 0, "size=512k") == 0;
}

void fill(const fs::path& folder) {
  std::ofstream out(folder / "filler");
  while (out.put('x').flush()) {
  }
}

/// Looks until there is no room; gives the sentence.
std::string fill_with_looks(store::Database& database, const monitor::Target& target) {
  for (int number = 0; number < 10'000; ++number) {
    const auto done =
        database.record(sample::look(target, noon + minutes{number}), std::string(2000, ' '));
    if (!done) return done.error().what;
  }
  return "there was always room";
}

void check(bool holds, const std::string& text) {
  if (holds) return;
  std::fputs((text + "\n").c_str(), stderr);
  _exit(1);
}

void live_on_a_full_disk(const sample::Folder& folder) {
  const auto database = sample::open(folder);
  const auto target = database->add_target(sample::target("pc")).value();
  fill(folder.path());
  const auto sentence = fill_with_looks(*database, target);
  check(sentence.starts_with("The disk is full: "), sentence);

  fs::remove(folder.path() / "filler");
  const auto done = database->record(sample::look(target, noon - minutes{10}), "{}");
  check(done.has_value(), "no writing after there was room again");
}

void start_on_a_full_disk(const sample::Folder& folder) {
  fill(folder.path());
  const auto database = store::Database::open(folder.data());
  check(!database, "it opened on a full disk");
  check(database.error().what.starts_with("The disk is full: "), database.error().what);
}

void live_on_a_read_only_disk(const sample::Folder& folder) {
  sample::open(folder);
  mount("tmpfs", folder.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr);
  const auto database = store::Database::open(folder.data());
  check(!database, "it opened on a read-only disk");
  check(database.error().what.find("cannot be written. Allow writing") != std::string::npos,
        database.error().what + database.error().detail);
}

class RealDisk : public testing::TestWithParam<void (*)(const sample::Folder&)> {};

TEST_P(RealDisk, SaysWhatIsWrong) {
  const sample::Folder folder;
  sample::Child child([&](const auto& acknowledge) {
    if (!mount_small_disk(folder.path())) return;
    acknowledge();
    fs::create_directory(folder.path() / "backups");
    GetParam()(folder);
  });
  const bool well = child.wait_for_end();
  if (child.acknowledged() == 0)
    GTEST_SKIP() << "this system lets nobody mount a disk of their own";

  EXPECT_TRUE(well);
}

INSTANTIATE_TEST_SUITE_P(DiskTrouble, RealDisk,
                         testing::Values(live_on_a_full_disk, start_on_a_full_disk,
                                         live_on_a_read_only_disk));

}  // namespace
