#pragma once

#include "monitor/model/check.h"
#include "monitor/net/tls_stream.h"
#include "monitor/probes/side.h"

#include <vector>

namespace monitor {

/// Facts of a TLS step before anything is known: `version` and `cipher`.
Evidence no_tls_facts();
/// The step that a handshake without success makes.
Observation failed_handshake(const Handshake& handshake);

/// What to think of a TLS step, whether it failed or went well, but for the certificate. Pure.
/// Only the kinds that failed_handshake() gives are judged; for another the answer is empty.
std::vector<Finding> judge_tls(Side side, const Observation& seen);

}  // namespace monitor
