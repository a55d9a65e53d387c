#include "tray/cli/console.h"

#include <signal.h>

#include <unistd.h>

#include <system_error>

namespace tray {

namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGINT, SIGTERM, SIGHUP})
    sigaddset(&signals, number);
  return signals;
}

}  // namespace

// A terminal takes all of it as it is.
struct ConsoleUse::Before {};

ConsoleUse::ConsoleUse() = default;

ConsoleUse::~ConsoleUse() = default;

std::vector<std::string> program_arguments(int argc, char** argv) {
  return argc > 1 ? std::vector<std::string>(argv + 1, argv + argc) : std::vector<std::string>();
}

bool is_terminal(std::FILE* stream) {
  return isatty(fileno(stream)) != 0;
}

std::filesystem::path this_program() {
  std::error_code none;
  return std::filesystem::read_symlink("/proc/self/exe", none);
}

void hold_stop_requests() {
  const auto signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_stop() {
  const auto signals = stop_signals();
  int number = 0;
  sigwait(&signals, &number);
}

}  // namespace tray
