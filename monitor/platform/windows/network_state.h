#pragma once

#include <optional>
#include <string>

namespace monitor {

/// What this computer's network adapters say at one moment.
struct NetworkState {
  bool online = true;
  std::string network;  ///< adapter and router of the best way out; empty: none
  std::optional<std::string> vpn;

  bool operator==(const NetworkState&) const = default;
};

/// Asks the system for its adapters. Takes about a millisecond. Any thread.
/// Where it does not answer, what stays is hopeful.
NetworkState read_network_state();

}  // namespace monitor
