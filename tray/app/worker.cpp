#include "tray/app/worker.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>

namespace tray {

Worker::Worker(std::function<void()> idle) : idle_(std::move(idle)), thread_([this] { run(); }) {}

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
  for (;;) {
    std::function<void()> work = idle_;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, std::chrono::minutes(1),
                     [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      if (!queue_.empty()) {
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
