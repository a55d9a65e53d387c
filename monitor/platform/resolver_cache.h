#pragma once

#include "monitor/model/result.h"

namespace monitor {

/// Makes this computer forget which addresses belong to which names; they are asked for anew.
/// Loses nothing else, so there is nothing to take back. Worker thread.
/// Fails with unavailable where the system keeps no such cache, denied where it says no.
Result<void> empty_resolver_cache();

}  // namespace monitor
