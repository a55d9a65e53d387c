#pragma once

#include "monitor/model/finding_codes.h"

namespace monitor {

/// The rows of finding_codes(), by area, unsorted: this computer's network, names, TCP, RDP,
/// gateway, trends.
std::span<const FindingCode> network_code_rows();
/// TLS, certificates, identity.
std::span<const FindingCode> security_code_rows();
/// Credentials, caches and the client on this computer.
std::span<const FindingCode> computer_code_rows();

}  // namespace monitor
