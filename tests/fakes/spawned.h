#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tests {

/// A program to start and what it is given.
struct Command {
  std::filesystem::path program;
  std::vector<std::string> arguments;
  std::vector<std::pair<std::string, std::string>> variables;  ///< beside those of this process
  std::filesystem::path input;                                 ///< empty: nothing to read
  std::filesystem::path output;                                ///< empty: read() has it
  std::filesystem::path errors;                                ///< empty: where this process's go
};

/// Another process, killed at the end of this object's life at the latest.
class Spawned {
 public:
  /// Throws where it cannot be started.
  explicit Spawned(const Command& command);
  ~Spawned();
  Spawned(const Spawned&) = delete;
  Spawned& operator=(const Spawned&) = delete;

  /// Waits for one byte of its output; false at the end of it.
  bool read(char& byte);
  /// Ends it at once, wherever it is.
  void kill();
  /// Waits for its end; what it gave as exit code, -1 if something else ended it.
  int wait();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// This test program.
std::filesystem::path this_test_program();

/// Ends this process as if its power were cut.
[[noreturn]] void end_at_once();

/// Sets a variable of this process's environment; UTF-8.
void set_variable(const std::string& name, const std::string& value);
void unset_variable(const std::string& name);

}  // namespace tests
