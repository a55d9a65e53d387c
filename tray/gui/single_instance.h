#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace tray {

/// What other starts of the program ask the first one for. Called on the GUI thread.
struct InstanceListener {
  std::function<void()> on_raise;  ///< to show its window
  std::function<void()> on_end;    ///< to end
};

/// The place of the one tray program for one user and one data folder; freed at the end, also by a
/// crash.
class SingleInstance {
 public:
  virtual ~SingleInstance() = default;

  /// From now on the listener hears of other starts, also of those before. Once, when there is a
  /// GUI thread.
  virtual void listen(InstanceListener listener) = 0;
};

/// Takes the place. Null where another program has it; that one has then been asked to show its
/// window. `key` is the data folder. Needs no display and no session bus.
std::unique_ptr<SingleInstance> claim_single_instance(const std::string& key);

/// Asks the program that has the place to end, and waits until it is gone. False where it still
/// runs after `limit`; true at once where none runs.
bool end_single_instance(const std::string& key, std::chrono::milliseconds limit);

}  // namespace tray
