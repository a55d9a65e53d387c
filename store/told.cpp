#include "store/parts.h"

namespace store {

namespace {

std::vector<TargetId> targets_of(Connection& connection, const std::string& episode) {
  std::vector<TargetId> targets;
  auto row =
      connection.query("SELECT target FROM told_targets WHERE episode = ? ORDER BY place", episode);
  while (row.next())
    targets.push_back(TargetId{row.integer(0)});
  return targets;
}

}  // namespace

Result<std::vector<ToldRow>> Database::told() {
  return parts_->read([](Connection& connection) -> Result<std::vector<ToldRow>> {
    std::vector<ToldRow> all;
    auto row = connection.query(
        "SELECT episode, code, subject, level, at, open FROM told ORDER BY at, episode");
    while (row.next()) {
      all.push_back({row.text(0), targets_of(connection, row.text(0)), row.text(1), row.text(2),
                     row.small(3), row.time(4), row.integer(5) != 0});
    }
    return all;
  });
}

Result<void> Database::save_told(const ToldRow& row) {
  return parts_->write([&](Connection& connection) -> Result<void> {
    connection.run("DELETE FROM told WHERE episode = ?", row.episode);
    connection.run(
        "INSERT INTO told (episode, code, subject, level, at, open)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        row.episode, row.code, row.subject, row.level, row.at, row.open);
    int place = 0;
    for (const auto target : row.targets)
      connection.run("INSERT INTO told_targets VALUES (?, ?, ?)", row.episode, place++, target);
    return {};
  });
}

}  // namespace store
