#include "notify/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace notify {

namespace {

using monitor::fail;
using monitor::Failure;
using monitor::Result;

/// posix_spawn's settings: no terminal, own process group, signals as a program expects them.
class SpawnSettings {
 public:
  SpawnSettings() {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files_, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files_, 2, "/dev/null", O_WRONLY, 0);
    // Sockets of looks under way are not the program's to hold open.
    posix_spawn_file_actions_addclosefrom_np(&files_, 3);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }

  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }

  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  const posix_spawn_file_actions_t* files() const { return &files_; }

  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (auto& text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_with(
    const std::vector<std::pair<std::string, std::string>>& variables) {
  std::vector<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable)
    all.emplace_back(*variable);
  for (const auto& [name, value] : variables) {
    // A value that holds a zero byte would end there; names are ours.
    all.push_back(name + '=' + value.substr(0, value.find('\0')));
  }
  return all;
}

Failure::Kind kind_of(int error) {
  if (error == ENOENT) return Failure::Kind::not_found;
  if (error == EACCES || error == EPERM) return Failure::Kind::denied;
  return Failure::Kind::unavailable;
}

/// Whether it ended by itself within `limit`.
bool has_ended(pid_t process, std::chrono::milliseconds limit) {
  // glibc 2.36 declares its own pidfd_open() without C linkage.
  const int watch = static_cast<int>(syscall(SYS_pidfd_open, process, 0U));
  pollfd ended{watch, POLLIN, 0};
  int seen = 0;
  do {
    seen = poll(&ended, 1, static_cast<int>(limit.count()));
  } while (seen < 0 && errno == EINTR);
  if (watch >= 0) close(watch);
  return seen == 1;
}

}  // namespace

Result<void> run_process(const std::vector<std::string>& command,
                         const std::vector<std::pair<std::string, std::string>>& variables,
                         std::chrono::milliseconds limit) {
  if (command.empty()) return fail(Failure::Kind::invalid_input, "There is no program to run.");
  auto arguments = command;
  auto environment = environment_with(variables);
  const SpawnSettings settings;
  pid_t process = 0;
  const int error =
      posix_spawnp(&process, command.front().c_str(), settings.files(), settings.attributes(),
                   pointers_to(arguments).data(), pointers_to(environment).data());
  if (error != 0) {
    return fail(kind_of(error), "The program " + command.front() + " could not be started.",
                std::strerror(error));
  }
  const bool ended = has_ended(process, limit);
  // Also what it has left behind.
  if (!ended) kill(-process, SIGKILL);
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (!ended) {
    return fail(Failure::Kind::timed_out,
                "The program " + command.front() + " took too long and was ended.");
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return fail(Failure::Kind::internal, "The program " + command.front() + " reported a failure.",
              "wait status " + std::to_string(status));
}

}  // namespace notify
