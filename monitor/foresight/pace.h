#pragma once

#include "monitor/model/clock.h"

#include <chrono>
#include <cstddef>
#include <vector>

namespace monitor {

/// How far looks at one target are usually apart, and from when on nobody was awake to look. Keeps
/// the newest 15 distances. Pure.
class Pace {
 public:
  /// A target was looked at again after that long.
  void note(SysTime::duration after);

  /// No look for longer than that: nobody was awake to look.
  SysTime::duration longest_pause() const { return longest_; }

 private:
  std::vector<double> minutes_;
  std::size_t next_ = 0;       ///< makes room for a newer one
  std::size_t far_apart_ = 0;  ///< of them, more than half an hour
  SysTime::duration longest_ = std::chrono::minutes{45};
};

}  // namespace monitor
