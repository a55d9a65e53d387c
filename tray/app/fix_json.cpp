#include "tray/app/fix.h"
#include "tray/app/json_values.h"

namespace tray {

namespace {

Json step_json(const FixStep& step) {
  Json json;
  json["id"] = step.id;
  json["remedy"] = step.remedy;
  json["title"] = step.title;
  json["why"] = step.why;
  json["where"] = step.on_this_computer ? "this_computer" : "host";
  json["reversible"] = step.reversible;
  json["needs_admin"] = step.needs_admin;
  json["default"] = step.by_default;
  json["state"] = monitor::to_text(step.state);
  json["detail"] = step.detail.empty() ? Json() : Json(step.detail);
  return json;
}

}  // namespace

std::string fix_json(const FixReport& report) {
  const auto& diagnosis = report.diagnosis;
  const auto before = check_document(diagnosis.before);
  Json json;
  json["schema"] = "rdpready.fix/1";
  json["target"] = before["target"];
  json["before"] = before;
  json["diagnosis"] = causes_array(diagnosis.causes);
  json["plan"] = Json::array();
  for (const auto& step : report.steps)
    json["plan"].push_back(step_json(step));
  json["after"] = report.after ? check_document(*report.after) : Json();
  json["outcome"] = to_text(report.outcome);
  json["undo_id"] = report.undo_id ? Json(static_cast<std::int64_t>(*report.undo_id)) : Json();
  return json_text(json);
}

}  // namespace tray
