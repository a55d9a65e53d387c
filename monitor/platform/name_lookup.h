#pragma once

#include <string>
#include <vector>

namespace monitor {

/// What the system's resolver said of a name.
struct NameAnswer {
  enum class Status {
    ok,
    not_found,  ///< there is no such name, or it has no address
    no_answer,  ///< the name service cannot tell
  };
  Status status = Status::no_answer;
  std::vector<std::string> addresses;  ///< as text, in the system's order; may repeat
};

/// Asks the system's own resolver: what `ssh` and `mstsc` would get, the hosts file, VPN split DNS
/// and names beyond ASCII included. Blocks. Any thread.
NameAnswer look_up(const std::string& host);

/// The name as DNS and certificates spell it, "xn--…" for a label beyond ASCII; as it stands where
/// it has none or makes no sense. Source: RFC 3490.
std::string ascii_name(const std::string& host);

}  // namespace monitor
