#pragma once

#include "monitor/model/result.h"
#include "tray/app/assembly.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tray {

/// The current state as OpenMetrics text, ending with `# EOF`. A target without a look has only its
/// verdict. Labels: `target` (its name) and, for findings, `code`. Source: OpenMetrics 1.0.
std::string metrics_text(const std::vector<TargetStatus>& statuses);

}  // namespace tray
