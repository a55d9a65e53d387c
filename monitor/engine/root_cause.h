#pragma once

#include "monitor/engine/offline.h"
#include "monitor/engine/sights.h"
#include "monitor/foresight/outlook.h"
#include "monitor/model/check.h"
#include "monitor/model/clock.h"
#include "monitor/model/situation.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace monitor {

/// Makes one change of many where targets fail for the same reason: no name resolves, Remote
/// Desktop's port is blocked on this network, a gateway is in trouble, nothing answers at all, or
/// this computer is offline. Before a trouble that others may share is told, it waits a short while
/// for looks at those others. Lives on the network thread; pure.
class RootCause {
 public:
  using Changes = std::vector<FindingChange>;

  /// Who is watched. What is known of those that stay is kept.
  void set_targets(const std::vector<Target>& targets) { sights_.set_targets(targets); }

  /// Told before this start.
  void restore(const FindingChange& open);
  /// A target is no longer watched; `closed` is what the tracker closes for it.
  Changes remove(TargetId target, Changes closed);

  /// Being offline becomes one change for all, once it has lasted; until it is over, nothing about
  /// targets elsewhere is told. What a network was at fault for is over on another one, as soon as
  /// a look there comes through.
  Changes set_situation(const Situation& situation, SysTime at, SteadyTime now);
  /// Takes in a look, what the tracker made of it and what foresight thinks of it; gives what is to
  /// be told now.
  Changes join(const Check& check, Changes changes, SteadyTime now, const Outlook& outlook = {});
  /// What has waited long enough.
  Changes settle(SteadyTime now);
  /// When settle() has something to do.
  std::optional<SteadyTime> next_settle() const;

  /// Targets whose outages were a network's that this computer has left: they are judged anew.
  std::vector<TargetId> take_judged_anew() { return std::exchange(judged_anew_, {}); }

  /// Targets that should be looked at now, because it would decide whether a cause is shared.
  std::vector<TargetId> take_suspects() { return std::exchange(suspects_, {}); }

 private:
  /// Targets that come back together do so within a look and its confirmation.
  static constexpr std::chrono::seconds parts_after{60};

  struct Waiting {
    FindingChange change;
    std::vector<std::string> causes;  ///< most telling first
    SteadyTime from{};                ///< older looks say nothing about it
    SteadyTime until{};
    bool longer = false;  ///< than usual, for the first looks on this network
  };

  struct Shared {
    std::string cause;
    std::string network;  ///< that is said to be at fault; empty: none
    FindingChange told;
    /// Who still has it; with what each would be told of alone, once that is believed.
    std::map<TargetId, std::optional<FindingChange>> members;
    std::optional<SteadyTime> ends_at;  ///< some are well again: then the rest is told of alone
    SteadyTime well_since{};            ///< the first of them
  };

  static std::optional<FindingChange> free_one(Shared& shared, const Check& check);
  void take_in(FindingChange change, const Check& check, SteadyTime now, Changes& told);
  Shared* shared_by(TargetId target, const Finding& finding);
  bool absorb(const FindingChange& change, const std::vector<std::string>& causes, Changes& told);
  bool join_alone(const FindingChange& change, const std::vector<std::string>& causes,
                  Changes& told);
  bool follow(const FindingChange& change, SteadyTime now, Changes& told);
  void end_for_one(Shared& shared, const FindingChange& closed, SteadyTime now, Changes& told);
  static void close(Shared& shared, Changes& told);
  bool update_waiting(const FindingChange& change);
  bool is_due(Waiting& waiting, SteadyTime now) const;
  void decide(SteadyTime now, Changes& told);
  void share(const std::string& cause, const Waiting& waiting, Changes& told);
  void tell_alone(FindingChange change, Changes& told);
  void leave_for(const std::string& network);
  void end_left(const Check* check, Changes& told);
  /// Whether that was told of it and is so of nobody else any more.
  bool is_last_with(TargetId target, const std::string& code) const;
  bool is_told_alone(TargetId target, const std::string& cause) const;
  void part(SteadyTime now, Changes& told);

  Sights sights_;
  std::vector<Waiting> waiting_;
  std::vector<Shared> shared_;
  Changes alone_;  ///< told of one target, though others might have shared it
  Changes left_;   ///< the ends of what networks were at fault for that this computer has left
  std::vector<TargetId> judged_anew_;
  std::vector<TargetId> suspects_;
  bool cut_off_ = false;
  std::string network_;  ///< where this computer is
  std::string vpn_;      ///< that is up there; empty: none
  OfflineSpell offline_;
};

}  // namespace monitor
