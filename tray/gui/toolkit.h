#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// What the toolkit must know before it begins; first thing on the main thread.
void prepare_toolkit();

/// The words behind the program's name, in UTF-8.
std::vector<std::string> program_arguments(int argc, char** argv);

/// Where words go that are said without a window.
enum class Voice { answer, complaint };

/// Says it to whoever started the program: on its terminal or, where there is none, in a box.
void say_to_starter(std::string_view text, Voice voice);

/// This executable; empty where the system does not tell.
std::filesystem::path program_path();

/// Asks the system to start this program again with these arguments when it has crashed or was
/// ended for an update, where the system can.
void ask_for_restart(const std::vector<std::string>& arguments);

/// Calls `quit` on the GUI thread when the session ends or somebody asks this program to end.
/// Once, when there is a GUI thread.
void when_asked_to_end(std::function<void()> quit);

}  // namespace tray
