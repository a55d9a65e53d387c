#pragma once

#include "monitor/probes/probe.h"
#include "monitor/probes/side.h"

namespace monitor {

/// The step `connect` or `gateway.connect`: does the port answer, refuse or stay silent.
std::unique_ptr<Probe> connect_probe(Side side);

}  // namespace monitor
