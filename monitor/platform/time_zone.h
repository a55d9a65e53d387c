#pragma once

#include "monitor/model/clock.h"

#include <chrono>

namespace monitor {

/// Local time minus UTC at that moment, by this computer's time zone as it is set now: a laptop
/// travels while its programs run. Any thread.
std::chrono::seconds utc_offset(SysTime at);

}  // namespace monitor
