#pragma once

#include "monitor/model/check.h"

#include <string>
#include <string_view>

namespace monitor {

/// Whether it is a name, not an address.
bool is_a_name(std::string_view host);

/// Which computer it leads to, "host:port" in small letters: several targets may be of one.
std::string computer_of(const Target& target);

/// Where such a host is, by its domain in small letters, or by the first three numbers of its
/// address: several at one site may have gone silent with it.
std::string site_of(std::string_view host);

/// Whether that address is reached from within alone: of a local network, of a VPN, of this
/// computer. Sources: RFC 1918, RFC 3927, RFC 6598 (also what mesh VPNs give), RFC 4193, RFC 4291.
bool is_private_address(std::string_view address);

/// The first address that was found for what is dialled, the target or its gateway, and that is not
/// private; empty for none.
std::string public_address(const Check& check);

}  // namespace monitor
