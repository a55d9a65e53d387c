#pragma once

#include <sys/types.h>

#include <string>

namespace tests {

/// What a shell command prints, without the last line break. Throws where it fails.
std::string shell(const std::string& command);

/// Moves this process into an empty network of its own; false where the system forbids it.
/// For a process with a single thread.
bool enter_own_network();
/// The same, tried in a child.
bool may_enter_own_network();

/// A message bus of our own that plays the system's, for as long as it lives.
class PrivateSystemBus {
 public:
  PrivateSystemBus();
  ~PrivateSystemBus();
  PrivateSystemBus(const PrivateSystemBus&) = delete;
  PrivateSystemBus& operator=(const PrivateSystemBus&) = delete;

  /// Lets python-dbusmock play a service by one of its templates; returns once it answers.
  void play(const std::string& arguments, const std::string& service);
  /// Stops playing it.
  void stop_playing();
  /// Calls a method: object, method and arguments as gdbus takes them. Gives the answer.
  std::string call(const std::string& service, const std::string& words) const;

 private:
  pid_t daemon_ = 0;
  pid_t mock_ = 0;
};

}  // namespace tests
