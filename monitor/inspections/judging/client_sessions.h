#pragma once

#include "monitor/inspections/judging/surroundings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// One connection of the client, as its log tells it. A disconnect names no host, so it is joined
/// to the connect of the same process before it.
struct ClientSession {
  std::string host;  ///< as typed
  SysTime began{};
  SysTime ended{};
  std::uint32_t reason = 0;  ///< discReason
  bool connected = false;    ///< it had come through before it ended

  bool operator==(const ClientSession&) const = default;
};

/// Those that have ended, oldest first.
std::vector<ClientSession> sessions_of(const ClientLog& log);

/// Those of them that were to this target.
std::vector<ClientSession> sessions_to(const Subject& subject, const ClientLog& log);

/// A reason that is no trouble: the user or an administrator ended it.
bool is_harmless(std::uint32_t reason);

}  // namespace monitor
