#include "monitor/engine/sights.h"

#include "monitor/engine/finding_tracker.h"
#include "monitor/engine/offline.h"
#include "monitor/engine/possible_cause.h"
#include "monitor/model/whereabouts.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace monitor {

namespace {

constexpr std::size_t asked_at_once = 5;
// Once that many more than needed agree, the rest need not be asked.
constexpr std::size_t clear_majority = 2;
// What a clock said some looks ago.
constexpr std::chrono::minutes still_holds{15};
// Of looks a quarter of an hour apart.
constexpr std::chrono::minutes together{16};

std::string code_of_outage(const Check& check) {
  const auto broken = std::ranges::find_if(
      check.findings, [&](const Finding& finding) { return is_outage(finding, check); });
  return broken == check.findings.end() ? std::string() : broken->code;
}

}  // namespace

void Sights::set_targets(const std::vector<Target>& targets) {
  std::map<TargetId, Sight> kept;
  for (const auto& target : targets) {
    const auto known = seen_.find(target.id);
    const bool same = known != seen_.end() && known->second.target.endpoint == target.endpoint &&
                      known->second.target.gateway == target.gateway;
    auto& sight = kept[target.id] = same ? known->second : Sight{};
    sight.target = target;
    sight.here = is_this_computer(target);
  }
  seen_ = std::move(kept);
}

void Sights::note(const Check& check, SteadyTime now, bool awaited) {
  const auto found = seen_.find(check.target.id);
  if (found == seen_.end()) return;
  auto& sight = found->second;
  sight.at = now;
  sight.awaits_look = false;
  sight.resolved = has_resolved_a_name(check);
  sight.told_its_time = has_told_its_time(check);
  if (sight.told_its_time) {
    sight.told_its_time_at = now;
    sight.skew_s = check.identity->clock_skew_s;
  }
  if (!check.findings.empty() || !sight.causes.empty()) note_causes(sight, check, now);
  sight.answered = was_answered(check);
  sight.works = failing_step(check) == nullptr;
  sight.outage = sight.works ? std::string() : code_of_outage(check);
  sight.awaited = awaited && !sight.works;
}

void Sights::note_in_vain(TargetId target) {
  const auto found = seen_.find(target);
  if (found != seen_.end()) found->second.awaits_look = false;
}

void Sights::note_causes(Sight& sight, const Check& check, SteadyTime now) {
  std::vector<std::string> causes;
  if (!sight.here) {
    for (const auto& finding : check.findings) {
      auto more = possible_causes(check, finding);
      std::ranges::move(more, std::back_inserter(causes));
    }
  }
  // A look that got less far takes nothing back.
  const bool less_far = !sight.told_its_time && failing_step(check) != nullptr &&
                        sight.told_its_time_at && now - *sight.told_its_time_at < still_holds;
  if (less_far && sight.causes.contains(clock_cause)) {
    causes.emplace_back(clock_cause);
    sight.told_its_time = true;
  }
  std::erase_if(sight.causes, [&](const auto& known) {
    return std::ranges::find(causes, known.first) == causes.end();
  });
  for (auto& cause : causes)
    sight.causes.try_emplace(std::move(cause), now);
}

void Sights::age() {
  for (auto& [id, sight] : seen_) {
    sight.awaits_look = sight.awaits_look || sight.at.has_value();
    sight.at.reset();
    sight.told_its_time_at.reset();
  }
}

const Target* Sights::target(TargetId id) const {
  const auto found = seen_.find(id);
  return found == seen_.end() ? nullptr : &found->second.target;
}

std::vector<TargetId> Sights::elsewhere() const {
  std::vector<TargetId> ids;
  for (const auto& [id, sight] : seen_) {
    if (!sight.here) ids.push_back(id);
  }
  return ids;
}

bool Sights::has_cause(TargetId target, const std::string& cause) const {
  const auto found = seen_.find(target);
  return found != seen_.end() && found->second.causes.contains(cause);
}

bool Sights::is_of_several(const std::string& cause) const {
  return std::ranges::count_if(
             seen_, [&](const auto& entry) { return could_share(cause, entry.second.target); }) > 1;
}

bool Sights::refutes(TargetId target, const std::string& cause) const {
  const auto found = seen_.find(target);
  return found != seen_.end() && found->second.at && speaks_against(cause, found->second);
}

