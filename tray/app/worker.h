#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace tray {

/// One thread for calls that may block: files, the keyring, starting programs. In order.
class Worker {
 public:
  /// `in_between`: called on the worker that often, however much is posted; may be empty.
  explicit Worker(std::function<void()> in_between = {},
                  std::chrono::milliseconds every = std::chrono::minutes{1});
  /// Stops.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Returns at once; dropped after stop(). Any thread.
  void post(std::function<void()> work);
  /// Ends after the work at hand; what is queued is dropped. May be called twice.
  void stop();

 private:
  void run();

  std::function<void()> in_between_;
  std::chrono::milliseconds every_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tray
