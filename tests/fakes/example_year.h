#pragma once

#include "monitor/model/clock.h"

#include <chrono>
#include <filesystem>

namespace tests {

/// Saves the office's five computers in that data folder, with a year of looks at each:
/// certificates that were renewed, a bad day here and there, and as the last look the office's own.
/// Throws std::runtime_error where the folder does not take it.
void save_example_year(const std::filesystem::path& folder, monitor::SysTime now,
                       std::chrono::hours between_looks);

}  // namespace tests
