#pragma once

#include "monitor/foresight/outlook.h"
#include "monitor/model/check.h"
#include "monitor/model/clock.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace monitor {

/// Turns what single looks say into what is held to be true, and tells when that changes.
///
/// A broken step is believed after several looks in a row, whatever their codes, and after the
/// patience of its code; until the target answers again it stays one and the same trouble. What a
/// step that went well has shown (certificates) needs no second look, only its code's patience.
/// Gone is believed after `recoveries_to_believe` looks that could have seen it.
/// What foresight holds back is not believed, and what it is sure of is believed at once.
/// A look with the verdict `unknown` counts for nothing. Lives on the network thread; pure.
class FindingTracker {
 public:
  struct Rules {
    int failures_to_believe = 3;
    int recoveries_to_believe = 2;
    std::chrono::seconds confirm_after{2};

    bool operator==(const Rules&) const = default;
  };

  void set_rules(Rules rules) { rules_ = rules; }

  /// Believed before this start: neither told again nor forgotten.
  void restore(const FindingChange& open);
  /// What that look changes; each change names one target.
  std::vector<FindingChange> update(const Check& check, SteadyTime now,
                                    const Outlook& outlook = {});
  /// Drops what is not yet believed: this computer itself was the obstacle.
  void forget_suspicions();
  /// Drops what is broken at these: it was not theirs.
  void forget_outages(const std::vector<TargetId>& targets);
  /// This computer's clock was set back by days: what certificates' dates gave by it is taken back
  /// by the next look that does not show it.
  void doubt_dates();
  /// It was set forward by days: the same of certificates that have not begun.
  void doubt_beginnings();
  /// The target is no longer watched: closes what is open.
  std::vector<FindingChange> forget(TargetId target);

  /// That as the newest look that says how the target is shows it; null where it does not. Another
  /// code where a step breaks in another way by now. Until the next call that changes something.
  const Finding* newest(TargetId target, const Finding& finding) const;

  /// When a further look would settle a suspicion; empty if there is none.
  std::optional<SteadyTime> next_look(TargetId target) const;

 private:
  struct Matter {
    Finding finding;  ///< as last told, or as last seen while not believed
    SysTime since{};
    SteadyTime suspected_from{};
    int seen = 0;     ///< looks in a row
    int missing = 0;  ///< looks in a row
    bool open = false;
    bool outage = false;              ///< a broken step, by whichever code
    bool shown = false;               ///< by the newest look
    bool doubted = false;             ///< by a clock that was set since
    std::optional<Finding> newest{};  ///< what that shows, where it is not as last told
    Belief belief = Belief::by_rule;
  };

  struct State {
    std::vector<Matter> matters;
    std::optional<SteadyTime> next_look;
  };

  /// A look, and what is thought of it.
  struct Seen {
    const Check& check;
    const Outlook& outlook;
    SteadyTime now{};
  };

  static void withdraw(State& state, const Seen& seen, std::vector<FindingChange>& changes);
  static bool is_told_as_an_end(const State& state, const Finding& finding);
  void see(State& state, const Seen& seen, const Finding& finding,
           std::vector<FindingChange>& changes);
  bool is_believed(const Matter& matter, const Seen& seen) const;
  /// Whether the matter is over.
  bool miss(Matter& matter, const Seen& seen, std::vector<FindingChange>& changes) const;
  std::optional<SteadyTime> wish(const Matter& matter, SteadyTime now) const;

  Rules rules_;
  std::unordered_map<TargetId, State> states_;
};

/// Whether that finding is about a step that broke in that look.
bool is_outage(const Finding& finding, const Check& check);
/// The same, told from the finding alone.
bool may_be_an_outage(const Finding& finding);

}  // namespace monitor
