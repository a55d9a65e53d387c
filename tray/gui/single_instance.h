#pragma once

#include <functional>
#include <memory>
#include <string>

namespace tray {

/// The place of the one tray program for one user and one data folder; freed at the end, also by a
/// crash.
class SingleInstance {
 public:
  virtual ~SingleInstance() = default;

  /// From now on `on_raise` is called on the GUI thread whenever another start asks for the window,
  /// also for one that asked before. Once, when there is a GUI thread.
  virtual void listen(std::function<void()> on_raise) = 0;
};

/// Takes the place. Null where another program has it; that one has then been asked to show its
/// window. `key` is the data folder. Needs no display and no session bus.
std::unique_ptr<SingleInstance> claim_single_instance(const std::string& key);

}  // namespace tray
