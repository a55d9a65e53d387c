#pragma once

#include "monitor/model/result.h"

#include <filesystem>
#include <string>

namespace tray {

/// What tells one data folder from another, whichever way it was chosen; for the rule that one tray
/// program watches one data folder. Creates the folder. Fails with storage and one sentence.
monitor::Result<std::string> instance_key(const std::filesystem::path& data_dir,
                                          const std::filesystem::path& program);

/// The same for whoever only asks who runs: creates nothing.
monitor::Result<std::string> key_of_running_instance(const std::filesystem::path& data_dir,
                                                     const std::filesystem::path& program);

}  // namespace tray
