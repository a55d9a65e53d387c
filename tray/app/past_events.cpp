#include "tray/app/past_events.h"

#include "tray/app/client_record.h"

#include <algorithm>

namespace tray {

namespace {

using monitor::Situation;
using monitor::SysTime;
using monitor::Target;

/// The events of CONTRACT that lead from one to the other. Going online or offline is told in the
/// dark where there is some, so that no two moves come of one.
std::vector<const char*> names_of(const Situation& before, const Situation& now) {
  const char* reach = !now.online ? "offline" : before.online ? "network_changed" : "online";
  if (before.asleep == now.asleep) return {reach};
  const char* turn = now.asleep ? "sleep" : "wake";
  if (before.online == now.online) return {turn};
  return now.asleep ? std::vector{turn, reach} : std::vector{reach, turn};
}

void add_situations(std::vector<PastEvent>& events,
                    const std::vector<store::NotedSituation>& situations, SysTime since) {
  Situation before;
  for (const auto& noted : situations) {
    const auto at = std::max(noted.at, since);
    for (const auto* name : names_of(before, noted.situation)) {
      auto json = event_json(name, at);
      json["network"] = noted.situation.network;
      json["vpn"] = noted.situation.vpn ? Json(*noted.situation.vpn) : Json();
      events.push_back({at, std::move(json)});
    }
    before = noted.situation;
  }
}

void add_connections(std::vector<PastEvent>& events, store::Database& database,
                     const std::vector<Target>& targets, SysTime since) {
  for (const auto& end : remembered_ends(database)) {
    const auto target = std::ranges::find(targets, end.endpoint, &Target::endpoint);
    if (target == targets.end() || end.began < since) continue;
    for (const auto& [name, at] :
         {std::pair("user_connects", end.began), std::pair("user_disconnects", end.ended)}) {
      auto json = event_json(name, at);
      json["target"] = target->name;
      events.push_back({at, std::move(json)});
    }
  }
}

}  // namespace

Json event_json(const char* event, SysTime at) {
  return {{"event", event}, {"at", monitor::iso_millis(at)}};
}

monitor::Result<std::vector<PastEvent>> past_events(store::Database& database,
                                                    const std::vector<Target>& targets,
                                                    SysTime since) {
  const auto situations = database.situations(since);
  if (!situations) return tl::unexpected(situations.error());
  std::vector<PastEvent> events;
  add_situations(events, *situations, since);
  add_connections(events, database, targets, since);
  std::ranges::stable_sort(events, {}, &PastEvent::at);
  return events;
}

}  // namespace tray
