#include "store/parts.h"

namespace store {

namespace {

// A look counts as one of its verdict; spans are in seconds, moments in milliseconds.
constexpr const char* select_history =
    "SELECT at, 0, verdict = 0, verdict = 1, verdict = 2, verdict = 3, connect_us, total_us,"
    " failing_code FROM looks WHERE target = ?1 AND at >= ?2 "
    "UNION ALL "
    "SELECT at, span, ready, at_risk, would_fail, unknown, connect_us, total_us, failing_code"
    " FROM summaries WHERE target = ?1 AND at + span * 1000 > ?2 "
    "ORDER BY 1, 2 DESC";

std::optional<double> millis(const Query& row, int column) {
  const auto micros = row.maybe_integer(column);
  return micros ? std::optional(static_cast<double>(*micros) / 1000) : std::nullopt;
}

HistoryPoint point_in(const Query& row) {
  HistoryPoint point;
  point.at = row.time(0);
  point.span = std::chrono::seconds{row.integer(1)};
  point.ready = row.small(2);
  point.at_risk = row.small(3);
  point.would_fail = row.small(4);
  point.unknown = row.small(5);
  point.looks = point.ready + point.at_risk + point.would_fail + point.unknown;
  point.connect_ms = millis(row, 6);
  point.total_ms = millis(row, 7);
  point.failing_code = row.text(8);
  return point;
}

}  // namespace

Result<std::vector<HistoryPoint>> Database::history(TargetId id, SysTime since) {
  return parts_->read([&](Connection& connection) -> Result<std::vector<HistoryPoint>> {
    std::vector<HistoryPoint> points;
    auto row = connection.query(select_history, id, since);
    while (row.next())
      points.push_back(point_in(row));
    return points;
  });
}

}  // namespace store
