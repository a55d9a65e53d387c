#include "store/parts.h"

// Database's memory of what foresight has learned.

namespace store {

namespace {

/// The key in the settings for what is of no single target.
constexpr std::string_view of_all = "learned";

}  // namespace

Result<LearnedRows> Database::learned() {
  return parts_->read([](Connection& connection) -> Result<LearnedRows> {
    LearnedRows rows;
    auto all = connection.query("SELECT value FROM settings WHERE name = ?", of_all);
    if (all.next()) rows.of_all = all.text(0);
    auto row = connection.query("SELECT target, memory FROM learned");
    while (row.next())
      rows.of_targets.emplace(TargetId{row.integer(0)}, row.text(1));
    return rows;
  });
}

Result<void> Database::save_learned(const LearnedRows& rows) {
  return parts_->write([&](Connection& connection) -> Result<void> {
    connection.run("REPLACE INTO settings (name, value) VALUES (?, ?)", of_all, rows.of_all);
    for (const auto& [target, memory] : rows.of_targets) {
      if (is_saved(connection, target))
        connection.run("REPLACE INTO learned (target, memory) VALUES (?, ?)", target, memory);
    }
    return {};
  });
}

}  // namespace store
