#pragma once

#include <cstdio>
#include <filesystem>

namespace tray {

/// Whether that stream ends on a screen in front of a person.
bool is_terminal(std::FILE* stream);

/// The executable that is running; empty where the system does not say.
std::filesystem::path this_program();

/// From now on a wish of the user or the system that the program end (Ctrl+C, logout) only ends
/// wait_for_stop(). Call before any thread is started.
void hold_stop_requests();
/// Waits for such a wish.
void wait_for_stop();

}  // namespace tray
