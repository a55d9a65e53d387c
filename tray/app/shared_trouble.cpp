#include "tray/app/shared_trouble.h"

#include "monitor/engine/offline.h"
#include "monitor/engine/possible_cause.h"
#include "monitor/foresight/words.h"
#include "monitor/model/whereabouts.h"

#include <algorithm>
#include <vector>

namespace tray {

namespace {

using monitor::Check;
using monitor::port_cause;

bool is_silent(const Check& check) {
  return std::ranges::any_of(check.findings, [&](const monitor::Finding& finding) {
    const auto causes = monitor::possible_causes(check, finding);
    return std::ranges::find(causes, port_cause) != causes.end();
  });
}

std::string who(const Check& check) {
  return monitor::sharer(port_cause, check.target);
}

/// Nothing answers at all, so it is told by where they have answered before, and by what else is
/// silent.
bool are_all_of_a_new_network(std::span<const Check* const> silent, std::span<const Check> others,
                              const NewNetwork& here) {
  const auto is_silent_elsewhere = [](const Check& other) {
    return !monitor::could_share(port_cause, other.target) &&
           monitor::failing_step(other) != nullptr && !monitor::public_address(other).empty();
  };
  if (here.name.empty() || std::ranges::any_of(others, is_silent_elsewhere)) return false;
  std::set<std::string> addresses;
  std::set<std::string> sites;
  bool named = false;
  for (const auto* check : silent) {
    const auto address = monitor::public_address(*check);
    if (address.empty() || !here.answered_elsewhere.contains(check->target.id)) continue;
    addresses.insert(address);
    sites.insert(monitor::site_of(check->target.endpoint.host));
    named = named || monitor::has_resolved_a_name(*check);
  }
  return named && sites.size() > 1 &&
         addresses.size() >= monitor::sharers_needed(port_cause, addresses.size());
}

monitor::Finding blocked_by(const Check& check, const NewNetwork& here) {
  auto finding = monitor::finding_of_shared(port_cause, check.findings.front(), true);
  finding.explanation = monitor::all_silent_text(here.name);
  finding.evidence.push_back({"nothing_answers_here", true});
  return finding;
}

}  // namespace

bool may_be_shared(const Check& check) {
  return is_silent(check);
}

std::optional<monitor::Finding> shared_trouble(const Check& check, std::span<const Check> others,
                                               const NewNetwork& here) {
  if (!is_silent(check)) return {};
  std::set<std::string> hosts = {who(check)};
  std::vector<const Check*> silent = {&check};
  bool answers = false;
  for (const auto& other : others) {
    if (monitor::is_this_computer(other.target) || who(other) == who(check)) continue;
    const bool answered = monitor::was_answered(other);
    answers |= answered;
    if (!monitor::could_share(port_cause, other.target)) continue;
    if (answered) return {};
    if (is_silent(other) && hosts.insert(who(other)).second) silent.push_back(&other);
  }
  if (hosts.size() < monitor::sharers_needed(port_cause, hosts.size())) return {};
  if (answers) return monitor::finding_of_shared(port_cause, check.findings.front(), true);
  if (!are_all_of_a_new_network(silent, others, here)) return {};
  return blocked_by(check, here);
}

}  // namespace tray
