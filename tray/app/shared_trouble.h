#pragma once

#include "monitor/model/check.h"

#include <optional>
#include <span>

namespace tray {

/// Whether other targets are worth a look, to tell this one's trouble from that of the network.
bool may_be_shared(const monitor::Check& check);

/// network.port_blocked where at least three unrelated computers are silent on Remote Desktop's
/// port, none answers there, and something else answers. `others`: looks at other targets.
std::optional<monitor::Finding> shared_trouble(const monitor::Check& check,
                                               std::span<const monitor::Check> others);

}  // namespace tray
