#include "tray/app/alert_json.h"

#include "tray/app/json_values.h"

#include <fmt/format.h>

namespace tray {

std::string alert_json(const notify::Alert& alert) {
  Json json;
  json["at"] = monitor::iso_millis(alert.at);
  json["alert"] = notify::to_text(alert.kind);
  json["episode"] = alert.episode;
  json["target"] = alert.target_names.size() == 1 ? Json(alert.target_names.front()) : Json();
  json["targets"] = alert.target_names;
  json["code"] = alert.code;
  json["severity"] = monitor::to_text(alert.severity);
  json["fails_at"] = time_json(alert.fails_at);
  json["title"] = alert.title;
  json["text"] = alert.text;
  if (alert.silent) json["delivery"] = notify::delivery_of(alert);
  return json_text(json);
}

std::string alert_line(const notify::Alert& alert) {
  return fmt::format("{}  {:<9}  {}. {}{}", monitor::iso_seconds(alert.at),
                     notify::to_text(alert.kind), alert.title, alert.text,
                     alert.silent ? " (silent)" : "");
}

}  // namespace tray
