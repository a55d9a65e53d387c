#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tray {

/// While it lives, standard output and error take UTF-8 and the escape sequences for colours, with
/// line ends as they are written. Puts the console back as it was.
class ConsoleUse {
 public:
  ConsoleUse();
  ~ConsoleUse();
  ConsoleUse(const ConsoleUse&) = delete;
  ConsoleUse& operator=(const ConsoleUse&) = delete;

 private:
  struct Before;
  std::unique_ptr<Before> before_;
};

/// The words behind the program's name, UTF-8; main()'s own where the system has no better.
std::vector<std::string> program_arguments(int argc, char** argv);

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
