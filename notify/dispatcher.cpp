#include "notify/dispatcher.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace notify {

/// Shared with the thread, which may outlive the dispatcher when a channel does not come back.
struct Dispatcher::Queue {
  std::mutex gate;
  std::condition_variable changed;
  std::deque<std::pair<Alert, ChannelSettings>> waiting;
  ChannelSettings settings;
  bool stopping = false;
  bool ended = false;

  // The thread's own.
  std::vector<std::unique_ptr<Channel>> channels;

  std::thread thread;  // of the dispatcher's side

  void work();
  void tell_all(const Alert& alert, const ChannelSettings& now);
};

namespace {

void tell(Channel& channel, const Alert& alert, const ChannelSettings& settings) {
  if (!channel.accepts(alert, settings)) return;
  const auto told = channel.deliver(alert, settings);
  if (told) return;
  spdlog::error("channel {}: {} {}", channel.name(), told.error().what, told.error().detail);
}

}  // namespace

void Dispatcher::Queue::tell_all(const Alert& alert, const ChannelSettings& now) {
  for (const auto& channel : channels) {
    try {
      tell(*channel, alert, now);
    } catch (const std::exception& defect) {
      spdlog::error("channel {}: {}", channel->name(), defect.what());
    }
  }
}

void Dispatcher::Queue::work() {
  std::unique_lock lock(gate);
  for (;;) {
    changed.wait(lock, [this] { return stopping || !waiting.empty(); });
    if (waiting.empty()) break;
    const auto [alert, with] = std::move(waiting.front());
    waiting.pop_front();
    lock.unlock();
    tell_all(alert, with);
    lock.lock();
  }
  ended = true;
  changed.notify_all();
}

Dispatcher::Dispatcher(std::vector<std::unique_ptr<Channel>> channels)
    : queue_(std::make_shared<Queue>()) {
  queue_->channels = std::move(channels);
  queue_->thread = std::thread([queue = queue_] { queue->work(); });
}

Dispatcher::~Dispatcher() {
  stop();
}

void Dispatcher::set_settings(ChannelSettings settings) {
  const std::lock_guard lock(queue_->gate);
  queue_->settings = std::move(settings);
}

void Dispatcher::dispatch(Alert alert) {
  {
    const std::lock_guard lock(queue_->gate);
    if (queue_->stopping) return;
    queue_->waiting.emplace_back(std::move(alert), queue_->settings);
  }
  queue_->changed.notify_all();
}

void Dispatcher::stop(std::chrono::milliseconds limit) {
  std::unique_lock lock(queue_->gate);
  queue_->stopping = true;
  queue_->changed.notify_all();
  if (!queue_->thread.joinable()) return;
  if (queue_->changed.wait_for(lock, limit, [this] { return queue_->ended; })) {
    lock.unlock();
    queue_->thread.join();
    return;
  }
  spdlog::warn("{} alert(s) dropped: a channel did not come back in time", queue_->waiting.size());
  queue_->waiting.clear();
  queue_->thread.detach();
}

}  // namespace notify
