#pragma once

#include "tray/app/recorded_check.h"

#include <memory>
#include <string_view>
#include <vector>

namespace tray {

/// The looks at one target, by the last few ways in which one was written: a host that is up and
/// down by turns has two. What is written as before need not be read again.
class RecordedLooks {
 public:
  explicit RecordedLooks(monitor::Target target);

  const monitor::Check& last() const { return ways_.front()->check(); }

  /// Nothing but times and the server's clock differs between the last two.
  bool is_as_before() const { return as_before_; }

  /// Takes in a line that differs from an earlier one only in its numbers. False: it has to be read
  /// part by part.
  bool take_alike(std::string_view line);

  /// The next look, to be given its parts, and as yet the last one's.
  RecordedCheck& begin(monitor::SysTime at);

  /// All parts of that line are there.
  void end(std::string_view line) { as_before_ = ways_.front()->end(line); }

 private:
  std::vector<std::unique_ptr<RecordedCheck>> ways_;  ///< the last one first
  bool as_before_ = false;
};

}  // namespace tray
