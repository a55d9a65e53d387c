#include "store/parts.h"
#include "store/summary.h"

namespace store {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr days raw_kept{7};
constexpr days hours_kept{90};
constexpr days past_findings_kept{90};
constexpr days situations_kept{90};
// Of a network that comes and goes all the time: nine an hour.
constexpr std::int64_t most_situations = 20'000;
// A certificate's subject is not told again; by then the certificate is long replaced.
constexpr days closed_told_kept{365};

SysTime rounded_down(SysTime at, seconds span) {
  const auto ms = std::chrono::milliseconds{span}.count();
  const auto since_1970 = at.time_since_epoch().count();
  const auto over = ((since_1970 % ms) + ms) % ms;
  return SysTime{std::chrono::milliseconds{since_1970 - over}};
}

/// The columns of `summaries` from `at` on.
Summary summary_in(const Query& row) {
  Summary summary;
  summary.at = row.time(0);
  for (std::size_t i = 0; i < summary.verdicts.size(); ++i)
    summary.verdicts.at(i) = row.small(static_cast<int>(i) + 1);
  summary.connect_us = row.maybe_integer(5);
  summary.total_us = row.maybe_integer(6);
  summary.failing_code = row.text(7);
  summary.steps = parse_step_times(row.text(8));
  summary.broken = row.text(9);
  summary.seen_at = summary.at + std::chrono::milliseconds{row.integer(10)};
  return summary;
}

/// Adds the parts to the summary of that span and beginning, which may be there already: a look
/// under a clock that was set back comes late.
void put(Connection& connection, TargetId target, seconds span, std::vector<Summary> parts) {
  const auto at = rounded_down(parts.front().at, span);
  {
    auto row = connection.query(
        "SELECT at, ready, at_risk, would_fail, unknown, connect_us, total_us, failing_code,"
        " steps_us, broken, seen_after_ms FROM summaries WHERE target = ? AND span = ? AND at = ?",
        target, span.count(), at);
    if (row.next()) parts.push_back(summary_in(row));
  }
  const auto whole = rolled_up(parts);
  const auto& [ready, at_risk, would_fail, unknown] = whole.verdicts;
  connection.run(
      "REPLACE INTO summaries (target, span, at, ready, at_risk, would_fail, unknown, connect_us,"
      " total_us, failing_code, steps_us, broken, seen_after_ms)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), nullif(?, ''), ?)",
      target, span.count(), at, ready, at_risk, would_fail, unknown, whole.connect_us,
      whole.total_us, whole.failing_code, to_text(whole.steps), whole.broken,
      (whole.seen_at - at).count());
}

/// Gathers the rows, which are in order of time, by spans. The rows may be the very ones that
/// put() writes to, so they are all read first.
void put_all(Connection& connection, TargetId target, seconds span,
             const std::vector<Summary>& rows) {
  std::vector<Summary> parts;
  for (const auto& row : rows) {
    if (!parts.empty() && rounded_down(parts.front().at, span) != rounded_down(row.at, span)) {
      put(connection, target, span, std::move(parts));
      parts.clear();
    }
    parts.push_back(row);
  }
  if (!parts.empty()) put(connection, target, span, std::move(parts));
}

/// Looks before `end` become hours.
void roll_up_looks(Connection& connection, TargetId target, SysTime end) {
  std::vector<Summary> rows;
  {
    auto row = connection.query(
        "SELECT at, verdict = 0, verdict = 1, verdict = 2, verdict = 3, connect_us, total_us,"
        " failing_code, steps_us, broken, 0 FROM looks WHERE target = ? AND at < ? ORDER BY at",
        target, end);
    while (row.next())
      rows.push_back(summary_in(row));
  }
  if (rows.empty()) return;
  put_all(connection, target, hours{1}, rows);
  connection.run("DELETE FROM looks WHERE target = ? AND at < ?", target, end);
}

/// Hours before `end` become days.
void roll_up_hours(Connection& connection, TargetId target, SysTime end) {
  constexpr auto hour = seconds{hours{1}}.count();
  std::vector<Summary> rows;
  {
    auto row = connection.query(
        "SELECT at, ready, at_risk, would_fail, unknown, connect_us, total_us, failing_code,"
        " steps_us, broken, seen_after_ms FROM summaries WHERE target = ? AND span = ? AND at < ? "
        "ORDER BY at",
        target, hour, end);
    while (row.next())
      rows.push_back(summary_in(row));
  }
  if (rows.empty()) return;
  put_all(connection, target, days{1}, rows);
  connection.run("DELETE FROM summaries WHERE target = ? AND span = ? AND at < ?", target, hour,
                 end);
}

/// Whether there is anything to do for the target.
bool has_old(Connection& connection, TargetId target, SysTime raw_end, SysTime hours_end) {
  auto row = connection.query(
      "SELECT EXISTS (SELECT 1 FROM looks WHERE target = ?1 AND at < ?2)"
      " OR EXISTS (SELECT 1 FROM summaries WHERE target = ?1 AND span = 3600 AND at < ?3)",
      target, raw_end, hours_end);
  return row.next() && row.integer(0) != 0;
}

std::vector<TargetId> targets_with_old(Connection& connection, SysTime raw_end, SysTime hours_end) {
  std::vector<TargetId> targets;
  auto row = connection.query("SELECT id FROM targets");
  while (row.next()) {
    const TargetId target{row.integer(0)};
    if (has_old(connection, target, raw_end, hours_end)) targets.push_back(target);
  }
  return targets;
}

void drop_outlived(Connection& connection, SysTime now) {
  connection.run("DELETE FROM past_findings WHERE until < ?", now - past_findings_kept);
  // The last one from before still held then.
  connection.run(
      "DELETE FROM situations WHERE at < ?1"
      " AND id < (SELECT max(id) FROM situations WHERE at < ?1)",
      now - situations_kept);
  connection.run("DELETE FROM situations WHERE id <= (SELECT max(id) FROM situations) - ?",
                 most_situations);
  connection.run("DELETE FROM told WHERE open = 0 AND at < ?", now - closed_told_kept);
  connection.run(
      "DELETE FROM told WHERE NOT EXISTS (SELECT 1 FROM told_targets"
      " JOIN targets ON targets.id = target WHERE told_targets.episode = told.episode)");
}

}  // namespace

// One transaction for each target, so that the other process never waits for long.
Result<void> Database::roll_up(SysTime now) {
  const auto raw_end = rounded_down(now - raw_kept, hours{1});
  const auto hours_end = rounded_down(now - hours_kept, days{1});
  const auto targets = parts_->read([&](Connection& connection) -> Result<std::vector<TargetId>> {
    return targets_with_old(connection, raw_end, hours_end);
  });
  if (!targets) return tl::unexpected(targets.error());
  for (const auto target : *targets) {
    auto rolled = parts_->write([&](Connection& connection) -> Result<void> {
      roll_up_looks(connection, target, raw_end);
      roll_up_hours(connection, target, hours_end);
      return {};
    });
    if (!rolled) return rolled;
  }
  return parts_->write([&](Connection& connection) -> Result<void> {
    drop_outlived(connection, now);
    return {};
  });
}

}  // namespace store
