#pragma once

#include "monitor/model/check.h"
#include "monitor/model/local_finding.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// How sure it is that a cause is the cause.
enum class Confidence { certain, likely, possible };

/// Something that explains why a connection fails, or is going to.
struct Cause {
  Finding finding;
  std::string how_we_know;  ///< a sentence or two: who saw what
  Confidence confidence = Confidence::possible;

  bool operator==(const Cause&) const = default;
};

/// What the RDP client itself said last about a connection to the target.
struct ClientWord {
  std::uint32_t reason = 0;     ///< discReason, as `rdpready explain` takes it
  std::int64_t count = 1;       ///< how often of late
  std::optional<SysTime> last;  ///< empty: a person read it from the client's window just now

  bool operator==(const ClientWord&) const = default;
};

/// All that causes are drawn from.
struct Clues {
  Check check;  ///< the look at the target just now
  std::vector<LocalFinding> local;
  std::optional<ClientWord> client;
  /// What the target's trouble is when other targets are looked at too: network.port_blocked.
  std::optional<Finding> shared;
  std::string network;  ///< the network in use, in a sentence or two; may be empty
};

/// What the look at the target, the client's own word and this computer's state give as causes,
/// likeliest first. What is fine, or only good to know, is not among them. Each code stands in it
/// once. A sign-in that was refused is no trouble of the certificate's: it came past that.

std::vector<Cause> rank_causes(const Clues& clues);

/// "certain", "likely", "possible".
std::string_view to_text(Confidence confidence);

}  // namespace monitor
