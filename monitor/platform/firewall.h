#pragma once

#include "monitor/model/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// A rule of this computer's firewall that keeps the client from reaching out.
struct BlockingRule {
  std::string name;  ///< as the system shows it, in its language
  std::string id;    ///< the rule's own name or resource, the same in every language; may be empty

  bool operator==(const BlockingRule&) const = default;
};

/// What of this computer's firewall can hinder an outgoing connection. Read only: nothing here
/// changes a firewall.
struct Firewall {
  bool known = false;                       ///< false: the system does not tell
  bool blocks_by_default = false;           ///< what no rule allows does not get out
  std::vector<BlockingRule> blocking;       ///< enabled outbound block rules for the client or port
  std::optional<bool> host_rules_open;      ///< the "Remote Desktop" group: only matters to a host
  std::optional<bool> host_websocket_open;  ///< "Remote Desktop (WebSocket)": likewise

  bool operator==(const Firewall&) const = default;
};

/// Rules for TCP to `port` in the profile that is in use. Worker thread: may take seconds.
/// An unknown state where there is no such firewall or it does not answer.
Firewall read_firewall(std::uint16_t port);

}  // namespace monitor
