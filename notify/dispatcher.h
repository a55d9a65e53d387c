#pragma once

#include "notify/channel.h"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace notify {

/// Offers each alert to each channel, on a thread of its own, in order.
class Dispatcher {
 public:
  explicit Dispatcher(std::vector<std::unique_ptr<Channel>> channels);
  ~Dispatcher();
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;

  /// From the next alert on. Any thread.
  void set_settings(ChannelSettings settings);
  /// Returns at once. Any thread.
  void dispatch(Alert alert);
  /// Waits for what is queued, at most `limit`, then ends; may be called twice.
  void stop(std::chrono::milliseconds limit = std::chrono::seconds(2));

 private:
  struct Queue;
  std::shared_ptr<Queue> queue_;
};

}  // namespace notify
