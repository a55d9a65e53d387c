#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// How a finding of the look just considered is to be believed.
enum class Belief {
  wait,     ///< not worth telling yet
  by_rule,  ///< by the tracker's counts and the patience of its code
  at_once   ///< what was seen before is confirmation enough
};

/// What foresight thinks of the findings of one look.
struct Outlook {
  Belief outage = Belief::by_rule;  ///< of a step that broke
  std::vector<std::string> held;    ///< codes that wait
  std::vector<std::string> sure;    ///< codes that need no more patience
  bool over_vpn = false;            ///< it answers here only over the VPN that is up

  bool operator==(const Outlook&) const = default;

  void clear() {
    outage = Belief::by_rule;
    held.clear();
    sure.clear();
    over_vpn = false;
  }
};

/// `is_outage`: the finding is about a step that broke.
inline Belief belief(const Outlook& outlook, std::string_view code, bool is_outage) {
  if (is_outage) return outlook.outage;
  for (const auto& one : outlook.held) {
    if (one == code) return Belief::wait;
  }
  for (const auto& one : outlook.sure) {
    if (one == code) return Belief::at_once;
  }
  return Belief::by_rule;
}

}  // namespace monitor
