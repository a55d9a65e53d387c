#pragma once

#include "store/query.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>
#include <unordered_map>

namespace store {

/// How long one process waits for the other's write.
inline constexpr int busy_timeout_ms = 5000;

/// A file name as SQLite wants it on every system. Absolute, so that it is never taken for a URI.
std::string sqlite_name(const std::filesystem::path& file);

/// A connection with its compiled statements. One thread at a time. Throws SQLite::Exception.
class Connection {
 public:
  Connection(const std::string& name, int flags) : database_(name, flags, busy_timeout_ms) {}

  SQLite::Database& database() { return database_; }

  /// The statement for `sql` (a literal: compiled once), bound to `values`. Not to be asked for
  /// again while the Query lives.
  template <class... Values>
  Query query(const char* sql, const Values&... values) {
    return Query(statement(sql), values...);
  }

  /// Runs `sql` to its end and gives the number of rows that it changed.
  template <class... Values>
  int run(const char* sql, const Values&... values) {
    auto row = query(sql, values...);
    while (row.next()) {
    }
    return database_.getChanges();
  }

 private:
  SQLite::Statement& statement(const char* sql);

  SQLite::Database database_;
  std::unordered_map<const char*, SQLite::Statement> statements_;
};

}  // namespace store
