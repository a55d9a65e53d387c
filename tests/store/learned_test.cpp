#include "store/schema.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using store::LearnedRows;
using testing::IsEmpty;

TEST(LearnedRowsOfTheStore, ComeBackAndAreReplacedByTarget) {
  const sample::Folder folder;
  LearnedRows all;
  {
    const auto database = sample::open(folder);
    const auto one = sample::must(database->add_target(sample::target("one"))).id;
    const auto two = sample::must(database->add_target(sample::target("two", "b"))).id;
    ASSERT_TRUE(database->save_learned({"first", {{one, "1"}, {two, "2"}}}));

    ASSERT_TRUE(database->save_learned({"all", {{two, "two"}}}));
    all = {"all", {{one, "1"}, {two, "two"}}};
  }

  EXPECT_EQ(*sample::open(folder)->learned(), all);
}

TEST(LearnedRowsOfTheStore, GoWithTheirTarget) {
  const auto database = sample::in_memory();
  const auto gone = sample::must(database->add_target(sample::target("gone"))).id;
  ASSERT_TRUE(database->save_learned({"all", {{gone, "memory"}}}));

  ASSERT_TRUE(database->remove_target(gone));
  ASSERT_TRUE(database->save_learned({"all", {{gone, "memory"}}}));

  EXPECT_THAT(database->learned()->of_targets, IsEmpty());
}

TEST(LearnedRowsOfTheStore, AreNotOfAnotherPlace) {
  const auto database = sample::in_memory();
  auto target = sample::must(database->add_target(sample::target("pc")));
  ASSERT_TRUE(database->save_learned({"all", {{target.id, "memory"}}}));
  target.name = "other name";
  ASSERT_TRUE(database->update_target(target));
  EXPECT_EQ(database->learned()->of_targets.size(), 1U);

  target.endpoint.host = "elsewhere.example.com";
  ASSERT_TRUE(database->update_target(target));

  EXPECT_THAT(database->learned()->of_targets, IsEmpty());
}

TEST(LearnedRowsOfTheStore, AreNoneInAFileOfBefore) {
  const sample::Folder folder;
  {
    SQLite::Database old(folder.data().database.string(),
                         SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    store::migrate(old, store::migrations().first(2));
  }

  EXPECT_EQ(*sample::open(folder)->learned(), LearnedRows{});
}

}  // namespace
