#pragma once

#include "monitor/model/certificate_facts.h"
#include "monitor/model/clock.h"

namespace monitor {

/// Whether one certificate may take the place of the other when the new one is first seen: the same
/// subject, and the old one was near its end.
bool is_expected_renewal(const CertificateFacts& before, const CertificateFacts& now,
                         SysTime first_seen);

}  // namespace monitor
