#pragma once

#include "monitor/model/thresholds.h"

#include <chrono>

namespace monitor {

/// By what looks are judged.
struct Standards {
  Thresholds thresholds;
  /// Local time minus UTC: of the days that sentences name.
  std::chrono::seconds utc_offset{0};
};

}  // namespace monitor
