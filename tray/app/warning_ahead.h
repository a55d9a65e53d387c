#pragma once

#include "monitor/model/check.h"
#include "monitor/model/result.h"
#include "store/kept.h"

#include <optional>
#include <vector>

namespace tray {

/// What an RDP client of this computer will warn of at its next connection, because it remembers
/// the certificate that the target had before the one of that look. `seen`: what the target has
/// shown. Reads what clients remember of certificates, never a password. Worker thread.
std::optional<monitor::Finding> warning_ahead(
    const monitor::Check& check, const monitor::Result<std::vector<store::SeenCertificate>>& seen);

}  // namespace tray
