#pragma once

#include "monitor/model/result.h"
#include "notify/system_event.h"

namespace notify {

/// Hands the event to the operating system's log: the Application log of Windows, with the source
/// "RDP Ready"; on Linux the system log, which is the journal where systemd runs. Worker thread.
/// Fails with unavailable where there is no log.
monitor::Result<void> write_to_event_log(const SystemEvent& event);

}  // namespace notify
