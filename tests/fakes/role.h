#pragma once

#include "tests/fakes/spawned.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace tests {

/// What another process of a test does: this test program, started anew for that alone. Made before
/// main(), as a constant beside the test.
class Role {
 public:
  using Words = std::vector<std::string>;
  /// acknowledge() tells the test that what was done must not get lost.
  using Body = std::function<void(const Words& words, const std::function<void()>& acknowledge)>;

  Role(std::string name, Body body);

  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

/// If these are the arguments of a process that plays a role: plays it and gives the exit code.
/// -1 otherwise.
int play_role(const std::vector<std::string>& arguments);

/// A process that plays a role.
class Child {
 public:
  explicit Child(const Role& role, Role::Words words = {});

  /// Waits until it has acknowledged `count` more things; false if it ended before.
  bool wait_for(std::size_t count);
  /// Ends it at once, wherever it is.
  void kill();
  /// True if it ended by itself and well.
  bool wait_for_end();

  /// How much it acknowledged up to now.
  std::size_t acknowledged() const { return acknowledged_; }

 private:
  Spawned process_;
  std::size_t acknowledged_ = 0;
};

}  // namespace tests
