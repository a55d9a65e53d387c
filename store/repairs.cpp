#include "store/parts.h"
#include "store/quarantine.h"

#include <optional>

namespace store {

namespace {

using monitor::Failure;
using monitor::JournalStep;
using monitor::KeptCopy;
using monitor::RepairId;
using monitor::RepairPlan;
using monitor::RepairRecord;
using monitor::RepairState;
using monitor::StepState;

JournalStep step_of(const Query& row) {
  JournalStep step;
  step.number = row.small(0);
  step.step.id = row.text(1);
  step.step.act = row.one_of(2, monitor::StepAct::tell_administrator);
  step.step.remedy = row.text(3);
  step.step.title = row.text(4);
  step.step.why = row.text(5);
  step.step.by_default = row.integer(6) != 0;
  step.step.item.place = row.text(7);
  step.step.item.id = row.text(8);
  step.step.item.kind = row.one_of(9, monitor::ItemKind::history);
  step.step.item.shown_as = row.text(10);
  step.step.item.host = row.text(11);
  step.step.item.undo = row.one_of(12, monitor::Undo::impossible);
  step.state = row.one_of(13, StepState::undone);
  step.detail = row.text(14);
  return step;
}

std::vector<JournalStep> steps_of(Connection& connection, RepairId repair) {
  std::vector<JournalStep> steps;
  auto row = connection.query(
      "SELECT number, name, act, remedy, title, why, by_default, place, item, kind, shown_as, host,"
      " undo, state, detail FROM repair_steps WHERE repair = ? ORDER BY number",
      repair);
  while (row.next())
    steps.push_back(step_of(row));
  return steps;
}

void add_step(Connection& connection, RepairId repair, int number,
              const monitor::RepairStep& step) {
  const auto& item = step.item;
  connection.run(
      "INSERT INTO repair_steps (repair, number, name, act, remedy, title, why, by_default, place,"
      " item, kind, shown_as, host, undo, state, detail)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
      repair, number, step.id, step.act, step.remedy, step.title, step.why, step.by_default,
      item.place, item.id, item.kind, item.shown_as, item.host, item.undo, StepState::planned);
}

void change_step(Connection& connection, RepairId repair, int step, StepState state,
                 const std::string& detail) {
  connection.run("UPDATE repair_steps SET state = ?, detail = ? WHERE repair = ? AND number = ?",
                 state, detail, repair, step);
}

}  // namespace

/// The journal of repairs, on the connection of a Database that outlives it.
class Journal final : public monitor::RepairJournal {
 public:
  Journal(Database::Parts& parts, std::filesystem::path folder)
      : parts_(parts),
        folder_(std::move(folder)),
        quarantine_(folder_.empty() ? folder_ : folder_ / "quarantine") {}

  Result<void> take_turn() override {
    if (turn_ || folder_.empty()) return {};
    try {
      auto lock = std::make_unique<DataLock>(folder_ / "repair.lock");
      if (!lock->take_turn())
        return monitor::fail(Failure::Kind::denied,
                             "RDP Ready is repairing something already. Wait until it is done.");
      turn_ = std::move(lock);
      return {};
    } catch (...) {
      return tl::unexpected(current_failure(folder_ / "repair.lock"));
    }
  }

  Result<RepairId> begin(const RepairPlan& plan, SysTime at) override {
    return safely([&](Connection& connection) -> Result<RepairId> {
      connection.run("INSERT INTO repairs (target, at, state) VALUES (?, ?, ?)", plan.target, at,
                     RepairState::applying);
      const RepairId repair{connection.database().getLastInsertRowid()};
      int number = 0;
      for (const auto& step : plan.steps)
        add_step(connection, repair, ++number, step);
      return repair;
    });
  }

  Result<void> keep_copy(RepairId repair, int step, const KeptCopy& copy) override {
    return safely([&](Connection& connection) -> Result<void> {
      const bool apart = quarantine_.takes(copy);
      if (apart) quarantine_.write(repair, step, copy.bytes);
      connection.run(
          "INSERT INTO repair_copies (repair, number, sealed, size, copy) VALUES (?, ?, ?, ?, ?)",
          repair, step, copy.sealed, copy.bytes.size(),
          apart ? std::span<const std::byte>() : std::span(copy.bytes));
      change_step(connection, repair, step, StepState::removing, {});
      return {};
    });
  }

  Result<void> set_step(RepairId repair, int step, StepState state,
                        const std::string& detail) override {
    return safely([&](Connection& connection) -> Result<void> {
      change_step(connection, repair, step, state, detail);
      return {};
    });
  }

  Result<void> set_state(RepairId repair, RepairState state) override {
    return safely([&](Connection& connection) -> Result<void> {
      connection.run("UPDATE repairs SET state = ? WHERE id = ?", state, repair);
      return {};
    });
  }

  Result<std::vector<RepairRecord>> records() override {
    return parts_.read([](Connection& connection) -> Result<std::vector<RepairRecord>> {
      std::vector<RepairRecord> all;
      auto row = connection.query("SELECT id, target, at, state FROM repairs ORDER BY id DESC");
      while (row.next()) {
        const RepairId id{row.integer(0)};
        all.push_back({id, row.text(1), row.time(2), row.one_of(3, RepairState::undone),
                       steps_of(connection, id)});
      }
      return all;
    });
  }

  Result<KeptCopy> copy_of(RepairId repair, int step) override {
    return parts_.read([&](Connection& connection) -> Result<KeptCopy> {
      auto row = connection.query(
          "SELECT sealed, size, copy FROM repair_copies WHERE repair = ? AND number = ?", repair,
          step);
      if (!row.next()) return gone();
      KeptCopy copy{.sealed = row.integer(0) != 0, .bytes = {}};
      const auto size = static_cast<std::size_t>(row.integer(1));
      copy.bytes = row.is_null(2) ? quarantine_.read(repair, step, size) : row.bytes(2);
      if (copy.bytes.size() != size || size == 0) return gone();
      return copy;
    });
  }

 private:
  static tl::unexpected<Failure> gone() {
    return monitor::fail(Failure::Kind::not_found,
                         "The copy is not kept any more, so it cannot be put back.");
  }

  /// A change that not even a power cut takes back.
  template <class F>
  auto safely(F work) -> std::invoke_result_t<F, Connection&> {
    auto& database = parts_.connection.database();
    try {
      database.exec("PRAGMA synchronous = FULL");
      auto result = parts_.write(std::move(work));
      database.exec("PRAGMA synchronous = NORMAL");
      return result;
    } catch (...) {
      return tl::unexpected(current_failure(parts_.folder.database));
    }
  }

  Database::Parts& parts_;
  std::filesystem::path folder_;
  Quarantine quarantine_;
  std::unique_ptr<DataLock> turn_;
};

std::unique_ptr<monitor::RepairJournal> Database::repair_journal() {
  return std::make_unique<Journal>(*parts_, parts_->folder.database.parent_path());
}

Result<void> Database::drop_repairs(SysTime before) {
  return parts_->write([&](Connection& connection) -> Result<void> {
    const auto folder = parts_->folder.database.parent_path();
    const Quarantine quarantine(folder.empty() ? folder : folder / "quarantine");
    std::vector<RepairId> old;
    {
      auto row = connection.query("SELECT id FROM repairs WHERE at < ? AND state IN (?, ?)", before,
                                  RepairState::done, RepairState::undone);
      while (row.next())
        old.push_back(RepairId{row.integer(0)});
    }
    for (const auto repair : old) {
      connection.run("DELETE FROM repairs WHERE id = ?", repair);
      quarantine.remove(repair);
    }
    return {};
  });
}

}  // namespace store
