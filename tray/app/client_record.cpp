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

void add_remembered(store::Database& database, monitor::ClientLog& log) {
  // Windows numbers processes in fours, so these are nobody's.
  std::uint32_t process = 1;
  for (const auto& end : kept_ends(database)) {
    const auto began = time_of(end, "began");
    const auto ended = time_of(end, "ended");
    const auto reason = number_of(end, "reason");
    if (!began || !ended || !reason) continue;
    process += 4;
    log.events.push_back({1024, *began, process, text_of(end, "to"), {}});
    log.events.push_back({1026, *ended, process, {}, static_cast<std::uint32_t>(*reason)});
  }
  std::ranges::stable_sort(log.events, {}, &monitor::ClientEvent::at);
}

}  // namespace tray
