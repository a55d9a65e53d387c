#pragma once

#include <filesystem>
#include <functional>

namespace tray {

/// What the toolkit must know before it begins; first thing on the main thread.
void prepare_toolkit();

/// This executable; empty where the system does not tell.
std::filesystem::path program_path();

/// Calls `quit` on the GUI thread when the session ends or somebody asks this program to end.
/// Once, when there is a GUI thread.
void when_asked_to_end(std::function<void()> quit);

}  // namespace tray
