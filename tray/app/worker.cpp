#include "tray/app/worker.h"

#include <spdlog/spdlog.h>

#include <exception>

namespace tray {

Worker::Worker(std::function<void()> in_between, std::chrono::milliseconds every)
    : in_between_(std::move(in_between)), every_(every), thread_([this] { run(); }) {}

Worker::~Worker() {
  stop();
}

void Worker::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
}

void Worker::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Worker::run() {
  using Clock = std::chrono::steady_clock;
  auto next = Clock::now() + every_;
  for (;;) {
    std::function<void()> work = in_between_;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_until(lock, next, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      if (Clock::now() >= next) {
        next = Clock::now() + every_;
      } else if (!queue_.empty()) {
        work = std::move(queue_.front());
        queue_.pop_front();
      }
    }
    try {
      if (work) work();
    } catch (const std::exception& trouble) {
      spdlog::error("worker: {}", trouble.what());
    }
  }
}

}  // namespace tray
