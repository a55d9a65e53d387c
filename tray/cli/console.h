#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>

namespace tray {

/// Whether that stream ends on a screen in front of a person.
bool is_terminal(std::FILE* stream);

/// The executable that is running; empty where the system does not say.
std::filesystem::path this_program();

/// Calls nothing, but makes `stop_was_asked()` true once the user or the system asks the program to
/// end (Ctrl+C, logout). Call once, early.
void listen_for_stop();
bool stop_was_asked();
/// Waits until that is asked or `work` says it is over; `work` is called whenever woken.
void wait_for_stop();

}  // namespace tray
