#pragma once

#include "monitor/model/result.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace notify {

/// Runs a program without a shell, with nothing to read and nobody to write to, and waits for its
/// end. `variables` are added to this program's own environment. Blocks for at most `limit`; then
/// the program and what it has started are ended.
/// Fails with not_found, denied or unavailable if it cannot be started, timed_out, or internal for
/// an exit code other than 0 (it stands in `detail`).
monitor::Result<void> run_process(const std::vector<std::string>& command,
                                  const std::vector<std::pair<std::string, std::string>>& variables,
                                  std::chrono::milliseconds limit);

}  // namespace notify
