#pragma once

#include "monitor/model/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace monitor {

/// TCP port of RDP when none is named (IANA).
inline constexpr std::uint16_t rdp_port = 3389;
/// TCP port of an RD Gateway when none is named.
inline constexpr std::uint16_t gateway_port = 443;

/// A host, by name or address, and a TCP port.
struct Endpoint {
  std::string host;
  std::uint16_t port = rdp_port;

  bool operator==(const Endpoint&) const = default;
};

/// Reads "host", "host:port", "address", "[v6]:port" or a bare IPv6 address.
/// The host is trimmed, at most 255 characters, of characters that names and addresses have.
/// Fails with invalid_input, naming the text.
Result<Endpoint> parse_endpoint(std::string_view text, std::uint16_t default_port = rdp_port);

/// "host:port", with brackets around an IPv6 address. The reverse of parse_endpoint.
std::string to_text(const Endpoint& endpoint);
/// As people write it: without the port where that is `usual_port`.
std::string short_text(const Endpoint& endpoint, std::uint16_t usual_port = rdp_port);

/// Key of a saved target in the store; `unsaved` for one that is only looked at.
enum class TargetId : std::int64_t {};
inline constexpr TargetId unsaved{0};

/// What the client does when it cannot verify the server: the `authentication level` of .rdp files.
enum class AuthenticationLevel { connect_anyway = 0, refuse = 1, warn = 2, not_specified = 3 };

/// Where the client lets the user sign in: `enablecredsspsupport` and `enablerdsaadauth` of .rdp
/// files.
enum class SignIn {
  before_session,  ///< by Network Level Authentication (CredSSP), as clients usually do
  in_session,      ///< on the remote computer's own screen
  entra,           ///< by a work or school account in the browser
};

/// "nla", "session", "entra".
std::string_view to_text(SignIn sign_in);
/// Reads the same; empty for anything else.
std::optional<SignIn> parse_sign_in(std::string_view text);

/// A place people connect to, and what should be found there.
struct Target {
  TargetId id = unsaved;
  std::string name;  ///< as the user calls it; empty for one that is not saved
  Endpoint endpoint;
  std::optional<Endpoint> gateway;
  std::string user_name;  ///< only to start the client with; never sent by a probe
  std::string group;      ///< folder in the tool it was imported from, "A/B"; may be empty
  AuthenticationLevel authentication_level = AuthenticationLevel::not_specified;
  SignIn sign_in = SignIn::before_session;
  bool identity_allowed = false;              ///< may the NTLM challenge be asked for
  std::optional<std::chrono::seconds> every;  ///< empty: the general setting

  bool operator==(const Target&) const = default;
};

/// What to call it on screen: its name, or its address where it has none.
std::string shown_name(const Target& target);

}  // namespace monitor
