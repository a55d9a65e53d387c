#include "store/connection.h"

namespace store {

std::string sqlite_name(const std::filesystem::path& file) {
  const auto text = std::filesystem::absolute(file).u8string();
  return {text.begin(), text.end()};
}

Query::~Query() {
  // What went wrong was thrown by next() already; a large value is not kept until the next use.
  statement_.tryReset();
  try {
    statement_.clearBindings();
  } catch (const SQLite::Exception&) {
    return;
  }
}

std::vector<std::byte> Query::bytes(int column) const {
  const auto blob = statement_.getColumn(column);
  const auto* first = static_cast<const std::byte*>(blob.getBlob());
  return {first, first + blob.getBytes()};
}

monitor::SysTime Query::time(int column) const {
  return monitor::SysTime{std::chrono::milliseconds{integer(column)}};
}

std::optional<std::int64_t> Query::maybe_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

SQLite::Statement& Connection::statement(const char* sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return known->second;
  return statements_.try_emplace(sql, database_, sql).first->second;
}

}  // namespace store
