#pragma once

#include "monitor/model/result.h"
#include "monitor/model/target.h"

#include <cstdio>
#include <string>
#include <vector>

namespace tray {

/// A target from "HOST[:PORT]" on the command line. Its failure is wrong use, not bad input.
monitor::Result<monitor::Target> target_argument(const std::string& text);

/// One target a line from a file, or from standard input for "-": "HOST[:PORT]", blank lines and
/// lines with `#` in front are passed over. At most 1,000,000 lines and 64 MiB.
/// Fails with invalid_input, naming file and line.
monitor::Result<std::vector<monitor::Target>> targets_in_list(const std::string& file);

}  // namespace tray
