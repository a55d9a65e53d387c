#include "tray/app/json_values.h"

#include <cmath>

namespace tray {

namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t most_entries = 1'000;

const Json* member(const Json& json, const char* key) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(key);
  return found == json.end() ? nullptr : &*found;
}

/// One visitor for each kind of value that a fact may have.
struct FactToJson {
  Json operator()(std::monostate) const { return {}; }

  Json operator()(bool value) const { return value; }

  Json operator()(std::int64_t value) const { return value; }

  Json operator()(double value) const { return value; }

  Json operator()(const std::string& value) const { return value; }

  Json operator()(monitor::SysTime value) const { return monitor::iso_seconds(value); }

  Json operator()(const std::vector<std::string>& value) const { return value; }
};

}  // namespace

double rounded_ms(monitor::Millis took) {
  return std::round(took.count() * 10) / 10;
}

Json time_json(const std::optional<monitor::SysTime>& at) {
  return at ? Json(monitor::iso_seconds(*at)) : Json();
}

Json fact_json(const monitor::FactValue& value) {
  return std::visit(FactToJson{}, value);
}

monitor::FactValue fact_value(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) {
    auto text = json.get<std::string>();
    if (const auto time = monitor::parse_iso(text)) return *time;
    return text;
  }
  if (!json.is_array()) return std::monostate{};
  std::vector<std::string> texts;
  for (const auto& entry : json) {
    if (entry.is_string() && texts.size() < most_entries) texts.push_back(entry.get<std::string>());
  }
  return texts;
}

Json causes_array(const std::vector<monitor::Cause>& causes) {
  auto array = Json::array();
  for (const auto& cause : causes) {
    auto finding = cause.finding;
    finding.evidence.push_back({"confidence", std::string(monitor::to_text(cause.confidence))});
    finding.evidence.push_back({"how_we_know", cause.how_we_know});
    array.push_back(finding_json(finding));
  }
  return array;
}

std::string json_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_too_deep(std::string_view json) {
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char letter = json[i];
    if (letter == '"') in_text = !in_text;
    if (letter == '\\' && in_text) ++i;
    if (in_text) continue;
    if (letter == '{' || letter == '[') {
      if (++depth > deepest) return true;
    } else if ((letter == '}' || letter == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

monitor::Result<Json> parse_json(std::string_view text, std::size_t largest) {
  if (text.size() > largest) {
    return monitor::fail(monitor::Failure::Kind::invalid_input, "The JSON text is too long.");
  }
  if (is_too_deep(text)) {
    return monitor::fail(monitor::Failure::Kind::invalid_input,
                         "The JSON text is nested too deep.");
  }
  auto json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return monitor::fail(monitor::Failure::Kind::invalid_input, "The text is not a JSON object.");
  }
  return json;
}

std::string text_of(const Json& json, const char* key) {
  const auto* found = member(json, key);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<double> number_of(const Json& json, const char* key) {
  const auto* found = member(json, key);
  if (found == nullptr || !found->is_number()) return {};
  return found->get<double>();
}

bool flag_of(const Json& json, const char* key) {
  const auto* found = member(json, key);
  return found != nullptr && found->is_boolean() && found->get<bool>();
}

std::optional<monitor::SysTime> time_of(const Json& json, const char* key) {
  return monitor::parse_iso(text_of(json, key));
}

std::vector<std::string> texts_of(const Json& json, const char* key) {
  const auto* found = member(json, key);
  if (found == nullptr) return {};
  const auto value = fact_value(*found);
  const auto* texts = std::get_if<std::vector<std::string>>(&value);
  return texts != nullptr ? *texts : std::vector<std::string>();
}

const Json* object_of(const Json& json, const char* key) {
  const auto* found = member(json, key);
  return found != nullptr && found->is_object() ? found : nullptr;
}

std::vector<Json> array_of(const Json& json, const char* key) {
  std::vector<Json> objects;
  const auto* found = member(json, key);
  if (found == nullptr || !found->is_array()) return objects;
  for (const auto& entry : *found) {
    if (entry.is_object() && objects.size() < most_entries) objects.push_back(entry);
  }
  return objects;
}

}  // namespace tray
