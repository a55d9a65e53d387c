#pragma once

#include <string>

namespace monitor {

/// What this computer's administrator has set for everyone, as one JSON object with the keys of the
/// settings; empty where nothing is set. Quick; at most 64 KiB.
std::string machine_policy_json();

}  // namespace monitor
