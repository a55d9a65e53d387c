#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <exception>
#include <functional>
#include <utility>

namespace sample {

/// Another process of this test. It tells its parent that something is safe by a byte in a pipe.
/// Make it while this process has one thread and no database open.
class Child {
 public:
  /// The child calls acknowledge() whenever what it did must not get lost.
  using Body = std::function<void(const std::function<void()>& acknowledge)>;

  explicit Child(const Body& body) {
    if (pipe(pipe_) != 0) std::terminate();
    process_ = fork();
    if (process_ != 0) {
      ::close(std::exchange(pipe_[1], -1));
      return;
    }
    int code = 0;
    try {
      body([this] {
        const char byte = '.';
        if (::write(pipe_[1], &byte, 1) != 1) _exit(2);
      });
    } catch (const std::exception&) {
      code = 1;
    }
    _exit(code);
  }

  ~Child() {
    if (process_ > 0) kill();
    ::close(pipe_[0]);
  }

  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits until it has acknowledged `count` more things; false if it ended before.
  bool wait_for(std::size_t count) {
    for (char byte = 0; count > 0 && ::read(pipe_[0], &byte, 1) == 1; --count)
      ++acknowledged_;
    return count == 0;
  }

  /// Ends it at once, wherever it is.
  void kill() {
    ::kill(process_, SIGKILL);
    wait_for_end();
  }

  /// True if it ended by itself and well.
  bool wait_for_end() {
    wait_for(static_cast<std::size_t>(-1));
    int status = 0;
    waitpid(std::exchange(process_, -1), &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  /// How much it acknowledged up to now.
  std::size_t acknowledged() const { return acknowledged_; }

 private:
  int pipe_[2] = {-1, -1};
  pid_t process_ = -1;
  std::size_t acknowledged_ = 0;
};

}  // namespace sample
