#include "tray/gui/windows/toast_queue.h"

#include <algorithm>
#include <utility>

namespace tray {

using notify::Alert;

std::deque<ToastQueue::Entry>::iterator ToastQueue::find(const std::string& episode) {
  return std::find_if(waiting_.begin(), waiting_.end(),
                      [&](const Entry& entry) { return entry.alert.episode == episode; });
}

void ToastQueue::add(Alert alert) {
  const auto found = find(alert.episode);
  if (found == waiting_.end()) {
    const bool seen_before = alert.kind != Alert::Kind::raised;
    waiting_.push_back({std::move(alert), seen_before});
    return;
  }
  const bool over = alert.kind == Alert::Kind::cleared;
  if (over && !found->seen_before) {
    waiting_.erase(found);
  } else {
    found->alert = std::move(alert);
  }
}

void ToastQueue::put_back(Alert alert) {
  const bool seen_before = alert.kind != Alert::Kind::raised;
  const auto found = find(alert.episode);
  if (found != waiting_.end()) {
    found->seen_before = seen_before;
  } else {
    waiting_.push_front({std::move(alert), seen_before});
  }
}

void ToastQueue::remove(const std::string& episode) {
  const auto found = find(episode);
  if (found != waiting_.end()) waiting_.erase(found);
}

std::optional<Alert> ToastQueue::take() {
  if (waiting_.empty()) return {};
  auto alert = std::move(waiting_.front().alert);
  waiting_.pop_front();
  return alert;
}

}  // namespace tray
