#pragma once

#include <optional>
#include <string>

namespace monitor {

/// What the kernel's links and routes say at one moment.
struct NetworkState {
  bool online = true;
  std::string network;  ///< interface and router of the best default route; empty: none
  std::optional<std::string> vpn;

  bool operator==(const NetworkState&) const = default;
};

/// Reads links and routes from the kernel. Takes well below a millisecond. Any thread.
/// Where the kernel does not answer, what stays is hopeful.
NetworkState read_network_state();

/// A socket that becomes readable whenever links or routes may have changed; -1 if there is none.
/// What it says is only a hint: on loss of a link the kernel drops routes without a word.
int open_network_events();
/// Empties it.
void drop_network_events(int socket);

}  // namespace monitor
