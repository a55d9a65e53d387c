#pragma once

#include "monitor/model/finding.h"
#include "monitor/model/repair.h"

#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// That an RDP client here remembers another certificate of a target: the one finding about this
/// computer that is told unasked.
inline constexpr std::string_view outdated_certificate = "cache.certificate_outdated";

/// An item that has to do with a finding, and what may be done about it.
struct Suspect {
  SavedItem item;
  std::string why;          ///< a sentence: what is wrong with this one
  bool by_default = false;  ///< removing it is part of the proposal; never what cannot be undone

  bool operator==(const Suspect&) const = default;
};

/// A finding about this computer, with the items that it rests on.
struct LocalFinding {
  Finding finding;
  std::vector<Suspect> suspects;  ///< may be empty

  bool operator==(const LocalFinding&) const = default;
};

}  // namespace monitor
