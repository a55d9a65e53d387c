#include "store/parts.h"
#include "store/step_times.h"

#include <algorithm>
#include <cmath>

namespace store {

namespace {

using monitor::Check;

// Longer than any look takes: a look that began less before the last one was merely slower.
constexpr std::chrono::minutes longest_overtaking{2};

std::int64_t micros(monitor::Millis time) {
  return std::llround(time.count() * 1000);
}

std::optional<std::int64_t> connect_us(const Check& check) {
  for (const auto* name : {"connect", "gateway.connect"}) {
    const auto* step = monitor::find_step(check, name);
    if (step != nullptr && step->outcome == monitor::Outcome::ok) return micros(step->took);
  }
  return {};
}

std::optional<std::string> failing_code(const Check& check) {
  for (const auto& finding : check.findings) {
    if (finding.severity == monitor::Severity::failure) return finding.code;
  }
  return {};
}

/// "connect timeout" of a look that could not tell; of others the findings say it.
std::optional<std::string> broken(const Check& check) {
  const auto* step = monitor::failing_step(check);
  if (step == nullptr || monitor::verdict_of(check) != monitor::Verdict::unknown) return {};
  return step->step + ' ' + (step->error ? step->error->kind : "");
}

/// Two looks of one target may begin in the same millisecond (in two processes): the later one to
/// arrive takes the next that is free.
void keep_observation(Connection& connection, const Check& check) {
  const auto verdict = monitor::verdict_of(check);
  const auto connect = connect_us(check);
  const auto code = failing_code(check);
  const auto steps = to_text(step_times(check));
  auto at = check.at;
  while (
      connection.run("INSERT INTO looks (target, at, verdict, connect_us, total_us, failing_code,"
                     " steps_us, broken) VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''), ?)"
                     " ON CONFLICT DO NOTHING",
                     check.target.id, at, verdict, connect, micros(check.took), code, steps,
                     broken(check)) == 0)
    at += std::chrono::milliseconds{1};
}

struct Standing {
  monitor::Verdict verdict = monitor::Verdict::unknown;
  SysTime at{};
  SysTime since{};
};

std::optional<Standing> standing_of(Connection& connection, TargetId id) {
  auto row = connection.query("SELECT verdict, at, since FROM last_looks WHERE target = ?", id);
  if (!row.next()) return {};
  return Standing{row.one_of(0, monitor::Verdict::unknown), row.time(1), row.time(2)};
}

bool was_overtaken(const Check& check, const std::optional<Standing>& last) {
  return last && check.at < last->at && last->at - check.at <= longest_overtaking;
}

SysTime since_of(const Check& check, const std::optional<Standing>& last) {
  const bool same = last && last->verdict == monitor::verdict_of(check);
  return same ? std::min(last->since, check.at) : check.at;
}

void keep(Connection& connection, const Check& check, std::string_view check_json) {
  if (!is_saved(connection, check.target.id)) return;
  keep_observation(connection, check);
  keep_certificates(connection, check);
  const auto last = standing_of(connection, check.target.id);
  if (was_overtaken(check, last)) return;
  keep_findings(connection, check);
  connection.run(
      "REPLACE INTO last_looks (target, check_json, verdict, at, since) VALUES (?, ?, ?, ?, ?)",
      check.target.id, check_json, monitor::verdict_of(check), check.at, since_of(check, last));
}

}  // namespace

Result<void> Database::record(const Check& check, std::string_view check_json) {
  return parts_->write([&](Connection& connection) -> Result<void> {
    keep(connection, check, check_json);
    return {};
  });
}

Result<void> Database::record_all(const std::vector<std::pair<Check, std::string>>& checks) {
  return parts_->write([&](Connection& connection) -> Result<void> {
    for (const auto& [check, check_json] : checks)
      keep(connection, check, check_json);
    return {};
  });
}

Result<std::vector<LastLook>> Database::last_looks() {
  return parts_->read([](Connection& connection) -> Result<std::vector<LastLook>> {
    std::vector<LastLook> looks;
    auto row = connection.query(
        "SELECT target, check_json, verdict, at, since FROM last_looks ORDER BY target");
    while (row.next()) {
      looks.push_back({TargetId{row.integer(0)}, row.text(1),
                       row.one_of(2, monitor::Verdict::unknown), row.time(3), row.time(4)});
    }
    return looks;
  });
}

}  // namespace store
