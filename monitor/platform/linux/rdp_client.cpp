#include "monitor/platform/rdp_client.h"

#include "monitor/platform/linux/freerdp_exit.h"
#include "monitor/platform/program_path.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <thread>
#include <vector>

namespace monitor {

namespace {

using Command = std::vector<std::string>;

/// A client by its program; FreeRDP 3 comes before 2, and both before a window manager of its own.
struct Client {
  const char* program;
  const char* name;
  Command (*command)(const std::string& program, const Target& target);
};

Command freerdp_command(const std::string& program, const Target& target) {
  Command command = {program, "/v:" + to_text(target.endpoint)};
  if (!target.user_name.empty()) command.push_back("/u:" + target.user_name);
  if (target.sign_in == SignIn::in_session) command.emplace_back("-sec-nla");
  if (!target.gateway) return command;
  const auto gateway = to_text(*target.gateway);
  // FreeRDP 3 has one option with parts, 2 one for each.
  const bool three = program.ends_with('3');
  command.push_back(three ? "/gateway:g:" + gateway : "/g:" + gateway);
  return command;
}

/// For the user part of a URL (RFC 3986, 2.1).
std::string percent_encoded(const std::string& text) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (plain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', digits[byte >> 4U], digits[byte & 15U]};
  }
  return out;
}

Command remmina_command(const std::string& program, const Target& target) {
  const auto user = target.user_name.empty() ? "" : percent_encoded(target.user_name) + '@';
  return {program, "-c", "rdp://" + user + to_text(target.endpoint)};
}

constexpr std::array<Client, 3> clients = {{{"xfreerdp3", "FreeRDP", freerdp_command},
                                            {"xfreerdp", "FreeRDP", freerdp_command},
                                            {"remmina", "Remmina", remmina_command}}};

int spawn(Command& command, pid_t& process) {
  std::vector<char*> arguments;
  for (auto& argument : command)
    arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  // Sockets of looks under way are not the program's to hold open.
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  // Of a session of its own: it lives on when we end.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
  const int error =
      posix_spawn(&process, arguments.front(), &files, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

/// Waits for the end in the background, so that none is left as a zombie.
void see_off(pid_t process, RdpClient::Ended ended) {
  std::thread([process, ended = std::move(ended)] {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    if (!ended || !WIFEXITED(status)) return;
    if (const auto reason = reason_of_freerdp_exit(WEXITSTATUS(status))) ended(*reason);
  }).detach();
}

class InstalledClient final : public RdpClient {
 public:
  std::string name() const override {
    for (const auto& client : clients) {
      if (!program_path(client.program).empty()) return client.name;
    }
    return {};
  }

  Result<void> connect(const Target& target, Ended ended) override {
    for (const auto& client : clients) {
      const auto program = program_path(client.program);
      if (program.empty()) continue;
      auto command = client.command(program, target);
      pid_t process = 0;
      if (const int error = spawn(command, process); error != 0) {
        return fail(Failure::Kind::unavailable, std::string(client.name) + " could not be started.",
                    std::strerror(error));
      }
      const bool says_why = client.command == freerdp_command;
      see_off(process, says_why ? std::move(ended) : Ended());
      return {};
    }
    return fail(
        Failure::Kind::unavailable,
        "No Remote Desktop client is installed. Install FreeRDP (freerdp2-x11) or Remmina.");
  }
};

}  // namespace

std::unique_ptr<RdpClient> open_rdp_client() {
  return std::make_unique<InstalledClient>();
}

}  // namespace monitor