bool Sights::looks_well(TargetId target, const std::string& cause, bool outage) const {
  const auto found = seen_.find(target);
  if (found == seen_.end()) return false;
  return outage ? found->second.works : !found->second.causes.contains(cause);
}

bool Sights::is_awaited(TargetId target) const {
  const auto found = seen_.find(target);
  return found != seen_.end() && found->second.awaited;
}

bool Sights::was_seen(TargetId target, SteadyTime since) const {
  const auto found = seen_.find(target);
  return found != seen_.end() && is_fresh(found->second, since);
}

std::optional<SteadyTime> Sights::has_since(TargetId target,
                                            const std::vector<std::string>& causes) const {
  std::optional<SteadyTime> since;
  const auto found = seen_.find(target);
  if (found == seen_.end()) return since;
  for (const auto& cause : causes) {
    const auto known = found->second.causes.find(cause);
    if (known != found->second.causes.end() && (!since || known->second < *since))
      since = known->second;
  }
  return since;
}

/// Nothing at home is explained by a network, and only who tells its time speaks of clocks.
bool Sights::can_tell(const std::string& cause, const Sight& sight) {
  if (cause == clock_cause && !sight.told_its_time) return false;
  return could_share(cause, sight.target) && !sight.here;
}

/// Who was silent long before is so for another reason than the site, or the name service.
bool Sights::has_it(const Sight& sight, const std::string& cause, SteadyTime from) {
  const auto known = sight.causes.find(cause);
  if (known == sight.causes.end()) return false;
  return (!is_a_sites(cause) && cause != lookups_cause) || known->second > from - together;
}

bool Sights::speaks_against(const std::string& cause, const Sight& sight) {
  if (cause.starts_with(names_cause)) return sight.resolved;
  if (cause == clock_cause || cause == slowness_cause) return !sight.causes.contains(cause);
  if (is_a_certificates(cause) || cause == lookups_cause) return false;
  // Their own settings may judge what they see in other ways.
  if (is_a_computers(cause)) return sight.works && !sight.causes.contains(cause);
  if (is_the_port(cause) || cause == silence_cause || is_a_sites(cause)) return sight.answered;
  // A gateway that was reached and shows no such trouble to one shows it to nobody.
  return sight.answered && !sight.causes.contains(cause);
}

/// One that is well speaks for all, but a name may be known from elsewhere.
bool Sights::outweighs(const std::string& cause, std::size_t failing, std::size_t against) {
  constexpr std::size_t several = 3;
  return cause.starts_with(names_cause) && failing >= several && failing > against;
}

bool Sights::are_of_one_site(const std::set<std::string>& hosts) {
  return std::ranges::all_of(
      hosts, [&](const auto& host) { return site_of(host) == site_of(*hosts.begin()); });
}

bool Sights::disagree(TargetId one, TargetId other) const {
  const auto a = seen_.find(one);
  const auto b = seen_.find(other);
  return a != seen_.end() && b != seen_.end() && a->second.skew_s && b->second.skew_s &&
         !is_off_alike(*a->second.skew_s, *b->second.skew_s);
}

Sights::Answer Sights::weigh(const std::string& cause, TargetId target, SteadyTime from,
                             bool last_word) const {
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
    if (!is_fresh(sight, from)) {
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
  if (is_the_port(cause) && !something_answers(from)) return Answer::own;
  return Answer::shared;
}

bool Sights::something_answers(SteadyTime from) const {
  return std::any_of(seen_.begin(), seen_.end(), [&](const auto& entry) {
    const auto& sight = entry.second;
    return is_fresh(sight, from) && !is_this_computer(sight.target) &&
           (sight.answered || sight.resolved);
  });
}

bool Sights::await_first_look(const std::string& cause) const {
  return std::ranges::any_of(seen_, [&](const auto& entry) {
    return entry.second.awaits_look && can_tell(cause, entry.second);
  });
}

std::vector<TargetId> Sights::missing(const std::string& cause, SteadyTime from) const {
  std::vector<TargetId> ids;
  for (const auto& [id, sight] : seen_) {
    if (ids.size() == asked_at_once) break;
    if (!is_fresh(sight, from) && can_tell(cause, sight)) ids.push_back(id);
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
