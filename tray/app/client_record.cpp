#include "tray/app/client_record.h"

#include "tray/app/json_values.h"

#include <algorithm>

namespace tray {

namespace {

constexpr std::string_view key = "client_ends";
constexpr std::size_t most_ends = 100;
constexpr std::size_t largest = 1U << 18U;

std::vector<Json> kept_ends(store::Database& database) {
  const auto text = database.setting(key);
  if (!text || !*text) return {};
  const auto json = parse_json(**text, largest);
  return json ? array_of(*json, "ends") : std::vector<Json>();
}

}  // namespace

monitor::Result<void> remember(store::Database& database, const ClientEnd& end) {
  auto ends = kept_ends(database);
  ends.push_back({{"to", monitor::to_text(end.endpoint)},
                  {"began", time_json(end.began)},
                  {"ended", time_json(end.ended)},
                  {"reason", end.reason}});
  if (ends.size() > most_ends)
    ends.erase(ends.begin(), ends.end() - static_cast<std::ptrdiff_t>(most_ends));
  return database.save_setting(key, json_text({{"ends", ends}}));
}

std::vector<ClientEnd> remembered_ends(store::Database& database) {
  std::vector<ClientEnd> ends;
  for (const auto& json : kept_ends(database)) {
    const auto endpoint = monitor::parse_endpoint(text_of(json, "to"));
    const auto began = time_of(json, "began");
    const auto ended = time_of(json, "ended");
    const auto reason = number_of(json, "reason");
    if (!endpoint || !began || !ended || !reason) continue;
    ends.push_back({*endpoint, *began, *ended, static_cast<std::uint32_t>(*reason)});
  }
  std::ranges::stable_sort(ends, {}, &ClientEnd::began);
  return ends;
}

void add_remembered(store::Database& database, monitor::ClientLog& log) {
  // Windows numbers processes in fours, so these are nobody's.
  std::uint32_t process = 1;
  for (const auto& end : remembered_ends(database)) {
    process += 4;
    log.events.push_back({1024, end.began, process, monitor::to_text(end.endpoint), {}});
    log.events.push_back({1026, end.ended, process, {}, end.reason});
  }
  std::ranges::stable_sort(log.events, {}, &monitor::ClientEvent::at);
}

}  // namespace tray
