#pragma once

#include "monitor/model/target.h"
#include "monitor/net/awaiting.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// The security that an RDP server settled on. Source: MS-RDPBCGR 2.2.1.2.1.
enum class SecurityProtocol { rdp, tls, hybrid, rdstls, hybrid_ex, rdsaad };

/// "rdp", "tls", "hybrid", "rdstls", "hybrid_ex", "rdsaad".
std::string_view to_text(SecurityProtocol protocol);

/// Whether a TLS handshake follows on the same connection.
inline bool begins_tls(SecurityProtocol protocol) {
  return protocol != SecurityProtocol::rdp;
}

/// Whether CredSSP follows inside TLS.
inline bool begins_credssp(SecurityProtocol protocol) {
  return protocol == SecurityProtocol::hybrid || protocol == SecurityProtocol::hybrid_ex;
}

/// The X.224 Connection Request of a current client, without a cookie: asks for TLS and, unless the
/// user signs in in the session, for CredSSP and its extension (0x0B). xrdp 0.9 hangs up on
/// anything above that, which only who signs in by Entra asks for.
std::array<std::uint8_t, 19> connection_request(SignIn sign_in);

/// What a server said to the connection request.
struct NegotiationAnswer {
  enum class Kind {
    selected,      ///< a protocol
    failure,       ///< RDP_NEG_FAILURE with a code
    disconnected,  ///< well-formed, and a hang-up: an MCS or X.224 disconnect
    malformed,     ///< began like RDP, then made no sense
    not_rdp,       ///< something else speaks here
  };
  Kind kind = Kind::malformed;
  SecurityProtocol protocol = SecurityProtocol::rdp;
  std::vector<std::string> flags;  ///< names of CONTRACT, in the order of their bits
  std::uint32_t failure_code = 0;
  std::string message;  ///< the expert's sentence where it is no selection
};

/// How many bytes the answer has, as far as `begin` tells: more than `begin` holds means that more
/// is to be read. Never above 512: a confirm has 19.
std::size_t answer_size(Bytes begin);
/// Reads what answer_size() asked for. Pure; looks at 512 bytes at most.
NegotiationAnswer parse_answer(Bytes bytes);

}  // namespace monitor
