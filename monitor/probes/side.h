#pragma once

#include "monitor/model/target.h"

#include <string>
#include <string_view>

namespace monitor {

/// Whose name, port and certificate a step is about: the host's, or those of the gateway before it.
enum class Side { host, gateway };

/// The gateway's must be there.
inline const Endpoint& endpoint_of(const Target& target, Side side) {
  return side == Side::gateway ? *target.gateway : target.endpoint;
}

/// A finding code of that side: "tcp.refused", "gateway.tcp.refused".
inline std::string code_for(Side side, std::string_view name) {
  std::string code = side == Side::gateway ? "gateway." : "";
  return code.append(name);
}

/// Whether a target's first steps are to be seen on that side: behind a gateway the host is hidden.
inline bool is_seen(const Target& target, Side side) {
  return target.gateway.has_value() == (side == Side::gateway);
}

}  // namespace monitor
