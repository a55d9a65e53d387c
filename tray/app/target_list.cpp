#include "tray/app/target_list.h"

namespace tray {

namespace {

std::string quoted(const std::string& field) {
  if (field.find_first_of(",;\"\r\n") == std::string::npos) return field;
  std::string out = "\"";
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

}  // namespace

Json saved_target_json(const monitor::Target& target) {
  Json json;
  json["name"] = monitor::shown_name(target);
  json["host"] = target.endpoint.host;
  json["port"] = target.endpoint.port;
  json["gateway"] = target.gateway ? Json(monitor::to_text(*target.gateway)) : Json();
  json["user_name"] = text_or_null(target.user_name);
  json["group"] = text_or_null(target.group);
  json["authentication_level"] = static_cast<int>(target.authentication_level);
  json["sign_in"] = monitor::to_text(target.sign_in);
  json["identity_allowed"] = target.identity_allowed;
  json["every_s"] = target.every ? Json(target.every->count()) : Json();
  return json;
}

Json targets_json(const std::vector<monitor::Target>& targets) {
  Json json{{"schema", "rdpready.targets/1"}, {"targets", Json::array()}};
  for (const auto& target : targets)
    json["targets"].push_back(saved_target_json(target));
  return json;
}

std::string targets_csv(const std::vector<monitor::Target>& targets) {
  std::string text = "Name,Host,Port,Gateway,Username,Group,Authentication level,Sign in\r\n";
  for (const auto& target : targets) {
    text += quoted(monitor::shown_name(target)) + ',' + quoted(target.endpoint.host) + ',' +
            std::to_string(target.endpoint.port) + ',' +
            quoted(target.gateway ? monitor::to_text(*target.gateway) : std::string()) + ',' +
            quoted(target.user_name) + ',' + quoted(target.group) + ',' +
            std::to_string(static_cast<int>(target.authentication_level)) + ',' +
            std::string(monitor::to_text(target.sign_in)) + "\r\n";
  }
  return text;
}

}  // namespace tray
