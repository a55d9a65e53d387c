#pragma once

#include "monitor/model/target.h"

#include <map>
#include <string>

namespace monitor {

/// What foresight has learned, as text that outlives the program: what Foresight::remember() gives
/// and Foresight::recall() takes.
struct Learned {
  std::string of_all;                          ///< of no single target; empty: nothing
  std::map<TargetId, std::string> of_targets;  ///< at most `largest_memory` bytes each

  bool operator==(const Learned&) const = default;
};

/// What a memory may have, in bytes; a larger one is not taken.
inline constexpr std::size_t largest_memory = 16'384;

}  // namespace monitor
