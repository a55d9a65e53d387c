#include "tray/app/metrics_writer.h"

#include "tray/app/whole_file.h"

#include <spdlog/spdlog.h>

#include <mutex>
#include <utility>

namespace tray {

namespace {

constexpr std::chrono::minutes longest_silence{5};

}  // namespace

/// What is to be written next; empty: nothing waits.
struct MetricsWriter::Waiting {
  std::mutex mutex;
  std::string file;  // guarded by mutex
  std::string text;  // guarded by mutex
};

MetricsWriter::MetricsWriter(Worker& worker, const std::vector<store::ToldRow>& told)
    : worker_(worker), waiting_(std::make_shared<Waiting>()) {
  for (const auto& row : told)
    note(row);
}

void MetricsWriter::note(const store::ToldRow& row) {
  open_.erase(row.episode);
  if (row.open) open_.emplace(row.episode, row.code);
}

void MetricsWriter::write(const std::string& file, std::span<const TargetStatus> statuses,
                          bool store_trouble, monitor::SysTime now) {
  written_at_ = now;
  OpenAlerts alerts;
  for (const auto& [episode, code] : open_)
    ++alerts[code];
  auto text = metrics_text({statuses, std::move(alerts), store_trouble, now});
  bool underway = false;
  {
    const std::lock_guard lock(waiting_->mutex);
    underway = !std::exchange(waiting_->text, std::move(text)).empty();
    waiting_->file = file;
  }
  if (underway) return;
  worker_.post([waiting = waiting_] {
    std::unique_lock lock(waiting->mutex);
    const auto to = std::exchange(waiting->file, {});
    const auto what = std::exchange(waiting->text, {});
    lock.unlock();
    if (const auto saved = write_whole_file(path_of(to), what); !saved)
      spdlog::error(saved.error().what);
  });
}

/// A clock that was set back makes it due as well.
bool MetricsWriter::is_due(monitor::SysTime now) const {
  return now < written_at_ || now - written_at_ >= longest_silence;
}

}  // namespace tray
