#include "store/data_lock.h"

#include "store/connection.h"

#include <sqlite3.h>

namespace store {

namespace {

// Restoring a large copy on a slow disk takes seconds.
constexpr int longest_wait_ms = 30'000;
// Two who reach for it at the same time refuse each other; after this long one of them has it.
constexpr int collision_ms = 20;

}  // namespace

std::filesystem::path lock_file(const std::filesystem::path& database) {
  return database.parent_path() / "rdpready.lock";
}

DataLock::DataLock(const std::filesystem::path& file)
    : database_(sqlite_name(file), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
  // Who can read it can hold it.
  constexpr auto mine = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  if (std::filesystem::status(file).permissions() != mine) std::filesystem::permissions(file, mine);
}

bool DataLock::take_alone() {
  return begin_at_once("BEGIN EXCLUSIVE", collision_ms);
}

bool DataLock::take_turn() {
  return begin_at_once("BEGIN IMMEDIATE", 0);
}

bool DataLock::begin_at_once(const char* begin, int wait_ms) {
  let_go();
  database_.setBusyTimeout(wait_ms);
  try {
    database_.exec(begin);
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() != SQLITE_BUSY) throw;
    return false;
  }
  held_ = true;
  return true;
}

void DataLock::share() {
  let_go();
  database_.setBusyTimeout(longest_wait_ms);
  // A read transaction holds a shared lock for as long as it is open.
  database_.exec("BEGIN");
  held_ = true;
  database_.execAndGet("SELECT count(*) FROM sqlite_schema");
}

void DataLock::let_go() {
  if (held_) database_.exec("ROLLBACK");
  held_ = false;
}

}  // namespace store
