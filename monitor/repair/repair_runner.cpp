#include "monitor/repair/repair_runner.h"

#include "monitor/platform/client_running.h"
#include "monitor/platform/resolver_cache.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace monitor {

namespace {

bool is_chosen(const RepairStep& step, const std::vector<std::string>& chosen) {
  return std::find(chosen.begin(), chosen.end(), step.id) != chosen.end();
}

/// Gone, going or half gone: a copy of it is safe.
bool has_copy(const JournalStep& step) {
  return step.step.act == StepAct::remove_item &&
         (step.state == StepState::removing || step.state == StepState::applied);
}

/// Trouble that another time may not have: a locked keyring, a file in use.
bool may_pass(const Failure& failure) {
  switch (failure.kind) {
    case Failure::Kind::unavailable:
    case Failure::Kind::denied:
    case Failure::Kind::timed_out:
    case Failure::Kind::storage:
      return true;
    case Failure::Kind::invalid_input:
    case Failure::Kind::wrong_use:
    case Failure::Kind::not_found:
    case Failure::Kind::already_there:
    case Failure::Kind::internal:
    case Failure::Kind::changed:
      break;
  }
  return false;
}

}  // namespace

bool is_unfinished(const RepairRecord& record) {
  const bool half_a_step =
      std::any_of(record.steps.begin(), record.steps.end(),
                  [](const auto& one) { return one.state == StepState::removing; });
  return record.state == RepairState::applying || record.state == RepairState::undoing ||
         half_a_step;
}

Workbench open_workbench() {
  Workbench bench;
  bench.places.push_back(open_saved_credentials());
  bench.places.push_back(open_connection_cache());
  bench.sealing = open_sealing();
  bench.empty_resolver_cache = monitor::empty_resolver_cache;
  bench.is_client_running = is_rdp_client_running;
  return bench;
}

SavedItems* RepairRunner::place_of(const SavedItem& item) {
  for (const auto& place : workbench_.places) {
    if (place->place() == item.place) return place.get();
  }
  return nullptr;
}

Result<std::vector<RepairRecord>> RepairRunner::recover() {
  if (auto turn = journal_.take_turn(); !turn) return tl::unexpected(turn.error());
  const auto records = journal_.records();
  if (!records) return tl::unexpected(records.error());
  std::vector<RepairRecord> taken_back;
  for (const auto& record : *records) {
    if (!is_unfinished(record)) continue;
    spdlog::warn("A repair was cut short; what it removed is put back.");
    const auto whole = recover_one(record);
    if (!whole) return tl::unexpected(whole.error());
    if (!*whole) continue;
    auto now = this->record(record.id);
    if (!now) return tl::unexpected(now.error());
    taken_back.push_back(*std::move(now));
  }
  return taken_back;
}

Result<bool> RepairRunner::recover_one(const RepairRecord& record) {
  bool all = true;
  const bool every_step = record.state != RepairState::done;
  for (auto step = record.steps.rbegin(); step != record.steps.rend(); ++step) {
    if (!has_copy(*step) || (!every_step && step->state != StepState::removing)) continue;
    const auto put = put_back(record.id, *step);
    if (!put && may_pass(put.error())) {
      all = false;
      continue;
    }
    const auto state = put ? StepState::undone : StepState::applied;
    auto kept = journal_.set_step(record.id, step->number, state, put ? "" : put.error().what);
    if (!kept) return tl::unexpected(kept.error());
  }
  if (all && every_step) {
    if (auto kept = journal_.set_state(record.id, RepairState::undone); !kept)
      return tl::unexpected(kept.error());
  }
  return all;
}

Result<RepairRecord> RepairRunner::apply(const RepairPlan& plan,
                                         const std::vector<std::string>& chosen,
                                         const std::function<void(const JournalStep&)>& told,
                                         const std::function<bool()>& cancelled) {
  if (auto ready = recover(); !ready) return tl::unexpected(ready.error());
  const auto id = journal_.begin(plan, clock_.now());
  if (!id) return tl::unexpected(id.error());
  int number = 0;
  for (const auto& planned : plan.steps) {
    JournalStep step{++number, planned, StepState::skipped, {}};
    const bool go_on = !cancelled || !cancelled();
    if (go_on && is_chosen(planned, chosen)) do_step(*id, step);
    if (auto kept = journal_.set_step(*id, number, step.state, step.detail); !kept)
      return tl::unexpected(kept.error());
    if (told) told(step);
  }
  if (auto kept = journal_.set_state(*id, RepairState::done); !kept)
    return tl::unexpected(kept.error());
  return record(*id);
}

void RepairRunner::do_step(RepairId repair, JournalStep& step) {
  Result<void> done;
  switch (step.step.act) {
    case StepAct::remove_item:
      done = remove_item(repair, step);
      break;
    case StepAct::empty_resolver_cache:
      done = workbench_.empty_resolver_cache();
      break;
    case StepAct::tell_administrator:
      return;
  }
  if (step.state != StepState::removing) step.state = done ? StepState::applied : StepState::failed;
  if (!done) step.detail = done.error().what;
}

