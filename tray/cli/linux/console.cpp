#include "tray/cli/console.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <system_error>

namespace tray {

namespace {

std::atomic<bool> stop_asked{false};

extern "C" void take_stop(int /*signal*/) {
  stop_asked = true;
}

}  // namespace

bool is_terminal(std::FILE* stream) {
  return isatty(fileno(stream)) != 0;
}

std::filesystem::path this_program() {
  std::error_code none;
  return std::filesystem::read_symlink("/proc/self/exe", none);
}

void listen_for_stop() {
  struct sigaction action = {};
  action.sa_handler = take_stop;
  for (const int number : {SIGINT, SIGTERM, SIGHUP})
    sigaction(number, &action, nullptr);
  // A reader that goes away (`| head`) ends the output, not the program in the middle of a write.
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, nullptr);
}

bool stop_was_asked() {
  return stop_asked;
}

}  // namespace tray
