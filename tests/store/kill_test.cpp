#include "store/store.h"
#include "tests/fakes/failing_disk.h"
#include "tests/fakes/role.h"
#include "tests/store/sample.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <fstream>

namespace {

using Words = tests::Role::Words;
using std::chrono::days;
using std::chrono::minutes;
using testing::AllOf;
using testing::Ge;
using testing::Le;

const monitor::SysTime noon = sample::at("2026-11-22T12:00:00Z");

/// What was kept, seen after a kill; the file must be sound.
struct Left {
  std::string notice;
  std::size_t targets = 0;
  std::size_t looks = 0;
};

Left what_is_left(const sample::Folder& folder) {
  Left left;
  {
    const auto database = sample::open(folder);
    left.notice = database->opening_report().notice;
    const auto targets = database->targets().value();
    left.targets = targets.size();
    if (!targets.empty()) left.looks = database->history(targets.front().id, {})->size();
  }
  SQLite::Database file(folder.data().database.string());
  EXPECT_EQ(file.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_FALSE(SQLite::Statement(file, "PRAGMA foreign_key_check").executeStep());
  return left;
}

/// A look with something for every table.
monitor::Check busy_look(const monitor::Target& target, int number) {
  auto check = number % 2 == 0 ? sample::failed_look(target, noon + minutes{number})
                               : sample::look(target, noon + minutes{number});
  check.certificate = sample::certificate("aa" + std::to_string(number / 3));
  return check;
}

// Words: the folder, the number of changes to the disk that go well.
const tests::Role short_life("short life", [](const Words& words, const auto& acknowledge) {
  fakes::FailingDisk disk;
  disk.kill_after(std::stoi(words[1]));
  const auto database = sample::open(sample::Folder(words[0]));
  const auto target = database->add_target(sample::target("pc")).value();
  acknowledge();
  for (int number = 0; number < 4; ++number) {
    sample::must(database->record(busy_look(target, number), "{}"));
    acknowledge();
  }
  sample::must(database->back_up(noon));
  sample::must(database->roll_up(noon + days{8}));
});

// Words: the folder, the number of changes to the disk that go well.
const tests::Role short_restore("short restore", [](const Words& words, const auto&) {
  fakes::FailingDisk disk;
  disk.kill_after(std::stoi(words[1]));
  sample::open(sample::Folder(words[0]));
});

/// Records looks until it is killed. Words: the folder.
const tests::Role recorder("recorder", [](const Words& words, const auto& acknowledge) {
  store::Store store(sample::open(sample::Folder(words[0])));
  const auto target =
      store.ask([](store::Database& database) { return database.find_target("pc"); }).value();
  for (int number = 0;; ++number) {
    store.record(busy_look(target, number), "{}");
    // The answer comes after the look is written: work is done in order.
    sample::must(store.ask([](store::Database& database) { return database.change_count(); }));
    acknowledge();
  }
});

/// A life has hundreds of moments, and where programs start slowly each takes a second: every
/// test takes a share of them.
class KilledInItsLife : public testing::TestWithParam<int> {};

constexpr int shares = 8;

TEST_P(KilledInItsLife, LosesOnlyTheWriteInFlight) {
  bool lived = false;
  int killed = GetParam();
  for (; !lived; killed += shares) {
    const sample::Folder folder;
    tests::Child child(short_life, {folder.path().string(), std::to_string(killed)});
    lived = child.wait_for_end();

    const auto left = what_is_left(folder);

    ASSERT_EQ(left.notice, "") << "killed at change " << killed;
    if (lived || child.acknowledged() == 5) continue;  // the looks may be one hour by now
    ASSERT_THAT(left.targets + left.looks,
                AllOf(Ge(child.acknowledged()), Le(child.acknowledged() + 1)))
        << "killed at change " << killed;
  }
  EXPECT_GT(killed, 50) << "a life has fewer changes to the disk than that?";
}

INSTANTIATE_TEST_SUITE_P(AtEachMoment, KilledInItsLife, testing::Range(0, shares));

TEST(Kill, AtAnyMomentOfARestoreLosesNothingOfTheCopy) {
  bool lived = false;
  for (int killed = 0; !lived; ++killed) {
    const sample::Folder folder;
    {
      const auto database = sample::open(folder);
      ASSERT_TRUE(database->add_target(sample::target("pc")));
      ASSERT_TRUE(database->back_up(noon));
    }
    std::ofstream(folder.data().database) << "damaged";
    tests::Child child(short_restore, {folder.path().string(), std::to_string(killed)});
    lived = child.wait_for_end();

    ASSERT_EQ(what_is_left(folder).targets, 1U) << "killed at change " << killed;
  }
}

TEST(Kill, FromOutsideLosesOnlyTheLookInFlight) {
  for (const std::size_t looks : {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144}) {
    const sample::Folder folder;
    ASSERT_TRUE(sample::open(folder)->add_target(sample::target("pc")));
    tests::Child child(recorder, {folder.path().string()});
    ASSERT_TRUE(child.wait_for(looks));
    child.kill();

    const auto left = what_is_left(folder);

    EXPECT_EQ(left.notice, "");
    EXPECT_THAT(left.looks, AllOf(Ge(child.acknowledged()), Le(child.acknowledged() + 1)));
  }
}

}  // namespace
