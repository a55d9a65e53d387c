#pragma once

#include "monitor/model/clock.h"

#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// What this computer thinks of a certificate's chain.
enum class Trust { trusted, self_signed, untrusted_issuer, incomplete_chain, unchecked };

/// What a server certificate says, free of OpenSSL types. Times are UTC.
/// Hashes and the serial are lower-case hex without separators. Source: RFC 5280.
struct CertificateFacts {
  std::string subject;  ///< RFC 2253 order and escaping, at most 1,024 bytes
  std::string issuer;
  std::string serial;
  std::string sha1;
  std::string sha256;
  SysTime not_before{};
  SysTime not_after{};
  bool self_signed = false;
  std::string key;                 ///< "RSA 2048", "EC P-256", "Ed25519"
  int key_bits = 0;                ///< modulus or field size
  std::string signature;           ///< "sha256WithRSAEncryption"
  std::vector<std::string> names;  ///< DNS names and addresses of the SAN, else the CN; at most 100
  int name_count = 0;              ///< how many there were before the cut
  bool name_matches = false;       ///< RFC 6125 against the host that was asked for
  bool server_purpose = true;      ///< no extended key usage, or one that allows a TLS server
  Trust trust = Trust::unchecked;

  bool operator==(const CertificateFacts&) const = default;
};

/// What the server said of itself in its NTLM CHALLENGE (MS-NLMP 2.2.1.2); absent parts are empty.
struct IdentityFacts {
  std::string computer;
  std::string dns_computer;
  std::string domain;      ///< NetBIOS domain, or the computer's own name in a workgroup
  std::string os_version;  ///< "10.0.20348"
  bool joined = false;     ///< the server says that it belongs to a domain
  std::optional<double> clock_skew_s;  ///< server's clock minus ours; positive: it is ahead

  bool operator==(const IdentityFacts&) const = default;
};

}  // namespace monitor
