#include "store/parts.h"

namespace store {

namespace {

NotedSituation noted_in(const Query& row) {
  NotedSituation noted;
  noted.at = row.time(0);
  noted.situation.asleep = row.integer(1) != 0;
  noted.situation.online = row.integer(2) != 0;
  noted.situation.network = row.text(3);
  if (!row.is_null(4)) noted.situation.vpn = row.text(4);
  return noted;
}

bool is_known(Connection& connection, const monitor::Situation& now) {
  auto row = connection.query(
      "SELECT at, asleep, online, network, vpn FROM situations ORDER BY id DESC LIMIT 1");
  if (!row.next()) return false;
  const auto last = noted_in(row).situation;
  return last.asleep == now.asleep && last.online == now.online && last.network == now.network &&
         last.vpn == now.vpn;
}

}  // namespace

Result<void> Database::note_situation(const NotedSituation& noted) {
  return parts_->write([&](Connection& connection) -> Result<void> {
    const auto& now = noted.situation;
    if (is_known(connection, now)) return {};
    connection.run(
        "INSERT INTO situations (at, asleep, online, network, vpn) VALUES (?, ?, ?, ?, ?)",
        noted.at, now.asleep, now.online, now.network, now.vpn);
    return {};
  });
}

Result<std::vector<NotedSituation>> Database::situations(SysTime since) {
  return parts_->read([&](Connection& connection) -> Result<std::vector<NotedSituation>> {
    std::vector<NotedSituation> situations;
    auto row = connection.query(
        "SELECT at, asleep, online, network, vpn FROM situations"
        " WHERE at >= ?1 OR id = (SELECT id FROM situations WHERE at < ?1"
        " ORDER BY at DESC, id DESC LIMIT 1) ORDER BY at, id",
        since);
    while (row.next())
      situations.push_back(noted_in(row));
    return situations;
  });
}

}  // namespace store