Result<void> RepairRunner::remove_item(RepairId repair, JournalStep& step) {
  const auto& item = step.step.item;
  auto* place = place_of(item);
  if (place == nullptr)
    return fail(Failure::Kind::unavailable, item.shown_as + ": this computer has no such place.");
  if (item.kind == ItemKind::bitmap_cache) {
    const auto runs = workbench_.is_client_running();
    if (!runs || *runs)
      return fail(Failure::Kind::denied,
                  "Close Remote Desktop first: its pictures are in use while it runs.");
  }
  const auto copy = place->back_up(item);
  if (!copy) return tl::unexpected(copy.error());
  const auto kept = copied(item, *copy);
  if (!kept) return tl::unexpected(kept.error());
  if (auto safe = journal_.keep_copy(repair, step.number, *kept); !safe) return safe;
  return remove_copied(*place, *copy, step);
}

Result<KeptCopy> RepairRunner::copied(const SavedItem& item, const Secret& copy) {
  if (!item.secret)
    return KeptCopy{.sealed = false, .bytes = {copy.reveal().begin(), copy.reveal().end()}};
  auto sealed = workbench_.sealing->seal(copy);
  if (!sealed) return tl::unexpected(sealed.error());
  return KeptCopy{.sealed = true, .bytes = std::move(sealed->bytes)};
}

Result<void> RepairRunner::remove_copied(SavedItems& place, const Secret& copy, JournalStep& step) {
  auto removed = place.remove(step.step.item);
  if (removed || removed.error().kind == Failure::Kind::changed ||
      removed.error().kind == Failure::Kind::not_found)
    return removed;
  // A part of it may be gone by now. Where that cannot be mended at once, the next start tries.
  if (const auto whole = place.put_back(copy); !whole && may_pass(whole.error()))
    step.state = StepState::removing;
  return removed;
}

Result<void> RepairRunner::put_back(RepairId repair, const JournalStep& step) {
  auto* place = place_of(step.step.item);
  if (place == nullptr)
    return fail(Failure::Kind::unavailable, "This computer has no such place any more.");
  auto kept = journal_.copy_of(repair, step.number);
  if (!kept) return tl::unexpected(kept.error());
  if (!kept->sealed) return place->put_back(Secret(kept->bytes));
  const auto copy = workbench_.sealing->open({std::move(kept->bytes)});
  if (!copy) return tl::unexpected(copy.error());
  return place->put_back(*copy);
}

Result<void> RepairRunner::put_back_steps(const RepairRecord& record, std::optional<int> only) {
  // The last first, as it was built up.
  for (auto step = record.steps.rbegin(); step != record.steps.rend(); ++step) {
    if (!has_copy(*step) || (only && *only != step->number)) continue;
    const auto put = put_back(record.id, *step);
    std::string detail = put ? "" : put.error().what;
    if (put && step->step.item.undo == Undo::needs_password_again)
      detail = "The password itself could not be kept; type it when you next connect.";
    const auto state = put ? StepState::undone : StepState::applied;
    if (auto kept = journal_.set_step(record.id, step->number, state, detail); !kept) return kept;
  }
  return {};
}

Result<RepairRecord> RepairRunner::undo(RepairId repair, std::optional<int> step) {
  if (auto ready = recover(); !ready) return tl::unexpected(ready.error());
  const auto before = record(repair);
  if (!before) return before;
  if (step && std::ranges::find(before->steps, *step, &JournalStep::number) == before->steps.end())
    return fail(Failure::Kind::not_found,
                "That repair has no step number " + std::to_string(*step) + '.');
  if (!step) {
    if (auto kept = journal_.set_state(repair, RepairState::undoing); !kept)
      return tl::unexpected(kept.error());
  }
  if (auto put = put_back_steps(*before, step); !put) return tl::unexpected(put.error());
  if (auto closed = close(repair); !closed) return tl::unexpected(closed.error());
  return record(repair);
}

/// Undone where nothing of it is left to be taken back.
Result<void> RepairRunner::close(RepairId repair) {
  const auto now = record(repair);
  if (!now) return tl::unexpected(now.error());
  const bool left = std::any_of(now->steps.begin(), now->steps.end(), has_copy);
  return journal_.set_state(repair, left ? RepairState::done : RepairState::undone);
}

Result<RepairRecord> RepairRunner::record(RepairId repair) {
  auto records = journal_.records();
  if (!records) return tl::unexpected(records.error());
  for (auto& one : *records) {
    if (one.id == repair) return std::move(one);
  }
  return fail(
      Failure::Kind::not_found,
      "There is no repair number " + std::to_string(static_cast<std::int64_t>(repair)) + ".");
}

}  // namespace monitor
