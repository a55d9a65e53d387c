#include "store/schema.h"

#include "store/trouble.h"

#include <gmock/gmock.h>

#include <array>

namespace {

using testing::HasSubstr;

constexpr std::array first = {"CREATE TABLE a (x)"};
constexpr std::array both = {"CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO b VALUES (1)"};
constexpr std::array broken = {"CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE a (y)"};

SQLite::Database in_memory() {
  return SQLite::Database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
}

TEST(Schema, TakesTheStepsThatAreMissingOnce) {
  auto database = in_memory();
  store::migrate(database, first);

  store::migrate(database, both);
  store::migrate(database, both);

  EXPECT_EQ(store::schema_version(database), 2);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM b").getInt(), 1);
}

TEST(Schema, AStepThatFailsLeavesTheOldSchema) {
  auto database = in_memory();
  store::migrate(database, first);

  EXPECT_THROW(store::migrate(database, broken), SQLite::Exception);

  EXPECT_EQ(store::schema_version(database), 1);
  EXPECT_FALSE(database.tableExists("b"));
}

TEST(Schema, ANewerOneIsRefused) {
  auto database = in_memory();
  store::migrate(database, both);

  try {
    store::migrate(database, first);
    FAIL() << "a newer schema was accepted";
  } catch (const store::Trouble& trouble) {
    EXPECT_THAT(trouble.failure().what, HasSubstr("newer version of RDP Ready"));
  }
}

TEST(Schema, IsSoundAsItIsMade) {
  auto database = in_memory();

  store::migrate(database);

  EXPECT_EQ(store::schema_version(database), store::newest_schema());
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  SQLite::Statement crossed(database, "PRAGMA foreign_key_check");
  EXPECT_FALSE(crossed.executeStep());
}

}  // namespace
