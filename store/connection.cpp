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

SQLite::Statement& Connection::statement(const char* sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return known->second;
  return statements_.try_emplace(sql, database_, sql).first->second;
}

}  // namespace store
