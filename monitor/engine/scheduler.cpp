#include "monitor/engine/scheduler.h"

#include "monitor/engine/offline.h"
#include "monitor/model/lower_case.h"

#include <algorithm>
#include <utility>

namespace monitor {

namespace {

using std::chrono::seconds;

// Servers count and log every connection; some wedge when they come back to back.
constexpr seconds pause_between_looks{1};
constexpr seconds shortest_interval{1};
// Soon enough to see a restart end, slow enough to be no burden to a server in trouble.
constexpr seconds sooner_at_most_every{60};
constexpr int sooner_divisor = 5;
constexpr double jitter_share = 0.1;
constexpr std::size_t most_at_once = 64;
constexpr int first_looks_a_second = 8;

std::string host_of(const Target& target) {
  return lower_case(target.gateway ? target.gateway->host : target.endpoint.host);
}

/// Up to the next whole second, so that neighbours share a wake-up.
SteadyTime on_the_grid(SteadyTime at) {
  return std::chrono::ceil<seconds>(at);
}

SteadyTime after(SteadyTime now, seconds interval, double share) {
  const auto span = std::chrono::duration<double>(interval) * share;
  return now + std::chrono::duration_cast<SteadyTime::duration>(span);
}

SteadyTime spread(SteadyTime from, int index) {
  return from + seconds{index / first_looks_a_second};
}

bool same_look(const Target& a, const Target& b) {
  return a.endpoint == b.endpoint && a.gateway == b.gateway &&
         a.identity_allowed == b.identity_allowed &&
         a.authentication_level == b.authentication_level && a.sign_in == b.sign_in;
}

}  // namespace

Scheduler::Scheduler(std::function<double()> random) : random_(std::move(random)) {}

void Scheduler::set_targets(const std::vector<Target>& targets, SteadyTime now) {
  std::map<TargetId, Turn> turns;
  int newcomers = 0;
  for (const auto& target : targets) {
    const auto known = turns_.find(target.id);
    Turn turn = known == turns_.end() ? Turn{} : known->second;
    const bool edited = known != turns_.end() && !same_look(turn.target, target);
    if (known == turns_.end() || edited) {
      turn.due = turn.earliest = spread(now, newcomers++);
      turn.again = turn.running;
    }
    const bool other_pace = turn.target.every != target.every;
    turn.target = target;
    turn.host = host_of(target);
    if (other_pace) {
      turn.due = std::min(turn.due, after(now, interval(turn, false), 1.0));
      turn.earliest = std::min(turn.earliest, turn.due);
    }
    turns.emplace(target.id, std::move(turn));
  }
  for (auto& [id, turn] : turns_) {
    // A look under way keeps its host busy also when its target is gone.
    if (turn.once || (turn.running && !turns.contains(id))) {
      turn.once = true;
      turns.emplace(id, std::move(turn));
    }
  }
  turns_ = std::move(turns);
}

void Scheduler::set_pace(Pace pace, SteadyTime now) {
  pace_ = pace;
  for (auto& [id, turn] : turns_) {
    // Nobody waits out an interval that no longer holds.
    if (turn.once) continue;
    turn.due = std::min(turn.due, after(now, interval(turn, false), 1.0));
    turn.earliest = std::min(turn.earliest, turn.due);
  }
}

void Scheduler::look_at_all_after(seconds grace, SteadyTime now) {
  int index = 0;
  for (auto& [id, turn] : turns_) {
    if (turn.once || is_this_computer(turn.target)) continue;
    turn.due = turn.earliest = on_the_grid(spread(now + grace, index++));
    turn.again = turn.running;
  }
}

void Scheduler::look_now(std::optional<TargetId> id, SteadyTime now) {
  for (auto& [key, turn] : turns_) {
    const bool counts = turn.running && !turn.answered;
    if (counts || (id && *id != key)) continue;
    turn.due = turn.earliest = std::min(turn.due, now);
    turn.again = turn.running;
  }
}

void Scheduler::look_once(TargetId id, const Target& target, SteadyTime now) {
  Turn turn;
  turn.target = target;
  turn.host = host_of(target);
  turn.due = turn.earliest = now;
  turn.once = true;
  turns_.insert_or_assign(id, std::move(turn));
}

bool Scheduler::within_reach(const Turn& turn) const {
  switch (reach_) {
    case Reach::everything:
      return true;
    case Reach::this_computer:
      return turn.once || is_this_computer(turn.target);
    case Reach::nothing:
      return turn.once;
  }
  return true;
}

SteadyTime Scheduler::possible_from(const Turn& turn) const {
  const auto host = hosts_.find(turn.host);
  return host == hosts_.end() ? turn.due : std::max(turn.due, host->second.free_at);
}

std::vector<TargetId> Scheduler::take_due(SteadyTime now) {
  std::vector<std::pair<SteadyTime, TargetId>> candidates;
  bool anyone_due = false;
  for (const auto& [id, turn] : turns_) {
    if (turn.running || !within_reach(turn) || turn.earliest > now) continue;
    candidates.emplace_back(turn.due, id);
    anyone_due = anyone_due || possible_from(turn) <= now;
  }
  std::vector<TargetId> taken;
  if (!anyone_due) return taken;
  std::sort(candidates.begin(), candidates.end());
  jitter_ = random_();
  for (const auto& [due, id] : candidates) {
    auto& turn = turns_.at(id);
    auto& host = hosts_[turn.host];
    if (running_ == most_at_once) break;
    if (host.busy || host.free_at > now) continue;
    host.busy = true;
    turn.running = true;
    turn.answered = false;
    turn.looking_at = turn.host;
    ++running_;
    settle_turn(turn, false, now);
    taken.push_back(id);
  }
  return taken;
}

void Scheduler::settle_turn(Turn& turn, bool sooner, SteadyTime now) const {
  const auto usual = interval(turn, sooner);
  turn.due = on_the_grid(after(now, usual, 1 - jitter_share + 2 * jitter_share * jitter_));
  turn.earliest = on_the_grid(after(now, usual, 1 - jitter_share));
}

void Scheduler::answered(TargetId id) {
  const auto found = turns_.find(id);
  if (found != turns_.end()) found->second.answered = true;
}

void Scheduler::finished(TargetId id, Wish wish, SteadyTime now) {
  const auto found = turns_.find(id);
  if (found == turns_.end() || !found->second.running) return;
  auto& turn = found->second;
  std::erase_if(
      hosts_, [now](const auto& host) { return !host.second.busy && host.second.free_at <= now; });
  hosts_[turn.looking_at] = {false, now + pause_between_looks};
  turn.running = false;
  --running_;
  if (turn.once) {
    turns_.erase(found);
    return;
  }
  if (std::exchange(turn.again, false)) return;
  if (wish.sooner) settle_turn(turn, true, now);
  if (wish.by && *wish.by < turn.due) turn.due = turn.earliest = on_the_grid(*wish.by);
}

std::optional<SteadyTime> Scheduler::next_due() const {
  std::optional<SteadyTime> next;
  if (running_ >= most_at_once) return next;
  for (const auto& [id, turn] : turns_) {
    if (turn.running || !within_reach(turn)) continue;
    const auto host = hosts_.find(turn.host);
    if (host != hosts_.end() && host->second.busy) continue;
    const auto at = possible_from(turn);
    if (!next || at < *next) next = at;
  }
  return next;
}

seconds Scheduler::interval(const Turn& turn, bool sooner) const {
  auto usual = std::max(turn.target.every.value_or(pace_.every), shortest_interval);
  if (sooner) {
    const auto quicker = std::max(usual / sooner_divisor, sooner_at_most_every);
    // On battery or a metered link a change earns the usual pace, not a quicker one.
    return pace_.slow ? usual : std::min(usual, quicker);
  }
  return pace_.slow ? std::max(usual, pace_.slower) : usual;
}

}  // namespace monitor
