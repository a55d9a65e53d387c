#pragma once

#include <optional>
#include <string>

namespace monitor {

/// What this computer itself can reach right now, and how dear it is.
struct Situation {
  bool asleep = false;      ///< going to sleep or just not awake yet
  bool online = true;       ///< a running link with an address and a route beyond itself
  bool on_battery = false;  ///< look less often
  bool metered = false;     ///< look less often
  std::string network;      ///< what tells this network from another, for people; may be empty
  std::optional<std::string> vpn;  ///< name of the VPN interface that is up

  bool operator==(const Situation&) const = default;
};

}  // namespace monitor
