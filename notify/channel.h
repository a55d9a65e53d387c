#pragma once

#include "monitor/model/result.h"
#include "notify/alert.h"

#include <memory>
#include <string>
#include <vector>

namespace notify {

/// Where a channel may write and what it may run; taken from the preferences.
struct ChannelSettings {
  std::string journal_file;  ///< UTF-8 path; empty: off
  bool event_log = false;    ///< also to the operating system's log
  std::string command;       ///< program with arguments, run without a shell; empty: off
};

/// One way to tell a person. Worker thread; may block.
class Channel {
 public:
  virtual ~Channel() = default;

  virtual std::string_view name() const = 0;
  /// Whether it wants this alert at all.
  virtual bool accepts(const Alert& alert, const ChannelSettings& settings) const = 0;
  /// Tells it. Fails with one sentence; the alert is then still told by the others.
  virtual monitor::Result<void> deliver(const Alert& alert, const ChannelSettings& settings) = 0;
};

/// Every channel of the folder `channels`.
std::vector<std::unique_ptr<Channel>> all_channels();

}  // namespace notify
