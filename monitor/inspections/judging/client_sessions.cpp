#include "monitor/inspections/judging/client_sessions.h"

#include <algorithm>
#include <array>
#include <map>

namespace monitor {

std::vector<ClientSession> sessions_of(const ClientLog& log) {
  std::vector<ClientSession> sessions;
  std::map<std::uint32_t, ClientSession> open;  // by process
  for (const auto& event : log.events) {
    auto& session = open[event.process];
    switch (event.number) {
      case 1024:
        session = {
            .host = event.text, .began = event.at, .ended = {}, .reason = 0, .connected = false};
        break;
      case 1025:
      case 1027:
        session.connected = true;
        break;
      case 1026:
        if (session.host.empty()) break;
        session.ended = event.at;
        session.reason = event.reason.value_or(0);
        sessions.push_back(session);
        open.erase(event.process);
        break;
      default:
        break;
    }
  }
  return sessions;
}

std::vector<ClientSession> sessions_to(const Subject& subject, const ClientLog& log) {
  auto sessions = sessions_of(log);
  std::erase_if(sessions, [&](const ClientSession& session) {
    const auto endpoint = parse_endpoint(session.host);
    if (!endpoint) return true;
    SavedItem typed;
    typed.host = endpoint->host;
    typed.port = endpoint->port;
    return !may_be_about(typed, subject);
  });
  return sessions;
}

bool is_harmless(std::uint32_t reason) {
  // By the user, by the server's request, on signing out, and when the window is closed.
  constexpr std::array<std::uint32_t, 6> harmless = {0, 1, 2, 3, 263, 2824};
  return std::find(harmless.begin(), harmless.end(), reason) != harmless.end();
}

}  // namespace monitor
