#include "monitor/foresight/presence.h"

#include "monitor/foresight/moment.h"

#include <algorithm>

namespace monitor {

namespace {

// Where nothing is said of another place by then, it is the one it was.
constexpr std::chrono::hours said_by_then{3};
constexpr std::size_t most_names = 256;

}  // namespace

std::size_t Presence::number_of(const std::string& name) {
  if (name.empty()) return 0;
  const auto known = std::find(names_.begin(), names_.end(), name);
  if (known != names_.end()) return static_cast<std::size_t>(known - names_.begin()) + 1;
  if (names_.size() == most_names) return most_names + 1;
  names_.push_back(name);
  return names_.size();
}

std::vector<std::size_t> Presence::numbers_of(const std::vector<std::string>& names) {
  std::vector<std::size_t> numbers;
  for (const auto& name : names)
    numbers.push_back(number_of(name));
  return numbers;
}

bool Presence::set_situation(const Situation& situation, SysTime at) {
  const bool was_here = situated_ && !situation_.asleep && situation_.online;
  const bool is_here = !situation.asleep && situation.online;
  const bool moved = situation.network != situation_.network || situation.vpn != situation_.vpn;
  situation_ = situation;
  situated_ = true;
  doubtful_until_ = {};
  told_where_ = at;
  const auto network = place_.network;
  place_ = {number_of(situation.network), number_of(situation.vpn.value_or(std::string()))};
  if (!is_here || (was_here && !moved)) return false;
  // A VPN that comes up or goes is another way out, on the same network.
  arrive(at, !was_here || place_.network != network);
  return true;
}

void Presence::arrive(SysTime at, bool anew) {
  here_since_ = at;
  ++visit_;
  if (!anew) return;
  came_at_ = at;
  arrivals_.arrive(place_.network);
}

void Presence::wake(SysTime at) {
  arrive(at, true);
  arrivals_.arrive(0);
}

void Presence::shift(SysTime::duration step) {
  for (auto* moment : {&here_since_, &came_at_, &answered_since_})
    shift_moment(*moment, step);
}

/// Unless looks are that far apart, it has slept, and may have been carried elsewhere.
void Presence::note_pause(SysTime before, SysTime at) {
  constexpr int one_after_another = 6;
  if (before <= told_where_) return;
  // Who has never been told of another place is where it was.
  const bool elsewhere = names_.size() > 1;
  if (elsewhere && at - pauses_.front() > one_after_another * (at - before))
    doubtful_until_ = at + said_by_then;
  pauses_ = {pauses_.back(), at};
}

void Presence::answered(SysTime at) {
  arrivals_.answered(minutes_between(here_since_, at), minutes_between(came_at_, at));
  if (answered_since_ < here_since_) answered_since_ = at;
}

void Presence::describe(Moment& moment) const {
  moment.here_since = here_since_;
  moment.answered_min = minutes_between(here_since_, answered_since_);
  moment.place = place_;
  moment.visit = visit_;
  moment.settles_min = arrivals_.settles_within();
  moment.lets_through_min = arrivals_.lets_through_within();
  moment.signed_in_min = arrivals_.signed_in_within();
}

}  // namespace monitor
