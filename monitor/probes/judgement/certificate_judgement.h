#pragma once

#include "monitor/model/check.h"
#include "monitor/probes/side.h"
#include "monitor/probes/standards.h"

#include <vector>

namespace monitor {

/// What to think of a side's certificate: its dates by our clock and, where the identity step told
/// it, by the server's; its name and issuer, as strictly as the target's setting; its key,
/// signature and purpose; and whether it is still the one of `before`. Empty without a certificate.
/// Pure. The subject of each finding is the certificate's SHA-256.
std::vector<Finding> judge_certificate(Side side, const Check& now, const Check* before,
                                       const Standards& standards);

/// Its dates alone. `skew_s` is the server's clock minus ours.
std::vector<Finding> judge_dates(Side side, const CertificateFacts& certificate, SysTime now,
                                 std::optional<double> skew_s, const Standards& standards);
/// Whether it still is the certificate of the last look, was renewed in time, or changed out of it.
std::vector<Finding> judge_change(Side side, const CertificateFacts& certificate,
                                  const CertificateFacts& before, SysTime now);

}  // namespace monitor
