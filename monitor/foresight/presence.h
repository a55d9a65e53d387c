#pragma once

#include "monitor/foresight/arrivals.h"
#include "monitor/foresight/reach.h"
#include "monitor/model/clock.h"
#include "monitor/model/situation.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace monitor {

struct Moment;

/// Where this computer is, awake and online, and since when, as it is told or as pauses between
/// looks let guess. Networks and VPNs have small numbers, 0 for none; 256 of them are told apart.
/// Pure.
class Presence {
 public:
  /// The first moment of all.
  void begin(SysTime at) { here_since_ = came_at_ = at; }

  /// Whether it has come to another place by that: woken, moved, or its VPN came up or went.
  bool set_situation(const Situation& situation, SysTime at);
  /// Nobody was awake until now. Where it has come to meanwhile will be told, if at all.
  void wake(SysTime at);
  /// The clock was set, by that much: what has lasted has lasted.
  void shift(SysTime::duration step);
  /// Nobody looked from `before` until `at`.
  void note_pause(SysTime before, SysTime at);
  /// A host answered.
  void answered(SysTime at);

  const Reach::Place& place() const { return place_; }

  /// Awake, online and on this network and VPN.
  SysTime here_since() const { return here_since_; }

  /// The same, whichever VPN.
  SysTime came_at() const { return came_at_; }

  /// A host has answered since.
  bool is_through() const { return arrivals_.is_through(); }

  /// It is not known where this computer is, though it was at times.
  bool is_lost(SysTime now) const {
    return (place_.network == 0 || now < doubtful_until_) && !names_.empty();
  }

  /// Fills in what a look is seen against.
  void describe(Moment& moment) const;

  std::size_t number_of(const std::string& name);
  std::vector<std::size_t> numbers_of(const std::vector<std::string>& names);

  /// The one with number 1 first.
  const std::vector<std::string>& names() const { return names_; }

  /// What is kept for the next start.
  Arrivals& arrivals() { return arrivals_; }

 private:
  void arrive(SysTime at, bool anew);

  Situation situation_;
  bool situated_ = false;
  std::vector<std::string> names_;
  Reach::Place place_;
  Arrivals arrivals_;
  int visit_ = 0;
  SysTime here_since_{};
  SysTime came_at_{};
  SysTime answered_since_{};         ///< the first answer after `here_since_`
  SysTime told_where_{};             ///< when
  SysTime doubtful_until_{};         ///< whether the place is still the same
  std::array<SysTime, 2> pauses_{};  ///< the ends of the newest two
};

}  // namespace monitor
