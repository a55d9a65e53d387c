#pragma once

#include "monitor/model/finding.h"

#include <chrono>
#include <functional>
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
  monitor::SysTime over{};        ///< when it was over, or seen to fail since, last
  int times = 1;                  ///< failures so far
  /// Since when looks see it fail again, though that is not believed yet; empty while it is well.
  std::optional<monitor::SysTime> fails_since{};
};

/// Remembers what was told and is over, for as long as it may come back. In memory alone: after a
/// restart a trouble is new. Network thread.
class Flapping {
 public:
  /// That episode is over for now.
  void note_end(Spell spell, monitor::SysTime now);
  /// The spell that `change` goes on with, counted once more and taken out; empty for a new
  /// trouble. What counts is when it was first seen, however late that is believed.
  std::optional<Spell> take_back(const monitor::FindingChange& change);
  /// Whether one of them has failed more than once of late.
  bool goes_on(const std::vector<monitor::TargetId>& targets) const;
  /// Spells that failed more than once and have stayed well, or fail for long without being told
  /// of, taken out. `fails` says whether the newest looks see it fail; those of `restless` targets
  /// are not over yet.
  std::vector<Spell> take_settled(monitor::SysTime now,
                                  const std::function<bool(const Spell&)>& fails,
                                  const std::vector<monitor::TargetId>& restless);

 private:
  std::map<std::string, Spell> spells_;  ///< by episode
};

}  // namespace notify
