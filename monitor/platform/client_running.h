#pragma once

#include "monitor/model/result.h"

namespace monitor {

/// Whether a Remote Desktop client of this user runs on this desktop: mstsc, msrdc; on Linux
/// FreeRDP, Remmina, GNOME Connections, KRDC. Quick; any thread.
/// Fails with unavailable where the system does not tell.
Result<bool> is_rdp_client_running();

}  // namespace monitor
