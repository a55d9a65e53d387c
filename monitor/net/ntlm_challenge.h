#pragma once

#include "monitor/model/certificate_facts.h"
#include "monitor/net/awaiting.h"

#include <optional>

namespace monitor {

/// Reads an NTLM CHALLENGE from its signature on; `received_at` is our clock at that moment, for
/// the skew. Names are cut to 255 characters and are valid UTF-8 without control characters. Empty
/// where it is no CHALLENGE or its target information lies outside `message`. Pure; looks at 64 KiB
/// and 64 attributes at most. Source: MS-NLMP 2.2.1.2, 2.2.2.1, 2.2.2.10.
std::optional<IdentityFacts> parse_ntlm_challenge(Bytes message, SysTime received_at);

}  // namespace monitor
