#include "monitor/inspections/judging/surroundings.h"

#include "monitor/model/lower_case.h"

#include <algorithm>
#include <chrono>

namespace monitor {

namespace {

// Older disconnects say nothing about today.
constexpr std::chrono::days log_reach{7};

/// Without what a slip of the hand adds.
std::string plain_host(std::string_view host) {
  const auto is_stray = [](char c) { return c == ' ' || c == '.' || c == '/' || c == '\\'; };
  while (!host.empty() && is_stray(host.back()))
    host.remove_suffix(1);
  while (!host.empty() && is_stray(host.front()))
    host.remove_prefix(1);
  return lower_case(host);
}

bool is_address(std::string_view host) {
  return host.find(':') != host.npos ||
         (!host.empty() && host.find_first_not_of("0123456789.") == host.npos);
}

/// "pc" and "pc.example.com".
bool is_short_for(const std::string& one, const std::string& other) {
  return one.find('.') == one.npos && other.starts_with(one + '.');
}

std::vector<std::string> addresses_of(const Check* check) {
  const auto* step = check == nullptr ? nullptr : find_step(*check, "resolve");
  const auto* found =
      step == nullptr ? nullptr : find_fact<std::vector<std::string>>(step->facts, "addresses");
  return found == nullptr ? std::vector<std::string>() : *found;
}

void read_place(SavedItems& place, SavedItemList& list, std::vector<std::string>& not_readable) {
  auto found = place.list();
  if (found) {
    list = *std::move(found);
    not_readable.insert(not_readable.end(), list.unreadable.begin(), list.unreadable.end());
  } else if (found.error().kind != Failure::Kind::unavailable) {
    // Where there is no such place, nothing is kept in it.
    not_readable.push_back(found.error().what);
  }
}

}  // namespace

Surroundings look_around(std::vector<Target> saved, SysTime now) {
  Surroundings around;
  around.targets = std::move(saved);
  around.now = now;
  read_place(*open_saved_credentials(), around.credentials, around.not_readable);
  read_place(*open_connection_cache(), around.cache, around.not_readable);
  if (auto log = read_client_log(now - log_reach))
    around.log = *std::move(log);
  else
    around.not_readable.push_back(log.error().what);
  around.policy = read_client_policy();
  around.firewall = read_firewall(rdp_port);
  return around;
}

bool may_be_about(const SavedItem& item, const Subject& subject) {
  const auto& endpoint = subject.target.endpoint;
  if (item.port.value_or(endpoint.port) != endpoint.port) return false;
  const auto host = plain_host(item.host);
  const auto wanted = plain_host(endpoint.host);
  if (host.empty()) return false;
  if (host == wanted) return true;
  const auto addresses = addresses_of(subject.check);
  if (std::find(addresses.begin(), addresses.end(), host) != addresses.end()) return true;
  if (is_address(host) || is_address(wanted)) return false;
  return is_short_for(host, wanted) || is_short_for(wanted, host);
}

std::vector<SavedItem> traces_of(const Subject& subject, const Surroundings& around) {
  std::vector<SavedItem> traces;
  for (const auto* list : {&around.credentials, &around.cache}) {
    for (const auto& item : list->items) {
      const bool of_one_target =
          item.kind != ItemKind::history && item.kind != ItemKind::bitmap_cache;
      const bool anothers = item.port && !text_fact(item, "target").empty();
      if (of_one_target && !anothers && may_be_about(item, subject)) traces.push_back(item);
    }
  }
  return traces;
}

bool is_loopback(std::string_view host) {
  return lower_case(host) == "localhost" || host == "::1" ||
         (is_address(host) && host.starts_with("127."));
}

std::string_view text_fact(const SavedItem& item, std::string_view name) {
  const auto* text = find_fact<std::string>(item.facts, name);
  return text == nullptr ? std::string_view() : *text;
}

}  // namespace monitor
