#pragma once

#include "tray/app/metrics.h"
#include "tray/app/worker.h"

#include <chrono>
#include <memory>
#include <string>

namespace tray {

/// Keeps the file of metrics up to date, off the home thread. What comes faster than the disk can
/// write is written once, as it was last. Home thread; the worker must outlive it or be stopped.
class MetricsWriter {
 public:
  /// `told`: what was told before the start.
  MetricsWriter(Worker& worker, const std::vector<store::ToldRow>& told,
                std::optional<monitor::SysTime> data_restored = {});

  /// Something was told, or is over.
  void note(const store::ToldRow& row);
  /// Has the file written soon, with the figures of now; empty: none is wanted. The file that it
  /// wrote before under another name is removed: a collector would take both. Trouble with it goes
  /// to the log once, until it is another or over.
  void write(const std::string& file, std::span<const TargetStatus> statuses, bool store_trouble,
             monitor::SysTime now);
  /// Whether nobody has asked for it for so long that a reader could take it for abandoned.
  bool is_due(monitor::SysTime now) const;

 private:
  struct Waiting;
  Worker& worker_;
  std::shared_ptr<Waiting> waiting_;
  std::map<std::string, std::string> open_;  ///< codes by episode
  std::string file_;                         ///< that was wanted last
  monitor::SysTime written_at_{};
  std::optional<monitor::SysTime> data_restored_;
};

/// Says in that file that nothing can be kept, and no more, where the data cannot be opened: what
/// was written before would look as if all were well. Empty: none is wanted.
void write_that_nothing_is_kept(const std::string& file);

}  // namespace tray
