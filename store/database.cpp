#include "store/database.h"

#include "store/health.h"
#include "store/parts.h"
#include "store/schema.h"

#include <sqlite3.h>

namespace store {

namespace {

/// Processes that create the file at the same time may be told "busy" here without having waited.
void use_write_ahead_log(SQLite::Database& database) {
  constexpr int most_tries = 100;
  constexpr int pause_ms = 20;
  for (int tries = 1;; ++tries) {
    try {
      database.execAndGet("PRAGMA journal_mode = WAL");
      return;
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != SQLITE_BUSY || tries == most_tries) throw;
      sqlite3_sleep(pause_ms);
    }
  }
}

void configure(SQLite::Database& database) {
  // A kill loses nothing with synchronous=NORMAL in WAL mode; only a power cut may cost the last
  // moments, never the file (https://www.sqlite.org/pragma.html#pragma_synchronous).
  use_write_ahead_log(database);
  database.exec("PRAGMA synchronous = NORMAL");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA temp_store = MEMORY");
  database.exec("PRAGMA cache_size = -1000");
  database.execAndGet("PRAGMA journal_size_limit = 4194304");
}

std::int64_t data_version(Connection& connection) {
  auto query = connection.query("PRAGMA data_version");
  query.next();
  return query.integer(0);
}

/// Throws.
OpeningReport open_sound(const DataFolder& folder, DataLock& lock, monitor::SysTime now) {
  auto report = lock.take_alone() ? make_sound(folder, now) : OpeningReport();
  lock.share();
  return report;
}

}  // namespace

Database::Database(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const DataFolder& folder,
                                                 const monitor::Clock& clock) {
  try {
    auto lock = std::make_unique<DataLock>(lock_file(folder.database));
    auto report = open_sound(folder, *lock, clock.now());
    auto parts = std::make_unique<Parts>(sqlite_name(folder.database), SQLite::OPEN_READWRITE);
    configure(parts->connection.database());
    migrate(parts->connection.database());
    parts->folder = folder;
    parts->lock = std::move(lock);
    parts->report = std::move(report);
    parts->seen_version = data_version(parts->connection);
    return std::unique_ptr<Database>(new Database(std::move(parts)));
  } catch (...) {
    return tl::unexpected(current_failure(folder.database));
  }
}

Result<std::unique_ptr<Database>> Database::open_in_memory() {
  try {
    auto parts = std::make_unique<Parts>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    configure(parts->connection.database());
    migrate(parts->connection.database());
    return std::unique_ptr<Database>(new Database(std::move(parts)));
  } catch (...) {
    return tl::unexpected(current_failure(":memory:"));
  }
}

const OpeningReport& Database::opening_report() const {
  return parts_->report;
}

Result<std::optional<std::string>> Database::setting(std::string_view key) {
  return parts_->read([&](Connection& connection) -> Result<std::optional<std::string>> {
    auto query = connection.query("SELECT value FROM settings WHERE name = ?", key);
    if (!query.next()) return std::optional<std::string>();
    return std::optional(query.text(0));
  });
}

Result<void> Database::save_setting(std::string_view key, std::string_view value) {
  return parts_->write([&](Connection& connection) -> Result<void> {
    connection.run("REPLACE INTO settings (name, value) VALUES (?, ?)", key, value);
    return {};
  });
}

Result<void> Database::back_up(SysTime now) {
  if (!parts_->lock) return {};
  try {
    back_up_file(parts_->folder, now);
    return {};
  } catch (...) {
    return tl::unexpected(current_failure(parts_->folder.database));
  }
}

// data_version changes when another connection has committed, and is read from shared memory.
Result<std::int64_t> Database::change_count() {
  return parts_->read([&](Connection& connection) -> Result<std::int64_t> {
    const auto version = data_version(connection);
    if (version != parts_->seen_version) ++parts_->foreign_changes;
    parts_->seen_version = version;
    return parts_->foreign_changes;
  });
}

}  // namespace store
