#pragma once

#include "monitor/engine/finding_tracker.h"
#include "monitor/engine/root_cause.h"
#include "monitor/foresight/foresight.h"
#include "monitor/model/check.h"
#include "monitor/model/clock.h"
#include "monitor/model/situation.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace monitor {

/// All that lies between a look and what is told of it: what this computer's own situation
/// explains, what is believed after how many looks, and which troubles have one cause. Knows no
/// sockets, no timers and no clock, so that recorded looks go through it as live ones do. Lives on
/// the network thread; pure.
class Reasoning {
 public:
  using Changes = std::vector<FindingChange>;

  /// What a new situation means.
  struct Turn {
    Changes told;
    bool cut_off = false;     ///< from now on nothing beyond this computer can be looked at
    bool look_again = false;  ///< it is back, or somewhere else
  };

  void set_rules(FindingTracker::Rules rules) { tracker_.set_rules(rules); }

  void set_thresholds(const Thresholds& thresholds) { foresight_.set_thresholds(thresholds); }

  /// Believed and told before this start; told anew only when it changes. Before set_targets().
  void restore(Changes open);

  /// Who is watched; closes what is open of those that no longer are.
  Changes set_targets(const std::vector<Target>& targets);
  Turn set_situation(const Situation& situation, SysTime at, SteadyTime now);

  const Situation& situation() const { return situation_; }

  /// Counts this computer's moves, to tell whether a look began before one.
  int moves() const { return moves_; }

  /// Makes the look what this computer's situation and the target's past make of it; only its
  /// findings and steps change. `moves`: as it was when the look began.
  void understand(Check& check, int moves);
  /// Takes in an understood look; gives what is to be told now.
  Changes take(const Check& check, SteadyTime now);

  /// What has waited long enough for looks at other targets.
  Changes settle(SteadyTime now) { return root_cause_.settle(now); }

  /// When settle() has something to do.
  std::optional<SteadyTime> next_settle() const { return root_cause_.next_settle(); }

  /// Targets that should be looked at now.
  std::vector<TargetId> take_suspects() { return root_cause_.take_suspects(); }

  /// Whether it has failed or come back a short while ago, so that it may soon do so again.
  bool is_restless(TargetId target, SteadyTime now) const;

  /// What was told of it at `told` as it is now, if that may be told again; null otherwise.
  const Finding* worth_repeating(TargetId target, const Finding& finding, SysTime told,
                                 SysTime now) const {
    return foresight_.bears_repeating(target, told, now) ? tracker_.newest(target, finding)
                                                         : nullptr;
  }

  /// When a further look at it would settle a suspicion.
  std::optional<SteadyTime> next_look(TargetId target) const;

  /// The user begins to connect; attempts of the past oldest first.
  void note_attempt(TargetId target, SysTime at) { foresight_.note_attempt(target, at); }

  /// What the user's client will warn of at its next connection there, or that it will not. It is
  /// found by each look that is shown the certificate that it is about. Says whether it is news.
  bool note_warning(TargetId target, std::optional<Finding> warning);

  /// The user's local time, for habits.
  void set_utc_offset(std::chrono::seconds offset) { foresight_.set_utc_offset(offset); }

  /// To tell it of the past before the first look.
  Foresight& foresight() { return foresight_; }

 private:
  void keep_time(SysTime at);

  Situation situation_;
  bool situation_known_ = false;
  int moves_ = 0;
  std::set<TargetId> watched_;
  std::map<TargetId, SteadyTime> restless_until_;
  Changes restored_;  ///< until the targets are known
  std::map<TargetId, Finding> warnings_;
  FindingTracker tracker_;
  RootCause root_cause_;
  Foresight foresight_;
  bool foreseen_ = false;     ///< there is an outlook on the look that was understood last
  bool passed_over_ = false;  ///< that look is shown, and neither believed nor told of
  SysTime clock_{};           ///< as it was told last
  SysTime at_{};              ///< of the last look, and
  SteadyTime now_{};
};

}  // namespace monitor
