#pragma once

#include "monitor/model/check.h"
#include "monitor/repair/causes.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// What the administrator of a host is told of.
struct HostCase {
  Check check;                   ///< the look that it rests on
  std::vector<Cause> causes;     ///< likeliest first; may be empty
  std::optional<SysTime> since;  ///< of the main cause, where that is known
  std::string from;              ///< from where it was seen; may be empty
};

/// What a user hands to the administrator of a host that cannot be reached.
struct HostKit {
  std::string sentence;  ///< what is wrong and what to do about it, to be forwarded or said
  std::string ticket;    ///< UTF-8, with the sentence on top
  /// One PowerShell script, ASCII, with nothing beside it. It only reports unless told to mend.
  std::string script;
};

/// Made for what was found. Text of other computers is only ever text in it.
HostKit make_host_kit(const HostCase& what);

/// The cause that only the administrator of the host or its gateway can do something about: the
/// likeliest of those; else the likeliest of all; null where there is none.
const Cause* main_cause(std::span<const Cause> causes);

/// The text of monitor/repair/host_kit/NAME.ps1; empty where there is none. Generated.
std::string_view script_part(std::string_view name);
/// The parts that look into findings by that code, in the order in which they run; without a code,
/// all that are for a host.
std::vector<std::string_view> parts_for(std::span<const std::string> codes);

}  // namespace monitor
