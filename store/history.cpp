#include "store/parts.h"

#include <algorithm>
#include <utility>

namespace store {

namespace {

// A look counts as one of its verdict; spans are in seconds, moments in milliseconds.
constexpr const char* select_history =
    "SELECT at, 0, verdict = 0, verdict = 1, verdict = 2, verdict = 3, connect_us, total_us,"
    " failing_code, steps_us, broken, 0 FROM looks WHERE target = ?1 AND at >= ?2 "
    "UNION ALL "
    "SELECT at, span, ready, at_risk, would_fail, unknown, connect_us, total_us, failing_code,"
    " steps_us, broken, seen_after_ms FROM summaries WHERE target = ?1 AND at + span * 1000 > ?2 "
    "ORDER BY 1, 2 DESC";

constexpr std::int64_t day_ms = 86'400'000;

constexpr const char* select_days =
    "SELECT at / 86400000 FROM looks WHERE at >= ?1 "
    "UNION SELECT at / 86400000 FROM summaries WHERE at + span * 1000 > ?1 ORDER BY 1";

// The columns of select_history, of one day.
constexpr const char* select_day =
    "SELECT at, 0, verdict = 0, verdict = 1, verdict = 2, verdict = 3, connect_us, total_us,"
    " failing_code, steps_us, broken, 0 FROM looks WHERE target = ?1 AND at >= max(?2, ?4) AND at "
    "< ?3 "
    "UNION ALL "
    "SELECT at, span, ready, at_risk, would_fail, unknown, connect_us, total_us, failing_code,"
    " steps_us, broken, seen_after_ms FROM summaries WHERE target = ?1 AND span IN (3600, 86400) "
    "AND at >= ?2 AND at < ?3"
    " AND at + span * 1000 > ?4";

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
  point.steps = parse_step_times(row.text(9));
  point.broken = row.text(10);
  point.seen_after = std::chrono::milliseconds{row.integer(11)};
  return point;
}

using DayOfAll = std::vector<std::pair<TargetId, HistoryPoint>>;

DayOfAll read_day(Connection& connection, const std::vector<TargetId>& ids, std::int64_t day,
                  SysTime since) {
  DayOfAll points;
  for (const auto id : ids) {
    auto row = connection.query(select_day, id, day * day_ms, (day + 1) * day_ms, since);
    while (row.next())
      points.emplace_back(id, point_in(row));
  }
  std::ranges::stable_sort(points, {}, [](const auto& one) {
    return std::pair(one.second.at + one.second.seen_after, -one.second.span);
  });
  return points;
}

}  // namespace

Result<void> Database::each_past(const std::vector<TargetId>& ids, SysTime since,
                                 const PastTaken& take) {
  return parts_->read([&](Connection& connection) -> Result<void> {
    std::vector<std::int64_t> days;
    {
      auto row = connection.query(select_days, since);
      while (row.next())
        days.push_back(row.integer(0));
    }
    for (const auto day : days) {
      for (const auto& [id, point] : read_day(connection, ids, day, since)) {
        if (auto taken = take(id, point); !taken) return taken;
      }
    }
    return {};
  });
}

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
