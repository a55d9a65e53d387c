#include "monitor/engine/sights.h"

#include "monitor/engine/finding_tracker.h"
#include "monitor/engine/offline.h"
#include "monitor/engine/possible_cause.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace monitor {

namespace {

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

void Sights::note(const Check& check, SteadyTime now, bool awaited, bool over_vpn) {
  const auto found = seen_.find(check.target.id);
  if (found == seen_.end()) return;
  auto& sight = found->second;
  sight.at = now;
  sight.awaits_look = false;
  sight.way.over_vpn = over_vpn;
  sight.resolved = has_resolved_a_name(check);
  sight.told_its_time = has_told_its_time(check);
  if (sight.told_its_time) {
    sight.told_its_time_at = now;
    sight.skew_s = check.identity->clock_skew_s;
  }
  if (check.certificate && !check.target.gateway) note_computer(sight, check);
  if (!check.findings.empty() || !sight.causes.empty()) note_causes(sight, check, now);
  sight.answered = was_answered(check);
  sight.works = failing_step(check) == nullptr;
  sight.outage = sight.works ? std::string() : code_of_outage(check);
  sight.awaited = awaited && !sight.works;
}

void Sights::note_computer(Sight& sight, const Check& check) {
  const auto* step = find_step(check, "connect");
  if (step == nullptr) return;
  const auto* address = find_fact<std::string>(step->facts, "address");
  const auto& certificate = check.certificate->sha256;
  if (sight.certificate == certificate && (address == nullptr || sight.address == *address)) return;
  if (address != nullptr) sight.address = *address;
  sight.certificate = certificate;
  const auto port = sight.target.endpoint.port;
  if (!sight.address.empty())
    sight.way.computer = computer_cause(certificate, {sight.address, port});
}

void Sights::note_in_vain(TargetId target) {
  const auto found = seen_.find(target);
  if (found != seen_.end()) found->second.awaits_look = false;
}

void Sights::note_causes(Sight& sight, const Check& check, SteadyTime now) {
  std::vector<std::string> causes;
  if (!sight.here) {
    for (const auto& finding : check.findings) {
      auto more = possible_causes(check, finding, sight.way);
      std::ranges::move(more, std::back_inserter(causes));
    }
  }
  // A look that does not tell the time takes nothing back.
  const bool still_told =
      !sight.told_its_time && sight.told_its_time_at && now - *sight.told_its_time_at < still_holds;
  if (still_told && sight.causes.contains(clock_cause)) {
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

bool Sights::could_have(const std::string& cause, const Sight& sight) {
  return monitor::could_share(cause, sight.target) ||
         (is_a_computers(cause) && cause == sight.way.computer);
}

bool Sights::could_share(const std::string& cause, TargetId target) const {
  const auto found = seen_.find(target);
  return found != seen_.end() && could_have(cause, found->second);
}

bool Sights::is_of_several(const std::string& cause) const {
  const auto could = [&](const auto& entry) { return could_have(cause, entry.second); };
  return std::ranges::count_if(seen_, could) > 1;
}

WayThere Sights::way_to(TargetId target) const {
  const auto found = seen_.find(target);
  return found == seen_.end() ? WayThere() : found->second.way;
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
  if (cause == vpn_cause && !sight.way.over_vpn) return false;
  return could_have(cause, sight) && !sight.here;
}

/// Who was silent long before is so for another reason than the site, the VPN or the name service.
bool Sights::has_it(const Sight& sight, const std::string& cause, SteadyTime from) {
  const auto known = sight.causes.find(cause);
  if (known == sight.causes.end()) return false;
  const bool begins_at_once = is_a_sites(cause) || cause == vpn_cause || cause == lookups_cause;
  return !begins_at_once || known->second > from - together;
}

bool Sights::speaks_against(const std::string& cause, const Sight& sight) {
  if (cause.starts_with(names_cause)) return sight.resolved;
  if (cause == clock_cause || cause == slowness_cause) return !sight.causes.contains(cause);
  if (is_a_certificates(cause) || cause == lookups_cause) return false;
  // Their own settings may judge what they see in other ways.
  if (is_a_computers(cause)) return sight.works && !sight.causes.contains(cause);
  if (is_the_port(cause) || cause == silence_cause || cause == vpn_cause || is_a_sites(cause))
    return sight.answered;
  // A gateway that was reached and shows no such trouble to one shows it to nobody.
  return sight.answered && !sight.causes.contains(cause);
}

bool Sights::is_our_clock_confirmed() const {
  return std::ranges::any_of(seen_, [](const auto& entry) {
    const auto& sight = entry.second;
    return sight.at && sight.told_its_time && !sight.here && !sight.causes.contains(clock_cause);
  });
}

bool Sights::disagree(TargetId one, TargetId other) const {
  const auto a = seen_.find(one);
  const auto b = seen_.find(other);
  return a != seen_.end() && b != seen_.end() && a->second.skew_s && b->second.skew_s &&
         !is_off_alike(*a->second.skew_s, *b->second.skew_s);
}

}  // namespace monitor
