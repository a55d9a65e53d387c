#pragma once

#include "monitor/model/finding.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace notify {

/// What comes back so soon after it was over is the same trouble.
inline constexpr std::chrono::hours comes_back_within{1};

/// A trouble that comes and goes: one episode, however often it failed.
struct Spell {
  std::string episode;
  monitor::FindingChange change;  ///< as it was last
  monitor::SysTime first{};       ///< when it failed the first time
  monitor::SysTime over{};        ///< when it was over, last
  int times = 1;                  ///< failures so far
};

/// Remembers what was told and is over, for as long as it may come back. In memory alone: after a
/// restart a trouble is new. Network thread.
class Flapping {
 public:
  /// That episode is over for now.
  void note_end(Spell spell, monitor::SysTime now);
  /// The spell that `change` goes on with, counted once more and taken out; empty for a new
  /// trouble.
  std::optional<Spell> take_back(const monitor::FindingChange& change, monitor::SysTime now);
  /// Spells that failed more than once and will not come back any more, taken out.
  std::vector<Spell> take_settled(monitor::SysTime now);

 private:
  std::map<std::string, Spell> spells_;  ///< by episode
};

}  // namespace notify
