#include "monitor/engine/possible_cause.h"
#include "monitor/engine/sights.h"
#include "monitor/model/whereabouts.h"

#include <algorithm>

// The part of Sights that weighs what was seen.

namespace monitor {

namespace {

constexpr std::size_t asked_at_once = 5;
// Once that many more than needed agree, the rest need not be asked.
constexpr std::size_t clear_majority = 2;
// What went well a round ago may have broken since.
constexpr std::chrono::minutes still_goes_well{6};

}  // namespace

/// One that is well speaks for all, but a name may be known from elsewhere.
bool Sights::outweighs(const std::string& cause, std::size_t failing, std::size_t against) {
  constexpr std::size_t several = 3;
  return cause.starts_with(names_cause) && failing >= several && failing > against;
}

bool Sights::are_of_one_site(const std::set<std::string>& hosts) {
  return std::ranges::all_of(
      hosts, [&](const auto& host) { return site_of(host) == site_of(*hosts.begin()); });
}

bool Sights::is_out_of_date(const std::string& cause, const Sight& sight, Span span) {
  return !is_fresh(sight, span.from) ||
         (!has_it(sight, cause, span.from) && !is_fresh(sight, span.now - still_goes_well));
}

Sights::Answer Sights::weigh(const std::string& cause, TargetId target, Span span,
                             bool last_word) const {
  const auto from = span.from;
  std::set<std::string> failing;
  std::set<std::string> against;
  std::set<std::string> all;
  bool all_fresh = true;
  for (const auto& [id, sight] : seen_) {
    if (!can_tell(cause, sight)) continue;
    // Who has another certificate has nothing to do with it.
    if (is_a_certificates(cause) && is_fresh(sight, from) && !sight.causes.contains(cause))
      continue;
    const auto who = sharer(cause, sight.target);
    all.insert(who);
    if (is_out_of_date(cause, sight, span)) {
      all_fresh = false;
    } else if (has_it(sight, cause, from)) {
      // One that is off otherwise as well says nothing of this computer's clock.
      if (cause != clock_cause || !disagree(target, id)) failing.insert(who);
    } else if (speaks_against(cause, sight)) {
      against.insert(who);
    }
  }
  if (!against.empty() && !outweighs(cause, failing.size(), against.size())) return Answer::own;
  const auto needed = sharers_needed(cause, all.size());
  if (all.size() < needed) return Answer::own;
  const bool clear = failing.size() >= needed + clear_majority;
  if (!clear && !all_fresh && !last_word) return Answer::undecided;
  if (failing.size() < needed) return Answer::own;
  // Where they have answered before, it is rather their site that has gone silent.
  if (cause == known_port_cause && are_of_one_site(failing)) return Answer::own;
  // Where nothing at all answers, it is not the port.
  if (is_the_port(cause)) return something_answers(from, last_word);
  return Answer::shared;
}

Sights::Answer Sights::something_answers(SteadyTime from, bool last_word) const {
  auto answer = Answer::own;
  for (const auto& [id, sight] : seen_) {
    if (sight.here) continue;
    if (!is_fresh(sight, from)) {
      if (!last_word) answer = Answer::undecided;
    } else if (sight.answered || sight.resolved) {
      return Answer::shared;
    }
  }
  return answer;
}

bool Sights::await_first_look(const std::string& cause) const {
  return std::ranges::any_of(seen_, [&](const auto& entry) {
    return entry.second.awaits_look && can_tell(cause, entry.second);
  });
}

std::vector<TargetId> Sights::missing(const std::string& cause, Span span) const {
  std::vector<TargetId> ids;
  for (const auto& [id, sight] : seen_) {
    if (ids.size() == asked_at_once) break;
    const bool is_asked = can_tell(cause, sight) || (is_the_port(cause) && !sight.here);
    if (is_asked && is_out_of_date(cause, sight, span)) ids.push_back(id);
  }
  return ids;
}

bool Sights::fail_alike(const std::vector<TargetId>& targets, const std::string& code) const {
  return std::ranges::all_of(targets, [&](TargetId id) {
    const auto found = seen_.find(id);
    return found != seen_.end() && found->second.outage == code;
  });
}

std::vector<TargetId> Sights::sharing(const std::string& cause, TargetId target,
                                      SteadyTime from) const {
  std::vector<TargetId> ids;
  for (const auto& [id, sight] : seen_) {
    if (!is_fresh(sight, from) || !has_it(sight, cause, from)) continue;
    if (cause != clock_cause || !disagree(target, id)) ids.push_back(id);
  }
  return ids;
}

}  // namespace monitor
