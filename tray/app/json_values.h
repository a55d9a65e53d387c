#pragma once

#include "monitor/model/check.h"
#include "monitor/model/evidence.h"
#include "monitor/model/result.h"
#include "monitor/model/time_text.h"
#include "monitor/repair/causes.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// JSON whose keys keep the order in which they were written.
using Json = nlohmann::ordered_json;

/// Milliseconds with one decimal, as CONTRACT prints durations.
double rounded_ms(monitor::Millis took);
/// A time as ISO 8601 with `Z`, or null.
Json time_json(const std::optional<monitor::SysTime>& at);
/// A fact's value; `monostate` is null.
Json fact_json(const monitor::FactValue& value);
/// The reverse; a text that reads as a time becomes one.
monitor::FactValue fact_value(const Json& json);
/// A finding as CONTRACT prints it.
Json finding_json(const monitor::Finding& finding);
/// The whole `rdpready.check/1` document.
Json check_document(const monitor::Check& check);
/// Causes as findings, each with how it is known among its evidence.
Json causes_array(const std::vector<monitor::Cause>& causes);
/// On one line; bytes that are no UTF-8 become U+FFFD.
std::string json_text(const Json& json);

/// More than 32 levels, also where a parser would skip them.
bool is_too_deep(std::string_view json);
/// Parses an object of at most `largest` bytes and 32 levels. Fails with invalid_input.
monitor::Result<Json> parse_json(std::string_view text, std::size_t largest);

// Members of an object, tolerant: an absent member or one of another type is empty.
std::string text_of(const Json& json, const char* key);
std::optional<double> number_of(const Json& json, const char* key);
bool flag_of(const Json& json, const char* key);
std::optional<monitor::SysTime> time_of(const Json& json, const char* key);
std::vector<std::string> texts_of(const Json& json, const char* key);
/// Null where it is no object.
const Json* object_of(const Json& json, const char* key);
/// The objects of an array, at most 1,000; empty where it is none.
std::vector<Json> array_of(const Json& json, const char* key);

}  // namespace tray
