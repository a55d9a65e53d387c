#pragma once

#include "monitor/foresight/certificates.h"
#include "monitor/foresight/learned.h"
#include "monitor/foresight/lossy_networks.h"
#include "monitor/foresight/moment.h"
#include "monitor/foresight/outlook.h"
#include "monitor/foresight/own_clock.h"
#include "monitor/foresight/pace.h"
#include "monitor/foresight/presence.h"
#include "monitor/foresight/short_interruptions.h"
#include "monitor/foresight/target_past.h"
#include "monitor/model/check.h"
#include "monitor/model/thresholds.h"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace monitor {

/// Knows each target's past and says what follows from it: which findings of a look are usual,
/// which are due to be told, and what is going to fail. Goes by the looks' own time, also where
/// that jumps. Some kilobytes for each target. Lives on the network thread; pure.
class Foresight {
 public:
  /// Makes the look's findings what they are to be understood as: with forecasts, and
  /// network.vpn_down where the target cannot be reached from here anyway.
  void consider(Check& check);

  /// About the findings of the check that was considered last.
  const Outlook& outlook() const { return outlook_; }

  /// When a further look would tell something; empty if the usual pace will do.
  std::optional<SysTime> next_look(TargetId target) const;

  /// Whether what was told of it at `told` may be told again: looks since this computer settled
  /// where it is say how the target is, and the user has not tried it since, but soon may.
  bool bears_repeating(TargetId target, SysTime told, SysTime now) const;

  /// This computer sleeps, wakes, moves.
  void set_situation(const Situation& situation, SysTime at);

  void set_thresholds(const Thresholds& thresholds) { clock_told_from_ = thresholds.clock_skew; }

  /// The user's local time.
  void set_utc_offset(std::chrono::seconds offset) {
    utc_offset_ = offset;
    host_time_.set_user(offset);
  }

  /// The user begins to connect; also attempts of the past, oldest first.
  void note_attempt(TargetId target, SysTime at);
  /// Gives it back what it had learned, before all else that it is told of the past. What cannot be
  /// read, and moments later than `now`, are left out.
  void recall(const Learned& learned, SysTime now);
  /// An attempt of the past, oldest first; passed over where it is known.
  void recall_attempt(TargetId target, SysTime at);
  /// A certificate that was shown in the past, oldest first, before the first look.
  void recall_certificate(TargetId target, bool gateway, const CertificateFacts& facts,
                          SysTime first_seen, SysTime last_seen);
  /// An hour of the past in which it was looked at, oldest first.
  void recall_hour(TargetId target, SysTime at, int looks, int answered);
  /// Where this computer was when the target last answered.
  void recall_place(TargetId target, const Situation& situation);

  /// What it has learned of these and of no single target. A target of which more was learned than
  /// is kept is left out.
  Learned remember(const std::vector<TargetId>& targets);

  /// The target is no longer watched.
  void forget(TargetId target) { pasts_.erase(target); }

 private:
  void keep_time(SysTime at);
  void wake_spells();
  Moment moment(SysTime at) const;
  void count_others(TargetId target, const TargetPast& past, Moment& moment) const;
  void take_good(Check& check, TargetPast& past, const Moment& moment);
  void note_way(TargetPast& own, const Check& check, SysTime at) const;
  static bool part_spells(TargetPast& own, const Check& check, const Moment& now);
  Spell& fail(TargetPast& own, const Check& check, const Moment& now) const;
  void take_bad(Check& check, TargetPast& past, Moment& moment);

  bool is_lost() const { return presence_.is_lost(now_); }

  bool may_be_a_portal(const Observation& failed, SysTime at) const;
  bool is_cut_off(const Observation& failed, const TargetPast& own, const Moment& now) const;
  bool blocks_the_port(const Moment& now) const;
  bool is_expected_elsewhere(const TargetPast& past, const Moment& moment) const;
  bool is_out_of_reach(Check& check, TargetPast& past, const Moment& moment);
  void foresee(Check& check, TargetPast& past, const Moment& moment);
  bool moves_alike(const TargetPast& past, double skew_s, const Moment& moment) const;
  void foresee_clock(Check& check, TargetPast& past, const Moment& moment);
  bool others_interrupted(TargetId target, const TargetPast& own, const Spells::Burst& burst) const;
  void foresee_burst(Check& check, TargetPast& past, const Moment& moment);
  void foresee_slowness(Check& check, TargetPast& past);
  void hold_standing(const Check& check, TargetPast& past, bool complete);
  std::string memory_of(TargetPast& past);
  void recall(TargetId target, const std::string& memory, SysTime now);

  std::unordered_map<TargetId, TargetPast> pasts_;
  KindLeads kinds_;
  Outlook outlook_;
  Presence presence_;
  std::chrono::seconds utc_offset_{0};
  HostTime host_time_;
  std::chrono::seconds clock_told_from_ = Thresholds().clock_skew;
  Pace pace_;
  SysTime now_{};
  double awake_h_ = 0;
  ShortInterruptions short_ones_;
  OwnClock own_clock_;
  LossyNetworks lossy_;
};

}  // namespace monitor
