#pragma once

#include "monitor/model/check.h"
#include "monitor/model/result.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tray {

/// What befell this computer or its user at one moment of a recording. What is absent stays as it
/// was.
struct RecordedEvent {
  enum class Kind {
    sleep,
    wake,
    offline,
    online,
    network_changed,
    user_connects,
    user_disconnects
  };
  Kind kind = Kind::wake;
  monitor::SysTime at{};
  std::string target;  ///< the saved name
  std::optional<std::string> network;
  std::optional<std::optional<std::string>> vpn;  ///< told to be none, or which
  std::optional<std::chrono::seconds> utc_offset;
};

/// Reads the lines of `rdpready replay`: looks (`rdpready.check/1`) and events. What a look has in
/// common with the last one at its target is read once. At most 10,000 targets.
class RecordedLines {
 public:
  /// A line is either, or neither where it is nothing known.
  struct Line {
    /// Without findings; its certificates, steps and names hold until the next call.
    const monitor::Check* check = nullptr;
    /// Nothing but times and the server's clock differs from the last look at the target.
    bool as_before = false;
    const RecordedEvent* event = nullptr;
  };

  static constexpr std::size_t longest_line = 1U << 20U;
  /// How many readable bytes must follow a line.
  static const std::size_t padding;

  /// `known` gives the target as it is saved, with its id, when it is first met.
  explicit RecordedLines(std::function<monitor::Target(monitor::Target)> known);
  ~RecordedLines();
  RecordedLines(const RecordedLines&) = delete;
  RecordedLines& operator=(const RecordedLines&) = delete;

  /// One line without its end, in a buffer with `padding` more bytes behind it. Fails with
  /// invalid_input: no JSON object, too long, more than 32 levels deep, too many targets.
  monitor::Result<Line> read(std::string_view line);

 private:
  struct Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace tray
