#include "tray/app/preferences.h"

#include "tray/app/json_values.h"

#include <algorithm>
#include <charconv>

namespace tray {

namespace {

// A policy file is a handful of lines.
constexpr std::size_t largest_policy = 64U << 10U;

constexpr std::string_view check_every_key = "check_every_minutes";
constexpr std::string_view look_limit_key = "look_limit_seconds";
constexpr std::string_view keep_repairs_key = "keep_repairs_days";
constexpr std::string_view notify_key = "notify_at_least";
constexpr std::string_view journal_key = "journal_file";
constexpr std::string_view metrics_key = "metrics_file";
constexpr std::string_view command_key = "command";

/// Bounds keep a mistyped number from turning the monitor into a flood or a stone.
template <class Duration>
void take_duration(Duration& into, const std::string& text, int least, int most) {
  int value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return;
  into = Duration(std::clamp(value, least, most));
}

void take(Preferences& into, std::string_view key, const std::string& value) {
  if (key == check_every_key) take_duration(into.check_every, value, 1, 24 * 60);
  if (key == look_limit_key) take_duration(into.look_limit, value, 1, 120);
  if (key == keep_repairs_key) take_duration(into.keep_repairs, value, 1, 365);
  if (key == notify_key) {
    into.notify_at_least = monitor::parse_severity(value).value_or(into.notify_at_least);
  }
  if (key == journal_key) into.journal_file = value;
  if (key == metrics_key) into.metrics_file = value;
  if (key == command_key) into.command = value;
}

std::string text_of_value(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number_integer() ? value.dump() : std::string();
}

}  // namespace

Preferences read_preferences(
    const std::function<std::optional<std::string>(std::string_view)>& value_of,
    std::string_view policy_json) {
  Preferences preferences;
  for (const auto key : {check_every_key, look_limit_key, keep_repairs_key, notify_key, journal_key,
                         metrics_key, command_key}) {
    if (const auto value = value_of(key); value && !value->empty()) take(preferences, key, *value);
  }
  if (const auto policy = parse_json(policy_json, largest_policy)) {
    for (const auto& [key, value] : policy->items())
      take(preferences, key, text_of_value(value));
  }
  return preferences;
}

void write_preferences(const Preferences& preferences,
                       const std::function<void(std::string_view, std::string_view)>& save) {
  const Preferences usual;
  const auto save_if = [&](bool differs, std::string_view key, const std::string& value) {
    save(key, differs ? value : std::string());
  };
  save_if(preferences.check_every != usual.check_every, check_every_key,
          std::to_string(preferences.check_every.count()));
  save_if(preferences.look_limit != usual.look_limit, look_limit_key,
          std::to_string(preferences.look_limit.count()));
  save_if(preferences.keep_repairs != usual.keep_repairs, keep_repairs_key,
          std::to_string(preferences.keep_repairs.count()));
  save_if(preferences.notify_at_least != usual.notify_at_least, notify_key,
          std::string(monitor::to_text(preferences.notify_at_least)));
  save(journal_key, preferences.journal_file);
  save(metrics_key, preferences.metrics_file);
  save(command_key, preferences.command);
}

}  // namespace tray
