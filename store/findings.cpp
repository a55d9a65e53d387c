#include "store/parts.h"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace store {

namespace {

using monitor::Check;
using monitor::Fact;
using monitor::Finding;

/// What a row of finding_facts holds.
enum class FactKind { none, yes_or_no, whole, real, text, time, list, item, remedy };

/// Writes the rows of one finding, one after the other.
class FactWriter {
 public:
  FactWriter(Connection& connection, TargetId target, const std::string& code)
      : connection_(connection), target_(target), code_(code) {}

  template <class T>
  void add(const std::string& name, FactKind kind, const T& value) {
    connection_.run("INSERT INTO finding_facts VALUES (?, ?, ?, ?, ?, ?)", target_, code_, place_++,
                    name, kind, value);
  }

  void add(const Fact& fact) {
    std::visit([&](const auto& value) { add_value(fact.name, value); }, fact.value);
  }

 private:
  static constexpr std::optional<int> nothing{};

  void add_value(const std::string& name, std::monostate) { add(name, FactKind::none, nothing); }

  void add_value(const std::string& name, bool value) { add(name, FactKind::yes_or_no, value); }

  void add_value(const std::string& name, std::int64_t value) { add(name, FactKind::whole, value); }

  void add_value(const std::string& name, double value) { add(name, FactKind::real, value); }

  void add_value(const std::string& name, const std::string& value) {
    add(name, FactKind::text, value);
  }

  void add_value(const std::string& name, SysTime value) { add(name, FactKind::time, value); }

  void add_value(const std::string& name, const std::vector<std::string>& values) {
    add(name, FactKind::list, nothing);
    for (const auto& value : values)
      add(name, FactKind::item, value);
  }

  Connection& connection_;
  TargetId target_;
  const std::string& code_;
  int place_ = 0;
};

monitor::FactValue value_in(const Query& row, FactKind kind) {
  switch (kind) {
    case FactKind::yes_or_no:
      return row.integer(2) != 0;
    case FactKind::whole:
      return row.integer(2);
    case FactKind::real:
      return row.real(2);
    case FactKind::text:
      return row.text(2);
    case FactKind::time:
      return row.time(2);
    case FactKind::list:
      return std::vector<std::string>();
    case FactKind::none:
    case FactKind::item:
    case FactKind::remedy:
      break;
  }
  return std::monostate();
}

void read_facts(Connection& connection, TargetId target, Finding& finding) {
  auto row = connection.query(
      "SELECT name, kind, value FROM finding_facts WHERE target = ? AND code = ? ORDER BY place",
      target, finding.code);
  while (row.next()) {
    const auto kind = row.one_of(1, FactKind::remedy);
    if (kind == FactKind::remedy) {
      finding.remedies.push_back(row.text(0));
    } else if (kind != FactKind::item) {
      finding.evidence.push_back({row.text(0), value_in(row, kind)});
    } else if (!finding.evidence.empty()) {
      auto* list = std::get_if<std::vector<std::string>>(&finding.evidence.back().value);
      if (list != nullptr) list->push_back(row.text(2));
    }
  }
}

std::vector<OpenFinding> read_open(Connection& connection, TargetId target) {
  std::vector<OpenFinding> open;
  auto row = connection.query(
      "SELECT code, severity, title, explanation, fails_at, subject, level, since"
      " FROM open_findings WHERE target = ? ORDER BY code",
      target);
  while (row.next()) {
    OpenFinding one;
    one.finding.code = row.text(0);
    one.finding.severity = row.one_of(1, monitor::Severity::failure);
    one.finding.title = row.text(2);
    one.finding.explanation = row.text(3);
    if (!row.is_null(4)) one.finding.fails_at = row.time(4);
    one.finding.subject = row.text(5);
    one.finding.level = row.small(6);
    one.since = row.time(7);
    open.push_back(std::move(one));
  }
  return open;
}

void write_open(Connection& connection, TargetId target, const Finding& finding, SysTime since) {
  connection.run("DELETE FROM open_findings WHERE target = ? AND code = ?", target, finding.code);
  connection.run("INSERT INTO open_findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", target,
                 finding.code, finding.severity, finding.title, finding.explanation,
                 finding.fails_at, finding.subject, finding.level, since);
  FactWriter facts(connection, target, finding.code);
  for (const auto& remedy : finding.remedies)
    facts.add(remedy, FactKind::remedy, std::optional<int>());
  for (const auto& fact : finding.evidence)
    facts.add(fact);
}

/// A clock that was set back must not end a finding before it began.
void close(Connection& connection, TargetId target, const OpenFinding& over, SysTime at) {
  connection.run(
      "INSERT INTO past_findings (target, until, code, subject, severity, since)"
      " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET since = min(since, excluded.since)",
      target, std::max(at, over.since), over.finding.code, over.finding.subject,
      over.finding.severity, over.since);
  connection.run("DELETE FROM open_findings WHERE target = ? AND code = ?", target,
                 over.finding.code);
}

/// The finding of the look that goes on with `open`; a new subject is a new matter.
const Finding* same_matter(const Check& check, const OpenFinding& open) {
  const auto* finding = monitor::find_finding(check, open.finding.code);
  return finding != nullptr && finding->subject == open.finding.subject ? finding : nullptr;
}

}  // namespace

void keep_findings(Connection& connection, const Check& check) {
  const auto target = check.target.id;
  const auto open = read_open(connection, target);
  for (const auto& one : open) {
    if (same_matter(check, one) == nullptr) close(connection, target, one, check.at);
  }
  for (const auto& finding : check.findings) {
    const auto before = std::find_if(open.begin(), open.end(), [&](const OpenFinding& one) {
      return same_matter(check, one) == &finding;
    });
    const auto since = before == open.end() ? check.at : std::min(before->since, check.at);
    write_open(connection, target, finding, since);
  }
}

Result<std::vector<OpenFinding>> Database::open_findings(TargetId id) {
  return parts_->read([&](Connection& connection) -> Result<std::vector<OpenFinding>> {
    auto open = read_open(connection, id);
    for (auto& one : open)
      read_facts(connection, id, one.finding);
    return open;
  });
}

Result<std::vector<PastFinding>> Database::past_findings(TargetId id, SysTime since) {
  return parts_->read([&](Connection& connection) -> Result<std::vector<PastFinding>> {
    std::vector<PastFinding> past;
    auto row = connection.query(
        "SELECT code, severity, subject, since, until FROM past_findings"
        " WHERE target = ? AND until >= ? ORDER BY until, code, subject",
        id, since);
    while (row.next()) {
      past.push_back({row.text(0), row.one_of(1, monitor::Severity::failure), row.text(2),
                      row.time(3), row.time(4)});
    }
    return past;
  });
}

}  // namespace store
