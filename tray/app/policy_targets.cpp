#include "tray/app/policy_targets.h"

#include "tray/app/snoozes.h"

#include <algorithm>
#include <cctype>

namespace tray {

namespace {

using monitor::Target;

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::string small(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string place_of(const Target& target) {
  auto place = monitor::to_text(target.endpoint);
  if (target.gateway) place += " by " + monitor::to_text(*target.gateway);
  return small(place);
}

std::optional<Target> target_of(std::string_view host, std::string_view gateway,
                                std::string_view name) {
  Target target;
  const auto endpoint = monitor::parse_endpoint(trimmed(host));
  if (!endpoint) return {};
  target.endpoint = *endpoint;
  target.name = trimmed(name);
  if (const auto text = trimmed(gateway); !text.empty()) {
    const auto by = monitor::parse_endpoint(text, monitor::gateway_port);
    if (!by) return {};
    target.gateway = *by;
  }
  return target;
}

/// "host[:port][@gateway][=name]".
std::optional<Target> target_of(std::string_view text) {
  const auto equals = text.find('=');
  const auto place = text.substr(0, equals);
  const auto at = place.find('@');
  return target_of(place.substr(0, at),
                   at == std::string_view::npos ? std::string_view() : place.substr(at + 1),
                   equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1));
}

/// Takes them in the order in which they stand; by number, since a log goes to whoever helps.
class Reading {
 public:
  void take(const Json& one) {
    ++number_;
    if (one.is_object()) {
      take_object(one);
    } else {
      keep(one.is_string() ? target_of(one.get<std::string>()) : std::nullopt);
    }
  }

  /// One after the other, between semicolons.
  void take_texts(std::string_view text) {
    while (!text.empty()) {
      const auto end = std::min(text.find(';'), text.size());
      const auto one = trimmed(text.substr(0, end));
      if (!one.empty()) take(Json(one));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  PolicyTargets read;

 private:
  void take_object(const Json& one) {
    for (const auto& [key, value] : one.items()) {
      const bool is_known = key == "host" || key == "name" || key == "gateway";
      if (!is_known)
        return pass_over("has \"" + key + "\"; there are host (HOST[:PORT]), name and gateway");
      if (!value.is_string()) return pass_over("has a " + key + " that is no text");
    }
    keep(target_of(text_of(one, "host"), text_of(one, "gateway"), text_of(one, "name")));
  }

  void keep(std::optional<Target> target) {
    if (!target) return pass_over("has no computer, or a wrong name, port or gateway");
    read.targets.push_back(*std::move(target));
  }

  void pass_over(const std::string& why) {
    read.troubles.push_back("targets: number " + std::to_string(number_) + ' ' + why +
                            "; it is passed over.");
  }

  int number_ = 0;
};

constexpr std::string_view preset_key = "preset_targets";
constexpr std::size_t largest_preset = 1U << 20U;

/// Those that the policy has added, as it did.
std::vector<Target> preset_targets(store::Database& database) {
  std::vector<Target> preset;
  const auto text = database.setting(preset_key);
  if (!text || !*text) return preset;
  const auto json = parse_json(**text, largest_preset);
  if (!json) return preset;
  for (const auto& one : array_of(*json, "targets")) {
    auto target = target_of(text_of(one, "host"), text_of(one, "gateway"), text_of(one, "name"));
    const auto id = number_of(one, "id");
    if (!target || !id) continue;
    target->id = monitor::TargetId{static_cast<std::int64_t>(*id)};
    preset.push_back(*std::move(target));
  }
  return preset;
}

monitor::Result<void> keep_preset(store::Database& database, const std::vector<Target>& preset) {
  auto json = Json::array();
  for (const auto& target : preset) {
    json.push_back({{"id", static_cast<std::int64_t>(target.id)},
                    {"name", target.name},
                    {"host", monitor::to_text(target.endpoint)},
                    {"gateway", target.gateway ? monitor::to_text(*target.gateway) : ""}});
  }
  return database.save_setting(preset_key, json_text({{"targets", json}}));
}

/// Those of `targets` that are saved nowhere yet, as they are saved now.
monitor::Result<std::vector<Target>> add_missing(store::Database& database,
                                                 const std::vector<Target>& saved,
                                                 const std::vector<Target>& targets) {
  std::vector<Target> missing;
  for (const auto& target : targets) {
    const bool is_there = std::ranges::any_of(
        saved, [place = place_of(target)](const Target& one) { return place_of(one) == place; });
    if (!is_there) missing.push_back(target);
  }
  if (missing.empty()) return missing;
  return database.import_targets(missing);
}

}  // namespace

PolicyTargets read_policy_targets(const Json& value) {
  Reading reading;
  if (value.is_string()) {
    reading.take_texts(value.get<std::string>());
  } else if (value.is_array()) {
    for (const auto& one : value)
      reading.take(one);
  } else {
    reading.read.troubles.push_back("targets takes a list or a text, not a value of the kind " +
                                    std::string(value.type_name()) + "; it is passed over.");
  }
  return std::move(reading.read);
}

bool is_policy_target(const Preferences& preferences, const Target& target) {
  return std::ranges::any_of(preferences.targets, [place = place_of(target)](const Target& one) {
    return place_of(one) == place;
  });
}

monitor::Result<void> follow_policy_targets(store::Database& database,
                                            const Preferences& preferences) {
  const auto before = preset_targets(database);
  if (before.empty() && preferences.targets.empty()) return {};
  const auto saved = database.targets();
  if (!saved) return tl::unexpected(saved.error());
  std::vector<Target> preset;
  for (const auto& target : before) {
    if (!preferences.targets_known || is_policy_target(preferences, target)) {
      preset.push_back(target);
    } else if (std::ranges::count(*saved, target) != 0 &&
               kept_maintenance(database, target.id) == notify::Maintenance{}) {
      if (auto removed = database.remove_target(target.id); !removed) return removed;
    }
  }
  const auto added = add_missing(database, *saved, preferences.targets);
  if (!added) return tl::unexpected(added.error());
  preset.insert(preset.end(), added->begin(), added->end());
  if (preset == before) return {};
  return keep_preset(database, preset);
}

std::string stays_by_policy(const Target& target, std::string_view doing) {
  return (monitor::shown_name(target) + " is set by your organisation and cannot be ")
      .append(doing)
      .append(".");
}

bool is_as_the_policy_has_it(const Target& before, const Target& now) {
  return place_of(now) == place_of(before) && now.name == before.name;
}

}  // namespace tray
