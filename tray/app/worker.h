#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace tray {

/// One thread for calls that may block: files, the keyring, starting programs. In order.
class Worker {
 public:
  /// `idle`: called on the worker when nothing was posted for a minute; may be empty.
  explicit Worker(std::function<void()> idle = {});
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

  std::function<void()> idle_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tray
