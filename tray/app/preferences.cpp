#include "tray/app/preferences.h"

#include "tray/app/json_values.h"
#include "tray/app/policy_targets.h"

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
constexpr std::string_view quiet_key = "quiet_hours";
constexpr std::string_view remind_key = "remind_every_days";
constexpr std::string_view journal_key = "journal_file";
constexpr std::string_view event_log_key = "event_log";
constexpr std::string_view metrics_key = "metrics_file";
constexpr std::string_view command_key = "command";
constexpr std::string_view targets_key = "targets";

/// Bounds keep a mistyped number from turning the monitor into a flood or a stone.
template <class Duration>
bool take_duration(Duration& into, const std::string& text, int least, int most) {
  int value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return false;
  into = Duration(std::clamp(value, least, most));
  return true;
}

bool take_severity(monitor::Severity& into, const std::string& text) {
  const auto severity = monitor::parse_severity(text);
  into = severity.value_or(into);
  return severity.has_value();
}

/// "off" is how a policy forbids them.
bool take_hours(std::optional<notify::Hours>& into, const std::string& text) {
  if (text == "off") {
    into.reset();
    return true;
  }
  const auto hours = notify::parse_hours(text);
  if (hours) into = *hours;
  return hours.has_value();
}

bool take_switch(bool& into, const std::string& text) {
  if (text != "on" && text != "off") return false;
  into = text == "on";
  return true;
}

bool take_text(std::string& into, const std::string& text) {
  into = text;
  return true;
}

std::string text_of_value(std::string_view key, const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean() && key == event_log_key) return value.get<bool>() ? "on" : "off";
  return value.is_number_integer() ? value.dump() : std::string();
}

}  // namespace

bool set_preference(Preferences& into, std::string_view key, const std::string& value) {
  if (key == check_every_key) return take_duration(into.check_every, value, 1, 24 * 60);
  if (key == look_limit_key) return take_duration(into.look_limit, value, 1, 120);
  if (key == keep_repairs_key) return take_duration(into.keep_repairs, value, 1, 365);
  if (key == remind_key) return take_duration(into.remind_every, value, 0, 30);
  if (key == notify_key) return take_severity(into.notify_at_least, value);
  if (key == quiet_key) return take_hours(into.quiet_hours, value);
  if (key == journal_key) return take_text(into.journal_file, value);
  if (key == event_log_key) return take_switch(into.event_log, value);
  if (key == metrics_key) return take_text(into.metrics_file, value);
  if (key == command_key) return take_text(into.command, value);
  return false;
}

notify::AlertRules alert_rules(const Preferences& preferences) {
  notify::AlertRules rules;
  rules.at_least = preferences.notify_at_least;
  rules.remind_every = preferences.remind_every;
  rules.quiet_hours = preferences.quiet_hours;
  return rules;
}

Preferences read_preferences(
    const std::function<std::optional<std::string>(std::string_view)>& value_of,
    std::string_view policy_json) {
  Preferences preferences;
  for (const auto key : {check_every_key, look_limit_key, keep_repairs_key, remind_key, notify_key,
                         quiet_key, journal_key, event_log_key, metrics_key, command_key}) {
    if (const auto value = value_of(key); value && !value->empty())
      set_preference(preferences, key, *value);
  }
  if (const auto policy = parse_json(policy_json, largest_policy)) {
    for (const auto& [key, value] : policy->items()) {
      if (key == targets_key) preferences.targets = read_policy_targets(value);
      if (set_preference(preferences, key, text_of_value(key, value)))
        preferences.by_policy.insert(key);
    }
  }
  return preferences;
}

void write_preferences(const Preferences& preferences,
                       const std::function<void(std::string_view, std::string_view)>& save) {
  const Preferences usual;
  const auto save_if = [&](bool differs, std::string_view key, const std::string& value) {
    if (!preferences.by_policy.contains(key)) save(key, differs ? value : std::string());
  };
  save_if(preferences.check_every != usual.check_every, check_every_key,
          std::to_string(preferences.check_every.count()));
  save_if(preferences.look_limit != usual.look_limit, look_limit_key,
          std::to_string(preferences.look_limit.count()));
  save_if(preferences.keep_repairs != usual.keep_repairs, keep_repairs_key,
          std::to_string(preferences.keep_repairs.count()));
  save_if(preferences.notify_at_least != usual.notify_at_least, notify_key,
          std::string(monitor::to_text(preferences.notify_at_least)));
  save_if(preferences.remind_every != usual.remind_every, remind_key,
          std::to_string(preferences.remind_every.count()));
  save_if(preferences.quiet_hours.has_value(), quiet_key,
          preferences.quiet_hours ? notify::to_text(*preferences.quiet_hours) : std::string());
  save_if(true, journal_key, preferences.journal_file);
  save_if(preferences.event_log, event_log_key, "on");
  save_if(true, metrics_key, preferences.metrics_file);
  save_if(true, command_key, preferences.command);
}

}  // namespace tray
