#include "tray/app/shared_trouble.h"

#include "monitor/engine/offline.h"
#include "monitor/engine/possible_cause.h"

#include <algorithm>
#include <set>
#include <string>

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

}  // namespace

bool may_be_shared(const Check& check) {
  return is_silent(check);
}

std::optional<monitor::Finding> shared_trouble(const Check& check, std::span<const Check> others) {
  if (!is_silent(check)) return {};
  const auto own = monitor::sharer(port_cause, check.target);
  std::set<std::string> silent = {own};
  bool answers = false;
  for (const auto& other : others) {
    if (monitor::is_this_computer(other.target)) continue;
    if (monitor::sharer(port_cause, other.target) == own) continue;
    const bool answered = monitor::was_answered(other);
    answers |= answered;
    if (!monitor::could_share(port_cause, other.target)) continue;
    if (answered) return {};
    if (is_silent(other)) silent.insert(monitor::sharer(port_cause, other.target));
  }
  if (!answers || silent.size() < monitor::sharers_needed(port_cause, silent.size())) return {};
  return monitor::finding_of_shared(port_cause, check.findings.front(), true);
}

}  // namespace tray
