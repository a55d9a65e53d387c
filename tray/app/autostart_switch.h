#pragma once

#include "monitor/model/result.h"

#include <filesystem>

namespace tray {

/// Whether the tray program starts when this user logs in.
monitor::Result<bool> starts_at_login();
/// Makes it start, or not, from the next login on. `program` is the executable that asks: the tray
/// program is the one beside it. Fails with unavailable where there is none.
monitor::Result<void> set_starts_at_login(bool on, const std::filesystem::path& program);

}  // namespace tray
