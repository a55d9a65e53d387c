#pragma once

#include "monitor/model/finding_codes.h"

namespace monitor {

/// The rows of finding_codes(), by area, unsorted: this computer's network, names, TCP, trends.
std::span<const FindingCode> network_code_rows();
/// The RDP negotiation.
std::span<const FindingCode> rdp_code_rows();
/// TLS and identity.
std::span<const FindingCode> security_code_rows();
/// Certificates.
std::span<const FindingCode> certificate_code_rows();
/// The gateway's own codes, and those whose words differ for a gateway.
std::span<const FindingCode> gateway_code_rows();
/// Credentials, caches and the client on this computer.
std::span<const FindingCode> computer_code_rows();

}  // namespace monitor
