#pragma once

#include "notify/alert.h"

#include <deque>
#include <optional>

namespace tray {

/// Alerts that wait to be shown, one for each episode, oldest first.
class ToastQueue {
 public:
  /// Takes the place of what waits for the same episode. What is over before anyone has seen it is
  /// not told at all.
  void add(notify::Alert alert);
  /// Back to the front, unless something newer waits for its episode.
  void put_back(notify::Alert alert);
  /// Takes out what waits for that episode.
  void remove(const std::string& episode);
  /// The next one, taken out; empty where none waits.
  std::optional<notify::Alert> take();

  bool is_empty() const { return waiting_.empty(); }

 private:
  struct Entry {
    notify::Alert alert;
    bool seen_before = false;  ///< an earlier one of its episode was shown
  };

  std::deque<Entry>::iterator find(const std::string& episode);

  std::deque<Entry> waiting_;
};

}  // namespace tray
