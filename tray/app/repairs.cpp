#include "tray/app/repairs.h"

#include "monitor/inspections/judging/sign_in_judgement.h"
#include "tray/app/archive.h"
#include "tray/app/json_values.h"

#include <algorithm>
#include <utility>

namespace tray {

using monitor::Failure;
using monitor::RepairRecord;
using monitor::Result;

namespace {

Json item_json(const JudgedItem& one) {
  const auto& item = one.item;
  Json json;
  json["id"] = item.id;
  json["kind"] = monitor::to_text(item.kind);
  json["title"] = item.shown_as;
  json["host"] = item.host.empty() ? Json() : Json(item.host);
  json["port"] = item.port ? Json(*item.port) : Json();
  json["user_name"] = item.user_name.empty() ? Json() : Json(item.user_name);
  json["written_at"] = time_json(item.written);
  json["size_bytes"] = item.size;
  json["undo"] = monitor::to_text(item.undo);
  json["code"] = one.code.empty() ? Json() : Json(one.code);
  json["why"] = one.why.empty() ? Json() : Json(one.why);
  for (const auto& fact : item.facts)
    json["facts"][fact.name] = fact_json(fact.value);
  return json;
}

Json step_json(const monitor::JournalStep& step) {
  Json json;
  json["id"] = step.step.id;
  json["remedy"] = step.step.remedy;
  json["title"] = step.step.title;
  json["why"] = step.step.why;
  json["reversible"] = step.step.item.undo == monitor::Undo::whole;
  json["state"] = monitor::to_text(step.state);
  json["detail"] = step.detail.empty() ? Json() : Json(step.detail);
  return json;
}

Result<std::vector<monitor::Check>> last_checks(store::Database& database,
                                                const std::vector<monitor::Target>& saved) {
  const auto looks = database.last_looks();
  if (!looks) return tl::unexpected(looks.error());
  std::vector<monitor::Check> checks;
  for (const auto& look : *looks) {
    const auto target = std::ranges::find(saved, look.target, &monitor::Target::id);
    if (target == saved.end()) continue;
    if (const auto check = last_check(look, *target)) checks.push_back(*check);
  }
  return checks;
}

}  // namespace

Repairs::Repairs(std::unique_ptr<monitor::RepairJournal> journal)
    : journal_(std::move(journal)),
      bench_(monitor::open_workbench()),
      runner_(*journal_, bench_, clock_) {}

Result<std::unique_ptr<Repairs>> Repairs::open(store::Database& database) {
  std::unique_ptr<Repairs> repairs(new Repairs(database.repair_journal()));
  auto recovered = repairs->runner_.recover();
  if (!recovered) return tl::unexpected(recovered.error());
  repairs->taken_back_ = *std::move(recovered);
  return repairs;
}

Result<RepairRecord> Repairs::remove(const std::vector<JudgedItem>& items,
                                     const std::string& remedy) {
  monitor::RepairPlan plan;
  std::vector<std::string> ids;
  for (const auto& one : items) {
    monitor::RepairStep step;
    step.id = std::to_string(ids.size() + 1);
    step.act = monitor::StepAct::remove_item;
    step.remedy = remedy;
    step.title = "Remove: " + one.item.shown_as;
    step.why = one.why.empty() ? "You chose it." : one.why;
    step.item = one.item;
    ids.push_back(step.id);
    plan.steps.push_back(std::move(step));
  }
  return runner_.apply(plan, ids);
}

Result<RepairRecord> Repairs::undo(std::optional<monitor::RepairId> repair,
                                   std::optional<int> step) {
  if (repair) return runner_.undo(*repair, step);
  const auto all = records();
  if (!all) return tl::unexpected(all.error());
  const auto newest = std::ranges::find_if(*all, can_be_undone);
  if (newest == all->end())
    return monitor::fail(Failure::Kind::not_found, "There is nothing to put back.");
  return runner_.undo(newest->id, step);
}

std::string take_back_cut_short(store::Database& database) {
  const auto records = database.repair_journal()->records();
  if (!records || std::ranges::none_of(*records, monitor::is_unfinished)) return {};
  const auto repairs = Repairs::open(database);
  if (!repairs) {
    if (repairs.error().kind == Failure::Kind::denied) return {};
    return "A repair was cut short and could not be taken back yet: " + repairs.error().what;
  }
  if ((*repairs)->taken_back().empty())
    return "A repair was cut short. Not all of it can be put back now; it is tried again at the "
           "next start.";
  return "A repair was cut short, so what it had removed was put back.";
}

Result<JudgedItems> judged_sign_ins(store::Database& database) {
  auto saved = database.targets();
  if (!saved) return tl::unexpected(saved.error());
  auto looks = last_checks(database, *saved);
  if (!looks) return tl::unexpected(looks.error());
  const auto around = monitor::look_around(*std::move(saved), monitor::SystemClock().now());
  JudgedItems judged;
  judged.not_readable = around.not_readable;
  for (const auto& item : around.credentials.items) {
    const auto trouble = monitor::trouble_of(item, around, *looks);
    judged.items.push_back({item, trouble ? trouble->code : "", trouble ? trouble->why : ""});
  }
  return judged;
}

JudgedItems cached_items() {
  JudgedItems judged;
  auto list = monitor::open_connection_cache()->list();
  if (!list) {
    if (list.error().kind != Failure::Kind::unavailable)
      judged.not_readable.push_back(list.error().what);
    return judged;
  }
  judged.not_readable = std::move(list->unreadable);
  for (auto& item : list->items) {
    std::string why(monitor::text_fact(item, "damage"));
    const auto* code = why.empty() ? "" : "cache.corrupt";
    judged.items.push_back({std::move(item), code, std::move(why)});
  }
  return judged;
}

bool can_be_undone(const RepairRecord& record) {
  return std::ranges::any_of(record.steps, [](const monitor::JournalStep& step) {
    return step.step.act == monitor::StepAct::remove_item &&
           step.state == monitor::StepState::applied;
  });
}

std::string items_json(const char* what, const JudgedItems& items) {
  Json json{{"schema", std::string("rdpready.") + what + "/1"}, {"items", Json::array()}};
  for (const auto& one : items.items)
    json["items"].push_back(item_json(one));
  json["not_readable"] = items.not_readable;
  return json_text(json);
}

std::string repairs_json(const std::vector<RepairRecord>& records) {
  Json json{{"schema", "rdpready.repairs/1"}, {"repairs", Json::array()}};
  for (const auto& record : records) {
    Json one;
    one["undo_id"] = static_cast<std::int64_t>(record.id);
    one["target"] = record.target.empty() ? Json() : Json(record.target);
    one["at"] = time_json(record.at);
    one["undone"] = record.state == monitor::RepairState::undone;
    one["can_be_undone"] = can_be_undone(record);
    one["steps"] = Json::array();
    for (const auto& step : record.steps)
      one["steps"].push_back(step_json(step));
    json["repairs"].push_back(std::move(one));
  }
  return json_text(json);
}

}  // namespace tray
