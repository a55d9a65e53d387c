#include "tray/app/preferences.h"

#include "tray/app/json_values.h"
#include "tray/app/policy_targets.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

namespace tray {

namespace {

// A policy file is a handful of lines.
constexpr std::size_t largest_policy = 64U << 10U;

constexpr std::string_view check_every_key = "check_every_minutes";
constexpr std::string_view look_limit_key = "look_limit_seconds";
constexpr std::string_view keep_repairs_key = "keep_repairs_days";
constexpr std::string_view certificate_days_key = "certificate_days";
constexpr std::string_view clock_skew_key = "clock_skew_seconds";
constexpr std::string_view notify_key = "notify_at_least";
constexpr std::string_view quiet_key = "quiet_hours";
constexpr std::string_view remind_key = "remind_every_days";
constexpr std::string_view journal_key = "journal_file";
constexpr std::string_view event_log_key = "event_log";
constexpr std::string_view metrics_key = "metrics_file";
constexpr std::string_view command_key = "command";
constexpr std::string_view targets_key = "targets";

constexpr std::string_view keys[] = {check_every_key,      look_limit_key, keep_repairs_key,
                                     certificate_days_key, clock_skew_key, remind_key,
                                     notify_key,           quiet_key,      journal_key,
                                     event_log_key,        metrics_key,    command_key};

/// Bounds keep a mistyped number from turning the monitor into a flood or a stone. Less than five
/// seconds of difference between clocks may be the network's; past five minutes signing in fails.
struct Bounds {
  std::string_view key;
  int least = 0;
  int most = 0;
};

constexpr Bounds numbers[] = {{check_every_key, 1, 24 * 60},
                              {look_limit_key, 1, 120},
                              {keep_repairs_key, 1, 365},
                              {clock_skew_key, 5, 300},
                              {remind_key, 0, 30}};

const Bounds* bounds_of(std::string_view key) {
  const auto* found = std::ranges::find(numbers, key, &Bounds::key);
  return found == std::end(numbers) ? nullptr : found;
}

/// Of one that is too large, the largest there is.
std::optional<int> whole_number(const std::string& text) {
  int value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (stop != end || error == std::errc::invalid_argument) return {};
  if (error == std::errc{}) return value;
  using Limits = std::numeric_limits<int>;
  return text.starts_with('-') ? Limits::min() : Limits::max();
}

template <class Duration>
bool take_duration(Duration& into, std::string_view key, const std::string& text) {
  const auto value = whole_number(text);
  const auto* bounds = bounds_of(key);
  if (!value || *value < bounds->least || *value > bounds->most) return false;
  into = Duration(*value);
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

bool take_days(std::vector<std::chrono::days>& into, const std::string& text) {
  const auto days = monitor::parse_certificate_days(text);
  if (days) into = *days;
  return days.has_value();
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

bool takes_any_text(std::string_view key) {
  return key == journal_key || key == metrics_key || key == command_key;
}

std::string text_of_value(std::string_view key, const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean() && key == event_log_key) return value.get<bool>() ? "on" : "off";
  auto text = value.dump();
  if (value.is_array() && key == certificate_days_key) return text.substr(1, text.size() - 2);
  return text;
}

/// False where the value is none that it can have.
bool take(Preferences& into, std::string_view key, const std::string& value) {
  if (key == check_every_key) return take_duration(into.check_every, key, value);
  if (key == look_limit_key) return take_duration(into.look_limit, key, value);
  if (key == keep_repairs_key) return take_duration(into.keep_repairs, key, value);
  if (key == certificate_days_key) return take_days(into.thresholds.certificate_days, value);
  if (key == clock_skew_key) return take_duration(into.thresholds.clock_skew, key, value);
  if (key == remind_key) return take_duration(into.remind_every, key, value);
  if (key == notify_key) return take_severity(into.notify_at_least, value);
  if (key == quiet_key) return take_hours(into.quiet_hours, value);
  if (key == journal_key) return take_text(into.journal_file, value);
  if (key == event_log_key) return take_switch(into.event_log, value);
  if (key == metrics_key) return take_text(into.metrics_file, value);
  if (key == command_key) return take_text(into.command, value);
  return false;
}

std::string what_it_takes(std::string_view key) {
  if (const auto* bounds = bounds_of(key)) {
    return "a whole number from " + std::to_string(bounds->least) + " to " +
           std::to_string(bounds->most);
  }
  if (key == certificate_days_key)
    return "1 to 8 different whole numbers from 1 to 365, such as 30,14,7";
  if (key == notify_key) return "information, risk or failure";
  if (key == quiet_key) return "hours such as 22:00-07:00 or \"mon-fri 18:00-08:00\", or off";
  return key == event_log_key ? "on or off" : "any text";
}

/// "KEY takes …, not "VALUE"", without a full stop.
std::string why_not(std::string_view key, const std::string& value) {
  constexpr std::size_t longest_shown = 60;
  const auto shown = value.size() > longest_shown ? "so long a text" : '"' + value + '"';
  return std::string(key) + " takes " + what_it_takes(key) + ", not " + shown;
}

/// Sets it as near to the value as it can be; gives what that is, or nothing where it is none.
std::optional<std::string> take_nearest(Preferences& into, std::string_view key,
                                        const std::string& value) {
  if (take(into, key, value)) return value;
  const auto number = whole_number(value);
  const auto* bounds = bounds_of(key);
  if (!number || bounds == nullptr) return {};
  auto nearest = std::to_string(std::clamp(*number, bounds->least, bounds->most));
  take(into, key, nearest);
  return nearest;
}

void take_targets(Preferences& into, const Json& value) {
  auto read = read_policy_targets(value);
  into.targets = std::move(read.targets);
  into.targets_known = read.troubles.empty();
  std::ranges::move(read.troubles, std::back_inserter(into.policy_troubles));
}

void take_policy(Preferences& into, const std::string& key, const Json& json) {
  const bool is_targets = key == targets_key;
  if (!is_targets && std::ranges::find(keys, key) == std::end(keys)) {
    into.policy_troubles.push_back("There is no setting \"" + key + "\"; it is passed over.");
    return;
  }
  // The registry has more kinds than settings do.
  if (json.is_null()) {
    into.targets_known = into.targets_known && !is_targets;
    into.policy_troubles.push_back(key + " is of a kind that no setting has; it is passed over.");
    return;
  }
  if (is_targets) return take_targets(into, json);
  if (takes_any_text(key) && !json.is_string()) {
    into.policy_troubles.push_back(key + " takes a text, not a value of the kind " +
                                   json.type_name() + "; it is passed over.");
    return;
  }
  const auto value = text_of_value(key, json);
  const auto taken = take_nearest(into, key, value);
  if (taken) into.by_policy.insert(key);
  if (taken == value) return;
  into.policy_troubles.push_back(why_not(key, value) + "; " +
                                 (taken ? *taken + " is used." : "it is passed over."));
}

}  // namespace

monitor::Result<void> set_preference(Preferences& into, std::string_view key,
                                     const std::string& value) {
  if (take(into, key, value)) return {};
  if (std::ranges::find(keys, key) != std::end(keys))
    return monitor::fail(monitor::Failure::Kind::wrong_use, why_not(key, value) + ".");
  std::string known;
  for (const auto one : keys)
    known.append(known.empty() ? "" : ", ").append(one);
  return monitor::fail(
      monitor::Failure::Kind::wrong_use,
      "There is no setting \"" + std::string(key) + "\"; there are " + known + ".");
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
  for (const auto key : keys) {
    if (const auto value = value_of(key); value && !value->empty())
      take_nearest(preferences, key, *value);
  }
  if (policy_json.empty()) return preferences;
  const auto policy = parse_json(policy_json, largest_policy);
  if (!policy) {
    preferences.policy_troubles = {
        "The policy is passed over, since it is no JSON object in UTF-8."};
    preferences.targets_known = false;
    return preferences;
  }
  for (const auto& [key, value] : policy->items())
    take_policy(preferences, key, value);
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
  save_if(preferences.thresholds.certificate_days != usual.thresholds.certificate_days,
          certificate_days_key, monitor::to_text(preferences.thresholds.certificate_days));
  save_if(preferences.thresholds.clock_skew != usual.thresholds.clock_skew, clock_skew_key,
          std::to_string(preferences.thresholds.clock_skew.count()));
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
