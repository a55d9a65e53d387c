#pragma once

#include "monitor/model/clock.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace store {

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

}  // namespace store
