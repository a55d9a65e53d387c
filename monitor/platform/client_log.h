#pragma once

#include "monitor/model/clock.h"
#include "monitor/model/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// One record of the log that mstsc keeps. Numbers of the events: 1024 connecting (`text` is the
/// host as typed), 1025 connected, 1026 disconnected (`reason`), 1027 signed in (`text` is the
/// domain), 1102 session begun (`text` is the address), 1103 to 1105 UDP made, failed, lost; 226
/// trouble within the client. A client's records are told from another's by `process`.
struct ClientEvent {
  int number = 0;
  SysTime at{};
  std::uint32_t process = 0;
  std::string text;                     ///< at most 1,024 bytes; empty where the event has none
  std::optional<std::uint32_t> reason;  ///< discReason of 1026, as `rdpready explain` takes it

  bool operator==(const ClientEvent&) const = default;
};

/// Reads one record as Windows renders it: XML, at most 64 KiB. Fields are found by name, else by
/// their position; those that are absent stay empty. Fails with invalid_input where it is no
/// record.
Result<ClientEvent> parse_client_event(std::string_view xml);

/// The client's own record of its connections. Worker thread: may take a second.
struct ClientLog {
  bool kept = false;                ///< false: this system or this client keeps no such log
  std::vector<ClientEvent> events;  ///< oldest first; the newest 2,000 at most
};

/// What was recorded at `since` or later. Fails with denied where it may not be read.
Result<ClientLog> read_client_log(SysTime since);

}  // namespace monitor
