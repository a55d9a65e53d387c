#pragma once

#include "monitor/probes/probe.h"
#include "monitor/probes/side.h"

namespace monitor {

/// The step `resolve` or `gateway.resolve`: does the name lead to an address, and to which.
std::unique_ptr<Probe> resolve_probe(Side side);

}  // namespace monitor
