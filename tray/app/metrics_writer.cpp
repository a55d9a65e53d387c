#include "tray/app/metrics_writer.h"

#include "monitor/platform/time_zone.h"
#include "tray/app/whole_file.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>

namespace tray {

namespace {

constexpr std::chrono::minutes longest_silence{5};

}  // namespace

/// What is to be written next, and what was.
struct MetricsWriter::Waiting {
  std::mutex mutex;
  bool waits = false;  // guarded by mutex
  std::string file;    // guarded by mutex
  std::string text;    // guarded by mutex
  // The worker's thread.
  std::string written;
  std::string trouble;

  void work_off();
};

void MetricsWriter::Waiting::work_off() {
  std::unique_lock lock(mutex);
  waits = false;
  const auto to = std::exchange(file, {});
  const auto what = std::exchange(text, {});
  lock.unlock();
  std::error_code ignored;
  if (!written.empty() && written != to)
    std::filesystem::remove(path_of(std::exchange(written, {})), ignored);
  if (to.empty()) return;
  const auto saved = write_whole_file(path_of(to), what, monitor::Readers::everyone);
  if (saved) written = to;
  const auto before = std::exchange(trouble, saved ? std::string() : saved.error().what);
  if (!saved && trouble != before) spdlog::error(trouble);
}

MetricsWriter::MetricsWriter(Worker& worker, const std::vector<store::ToldRow>& told,
                             std::optional<monitor::SysTime> data_restored)
    : worker_(worker), waiting_(std::make_shared<Waiting>()), data_restored_(data_restored) {
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
  if (file.empty() && file_.empty()) return;
  file_ = file;
  std::string text;
  if (!file.empty()) {
    OpenAlerts alerts;
    for (const auto& [episode, code] : open_)
      ++alerts[code];
    text = metrics_text({statuses, std::move(alerts), store_trouble, data_restored_, now,
                         monitor::utc_offset(now)});
  }
  bool underway = false;
  {
    const std::lock_guard lock(waiting_->mutex);
    underway = std::exchange(waiting_->waits, true);
    waiting_->file = file;
    waiting_->text = std::move(text);
  }
  if (!underway) worker_.post([waiting = waiting_] { waiting->work_off(); });
}

/// A clock that was set back makes it due as well.
bool MetricsWriter::is_due(monitor::SysTime now) const {
  return now < written_at_ || now - written_at_ >= longest_silence;
}

void write_that_nothing_is_kept(const std::string& file) {
  if (file.empty()) return;
  const auto text = metrics_text({.store_trouble = true, .now = monitor::SystemClock().now()});
  if (const auto saved = write_whole_file(path_of(file), text, monitor::Readers::everyone); !saved)
    spdlog::error(saved.error().what);
}

}  // namespace tray
