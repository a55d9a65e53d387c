#include "tray/app/policy_targets.h"

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

void take(std::vector<Target>& targets, std::string_view host, std::string_view gateway,
          std::string_view name) {
  Target target;
  const auto endpoint = monitor::parse_endpoint(trimmed(host));
  if (!endpoint) return;
  target.endpoint = *endpoint;
  target.name = trimmed(name);
  if (const auto text = trimmed(gateway); !text.empty()) {
    const auto by = monitor::parse_endpoint(text, monitor::gateway_port);
    if (!by) return;
    target.gateway = *by;
  }
  targets.push_back(std::move(target));
}

/// "host[:port][@gateway][=name]".
void take_text(std::vector<Target>& targets, std::string_view text) {
  const auto equals = text.find('=');
  const auto place = text.substr(0, equals);
  const auto at = place.find('@');
  take(targets, place.substr(0, at),
       at == std::string_view::npos ? std::string_view() : place.substr(at + 1),
       equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1));
}

void take_texts(std::vector<Target>& targets, std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find(';');
    take_text(targets, text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::vector<Target> read_policy_targets(const Json& value) {
  std::vector<Target> targets;
  if (value.is_string()) take_texts(targets, value.get<std::string>());
  if (!value.is_array()) return targets;
  for (const auto& one : value) {
    if (one.is_string()) take_text(targets, one.get<std::string>());
    if (one.is_object())
      take(targets, text_of(one, "host"), text_of(one, "gateway"), text_of(one, "name"));
  }
  return targets;
}

bool is_policy_target(const Preferences& preferences, const Target& target) {
  return std::ranges::any_of(preferences.targets, [place = place_of(target)](const Target& one) {
    return place_of(one) == place;
  });
}

monitor::Result<void> add_policy_targets(store::Database& database,
                                         const std::vector<Target>& targets) {
  if (targets.empty()) return {};
  const auto saved = database.targets();
  if (!saved) return tl::unexpected(saved.error());
  std::vector<Target> missing;
  for (const auto& target : targets) {
    const bool is_there = std::ranges::any_of(
        *saved, [place = place_of(target)](const Target& one) { return place_of(one) == place; });
    if (!is_there) missing.push_back(target);
  }
  if (missing.empty()) return {};
  const auto added = database.import_targets(missing);
  if (!added) return tl::unexpected(added.error());
  return {};
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
