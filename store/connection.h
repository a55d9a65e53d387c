#pragma once

#include "monitor/model/clock.h"
#include "monitor/model/target.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace store {

/// How long one process waits for the other's write.
inline constexpr int busy_timeout_ms = 5000;

/// A file name as SQLite wants it on every system. Absolute, so that it is never taken for a URI.
std::string sqlite_name(const std::filesystem::path& file);

/// A compiled statement in use: bound when made, rewound when it goes out of scope.
class Query {
 public:
  template <class... Values>
  explicit Query(SQLite::Statement& statement, const Values&... values) : statement_(statement) {
    (bind(values), ...);
  }

  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// Binds `value` to the next parameter.
  void bind(std::int64_t value) { statement_.bind(++bound_, value); }

  void bind(double value) { statement_.bind(++bound_, value); }

  void bind(const std::string& value) { statement_.bind(++bound_, value); }

  void bind(std::string_view value) { bind(std::string(value)); }

  void bind(std::span<const std::byte> value) {
    statement_.bind(++bound_, value.data(), static_cast<int>(value.size()));
  }

  void bind(monitor::SysTime value) { bind(std::int64_t{value.time_since_epoch().count()}); }

  template <class T>
  requires std::integral<T> || std::is_enum_v<T>

  void bind(T value) { bind(static_cast<std::int64_t>(value)); }

  template <class T>
  void bind(const std::optional<T>& value) {
    if (value) {
      bind(*value);
    } else {
      statement_.bind(++bound_);
    }
  }

  /// Steps to the next row; false after the last one.
  bool next() { return statement_.executeStep(); }

  // Columns of the row, counted from 0.
  bool is_null(int column) const { return statement_.isColumnNull(column); }

  std::int64_t integer(int column) const { return statement_.getColumn(column).getInt64(); }

  int small(int column) const { return static_cast<int>(integer(column)); }

  double real(int column) const { return statement_.getColumn(column).getDouble(); }

  std::string text(int column) const { return statement_.getColumn(column).getString(); }

  std::vector<std::byte> bytes(int column) const;
  monitor::SysTime time(int column) const;
  std::optional<std::int64_t> maybe_integer(int column) const;

  /// An enum stored by its number; what lies past `last` reads as `last`.
  template <class E>
  E one_of(int column, E last) const {
    const auto value = integer(column);
    return value < 0 || value > static_cast<std::int64_t>(last) ? last : static_cast<E>(value);
  }

 private:
  SQLite::Statement& statement_;
  int bound_ = 0;
};

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
