#pragma once

#include "monitor/net/awaiting.h"

#include <array>
#include <cstdint>
#include <optional>

namespace monitor {

/// A CredSSP TSRequest (version 6) with a raw NTLM NEGOTIATE: asks for the CHALLENGE and names
/// nobody. Source: MS-CSSP 2.2.1, MS-NLMP 2.2.1.1.
std::array<std::uint8_t, 57> challenge_request();

/// The largest reply that is read: the real ones have a few hundred bytes, and the lengths inside
/// an NTLM message have 16 bits.
inline constexpr std::size_t largest_challenge_reply = std::size_t{72} * 1024;

/// How many bytes the DER value has that begins so, header included. Zero while the header is not
/// whole; empty where this is no TSRequest or it is larger than `largest_challenge_reply`.
std::optional<std::size_t> ts_request_size(Bytes begin);

/// The NTLM message inside a whole TSRequest, raw or wrapped in SPNEGO; empty if there is none.
Bytes find_ntlm_message(Bytes ts_request);

}  // namespace monitor
