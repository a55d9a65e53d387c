#include "monitor/engine/finding_tracker.h"
#include "monitor/engine/root_cause.h"

#include <algorithm>

// RootCause's part that only time and this computer's situation move.

namespace monitor {

using Kind = FindingChange::Kind;

namespace {

// Those that cannot be looked at now are waited for in that rhythm.
constexpr std::chrono::minutes looks_later{5};

}  // namespace

RootCause::Changes RootCause::set_situation(const Situation& situation, SysTime at,
                                            SteadyTime now) {
  network_ = situation.network;
  if (is_cut_off(situation) == cut_off_) return {};
  cut_off_ = is_cut_off(situation);
  if (cut_off_) {
    offline_.begin(sights_.elsewhere(), at, now);
    return {};
  }
  sights_.age();
  Changes told;
  if (const auto change = offline_.end()) told.push_back(*change);
  // What was suspected before says little about the network that is there now.
  for (auto& waiting : waiting_) {
    waiting.from = now;
    waiting.until = now + parts_after;
  }
  for (auto& shared : shared_) {
    if (shared.ends_at) shared.ends_at = now + parts_after;
  }
  return told;
}

void RootCause::part(SteadyTime now, Changes& told) {
  std::erase_if(shared_, [&](Shared& shared) {
    if (!shared.members.empty()) {
      if (!shared.ends_at || *shared.ends_at > now) return false;
      // Out of reach for now, or about to be well: how they are will be seen later.
      const bool outage = may_be_an_outage(shared.told.finding);
      if (std::ranges::any_of(shared.members, [&](const auto& member) {
            return !sights_.was_seen(member.first, shared.well_since) ||
                   (outage && sights_.is_awaited(member.first)) ||
                   sights_.looks_well(member.first, shared.cause, outage);
          })) {
        shared.ends_at = now + looks_later;
        return false;
      }
      // It came back to those that were well.
      if (sights_.weigh(shared.cause, shared.well_since, true) == Sights::Answer::shared) {
        shared.ends_at.reset();
        return false;
      }
    }
    shared.told.kind = Kind::closed;
    told.push_back(shared.told);
    for (auto& [target, alone] : shared.members) {
      if (alone) tell_alone(std::move(*alone), told);
    }
    return true;
  });
}

RootCause::Changes RootCause::settle(SteadyTime now) {
  Changes told;
  if (const auto change = offline_.settle(now)) told.push_back(*change);
  if (cut_off_) return told;
  decide(now, told);
  part(now, told);
  return told;
}

std::optional<SteadyTime> RootCause::next_settle() const {
  auto next = offline_.next_tell();
  if (cut_off_) return next;
  const auto keep = [&next](SteadyTime at) {
    if (!next || at < *next) next = at;
  };
  for (const auto& waiting : waiting_)
    keep(waiting.until);
  for (const auto& shared : shared_) {
    if (shared.ends_at) keep(*shared.ends_at);
  }
  return next;
}

}  // namespace monitor
