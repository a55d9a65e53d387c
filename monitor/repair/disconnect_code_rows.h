#pragma once

#include "monitor/repair/disconnect_codes.h"

namespace monitor {

/// Microsoft's discReason table, by number.
std::span<const DisconnectCode> documented_reasons();
/// Numbers that people report and no table of Microsoft has, by number.
std::span<const DisconnectCode> reported_reasons();

}  // namespace monitor
