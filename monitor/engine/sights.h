#pragma once

#include "monitor/engine/possible_cause.h"
#include "monitor/model/check.h"
#include "monitor/model/clock.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace monitor {

/// What the last look at each target showed that others may share. Lives on the network thread.
class Sights {
 public:
  enum class Answer { shared, own, undecided };

  /// Who is watched. What is known of those that stay is kept.
  void set_targets(const std::vector<Target>& targets);

  void remove(TargetId target) { seen_.erase(target); }

  /// `awaited`: what broke is not yet believed to be more than a pause.
  /// `over_vpn`: it answers here only over the VPN that is up.
  void note(const Check& check, SteadyTime now, bool awaited = false, bool over_vpn = false);
  /// A look that cannot say how the target is.
  void note_in_vain(TargetId target);
  /// This computer slept, moved or was offline: what was seen before is no longer fresh.
  void age();

  /// Null for one that is not watched.
  const Target* target(TargetId id) const;
  /// Watched targets that need the network.
  std::vector<TargetId> elsewhere() const;
  bool has_cause(TargetId target, const std::string& cause) const;
  /// Whether a look at that target says anything about the cause.
  bool could_share(const std::string& cause, TargetId target) const;
  /// Whether several targets could share it.
  bool is_of_several(const std::string& cause) const;
  WayThere way_to(TargetId target) const;
  /// Whether the newest look speaks against the cause.
  bool refutes(TargetId target, const std::string& cause) const;
  /// Whether a look at it since then said how it is.
  bool was_seen(TargetId target, SteadyTime since) const;
  /// The newest look showed no trouble of that cause any more.
  bool looks_well(TargetId target, const std::string& cause, bool outage) const;
  /// The newest look showed a trouble that may be over soon.
  bool is_awaited(TargetId target) const;
  /// Since when the target has had one of these causes of trouble; empty if it has none.
  std::optional<SteadyTime> has_since(TargetId target,
                                      const std::vector<std::string>& causes) const;

  /// Looks since `from` count; one that went well only for some minutes.
  struct Span {
    SteadyTime from;
    SteadyTime now;
  };

  /// Whether the looks say that the target shares its cause with others. Undecided while looks that
  /// would tell are missing, unless it is the `last_word`.
  Answer weigh(const std::string& cause, TargetId target, Span span, bool last_word) const;
  /// Whether some that could tell have not been looked at since age().
  bool await_first_look(const std::string& cause) const;
  /// Those whose looks would decide it, a few.
  std::vector<TargetId> missing(const std::string& cause, Span span) const;
  /// Whether all of these failed with that code.
  bool fail_alike(const std::vector<TargetId>& targets, const std::string& code) const;
  /// Those that have shown the cause since `from`, as that target has.
  std::vector<TargetId> sharing(const std::string& cause, TargetId target, SteadyTime from) const;
  /// Whether a clock elsewhere tells the same time as this computer's.
  bool is_our_clock_confirmed() const;
  /// Whether the clocks of the two are known to be off by another amount each.
  bool disagree(TargetId one, TargetId other) const;

 private:
  struct Sight {
    Target target;
    bool here = false;  ///< on this computer
    WayThere way;
    std::optional<SteadyTime> at;  ///< empty before the first look, and after sleep
    /// That its troubles may have, and since when.
    std::map<std::string, SteadyTime, std::less<>> causes;
    std::string address;         ///< of what showed that certificate; empty by a gateway
    std::string certificate;     ///< its hash, as it was last seen
    std::string outage;          ///< the code of what broke
    bool resolved = false;       ///< a name was resolved
    bool told_its_time = false;  ///< how its clock differs from ours
    std::optional<SteadyTime> told_its_time_at;
    std::optional<double> skew_s;  ///< of its clock, when it last told its time
    bool answered = false;         ///< somebody answered, if only to refuse
    bool works = false;            ///< no step failed
    bool awaited = false;
    bool awaits_look = false;  ///< the first since age()
  };

  static bool is_fresh(const Sight& sight, SteadyTime from) {
    return sight.at && *sight.at >= from;
  }

  static void note_computer(Sight& sight, const Check& check);
  static void note_causes(Sight& sight, const Check& check, SteadyTime now);

  static bool could_have(const std::string& cause, const Sight& sight);
  static bool can_tell(const std::string& cause, const Sight& sight);
  static bool is_out_of_date(const std::string& cause, const Sight& sight, Span span);
  static bool has_it(const Sight& sight, const std::string& cause, SteadyTime from);
  static bool speaks_against(const std::string& cause, const Sight& sight);
  static bool are_of_one_site(const std::set<std::string>& hosts);
  static bool outweighs(const std::string& cause, std::size_t failing, std::size_t against);
  /// Shared where something does.
  Answer something_answers(SteadyTime from, bool last_word) const;

  std::map<TargetId, Sight> seen_;
};

}  // namespace monitor
