#include "tests/fakes/spawned.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace tests {

struct Spawned::State {
  pid_t process = -1;
  int output = -1;
};

namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_with(
    const std::vector<std::pair<std::string, std::string>>& variables) {
  std::vector<std::string> all;
  for (const auto& [name, value] : variables)
    all.push_back(name + '=' + value);
  for (char** variable = environ; *variable != nullptr; ++variable)
    all.emplace_back(*variable);  // the first of two of the same name counts
  return all;
}

}  // namespace

Spawned::Spawned(const Command& command) : state_(std::make_unique<State>()) {
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category());
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  const auto input = command.input.empty() ? std::filesystem::path("/dev/null") : command.input;
  posix_spawn_file_actions_addopen(&files, 0, input.c_str(), O_RDONLY, 0);
  const int created = O_WRONLY | O_CREAT | O_TRUNC;
  if (command.output.empty()) {
    posix_spawn_file_actions_adddup2(&files, ends[1], 1);
  } else {
    posix_spawn_file_actions_addopen(&files, 1, command.output.c_str(), created, 0600);
  }
  if (!command.errors.empty())
    posix_spawn_file_actions_addopen(&files, 2, command.errors.c_str(), created, 0600);
  auto words = command.arguments;
  words.insert(words.begin(), command.program.string());
  auto variables = environment_with(command.variables);
  const int error = posix_spawn(&state_->process, command.program.c_str(), &files, nullptr,
                                pointers_to(words).data(), pointers_to(variables).data());
  posix_spawn_file_actions_destroy(&files);
  ::close(ends[1]);
  state_->output = ends[0];
  if (error != 0) throw std::system_error(error, std::generic_category(), command.program);
}

Spawned::~Spawned() {
  kill();
  ::close(state_->output);
}

bool Spawned::read(char& byte) {
  return ::read(state_->output, &byte, 1) == 1;
}

void Spawned::kill() {
  if (state_->process > 0) ::kill(state_->process, SIGKILL);
  wait();
}

int Spawned::wait() {
  if (state_->process <= 0) return -1;
  int status = 0;
  waitpid(std::exchange(state_->process, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::filesystem::path this_test_program() {
  return std::filesystem::read_symlink("/proc/self/exe");
}

void end_at_once() {
  ::kill(getpid(), SIGKILL);
  for (;;)
    pause();
}

void set_variable(const std::string& name, const std::string& value) {
  setenv(name.c_str(), value.c_str(), 1);
}

void unset_variable(const std::string& name) {
  unsetenv(name.c_str());
}

}  // namespace tests
