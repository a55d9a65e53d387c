#pragma once

#include "monitor/model/result.h"

#include <string>

namespace monitor {

/// What this computer's administrator has set for everyone, as one JSON object with the keys of the
/// settings; empty where nothing is set. Quick; at most 64 KiB.
/// Fails with invalid_input where it cannot be read, is larger, or, on Linux, others than root can
/// change it: the sentence says that it is passed over.
Result<std::string> machine_policy_json();

}  // namespace monitor
