#include "tests/fakes/linux/private_surroundings.h"

#include <sched.h>
#include <signal.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace tests {

std::string shell(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("There is no shell.");
  std::string out;
  std::array<char, 512> part{};
  while (fgets(part.data(), part.size(), pipe) != nullptr)
    out += part.data();
  if (pclose(pipe) != 0) throw std::runtime_error("This failed: " + command + "\n" + out);
  while (out.ends_with('\n'))
    out.pop_back();
  return out;
}

bool enter_own_network() {
  if (geteuid() == 0) return unshare(CLONE_NEWNET) == 0;
  const auto user = std::to_string(geteuid());
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
  std::ofstream("/proc/self/uid_map") << "0 " << user << " 1";
  return true;
}

bool may_enter_own_network() {
  const pid_t child = fork();
  if (child == 0) _exit(enter_own_network() ? 0 : 1);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

PrivateSystemBus::PrivateSystemBus() {
  const auto told =
      shell("dbus-daemon --session --fork --print-address=1 --print-pid=1 </dev/null 2>/dev/null");
  const auto line = told.find('\n');
  daemon_ = std::stoi(told.substr(line + 1));
  setenv("DBUS_SYSTEM_BUS_ADDRESS", told.substr(0, line).c_str(), 1);
}

PrivateSystemBus::~PrivateSystemBus() {
  stop_playing();
  kill(daemon_, SIGTERM);
}

void PrivateSystemBus::play(const std::string& arguments, const std::string& service) {
  mock_ = std::stoi(shell("/usr/bin/python3 -m dbusmock --system " + arguments +
                          " </dev/null >/dev/null 2>&1 & echo $!"));
  shell("gdbus wait --system --timeout 20 " + service);
}

void PrivateSystemBus::stop_playing() {
  if (mock_ != 0) kill(mock_, SIGTERM);
  mock_ = 0;
}

std::string PrivateSystemBus::call(const std::string& service, const std::string& words) const {
  return shell("gdbus call --system -d " + service + " -o " + words);
}

}  // namespace tests
