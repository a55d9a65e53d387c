#pragma once

#include "monitor/model/finding.h"

#include <string>
#include <vector>

namespace notify {

/// What was told of one matter, as the store keeps it over a restart.
struct Told {
  std::string episode;
  std::vector<monitor::TargetId> targets;  ///< all that were told of, also who is well again
  std::string code;
  std::string subject;  ///< of the finding: a renewed certificate is a new matter
  int level = 0;        ///< deepest level told
  monitor::SysTime at{};
  bool open = true;  ///< false: over; kept so that the same subject and level is never told again

  bool operator==(const Told&) const = default;
};

/// The name of the episode that begins with that change; tells since when.
std::string episode_of(const monitor::FindingChange& change);
/// The change that a row was told for, as far as it is known after a restart.
monitor::FindingChange change_of(const Told& told);
/// The row beside the episode's own that tells since when a certificate has ended.
Told mark_of(const monitor::FindingChange& change, monitor::SysTime now);
/// Since when it has lasted, as that row or its own says.
monitor::SysTime began_at(const Told& told, const std::vector<Told>& all);

}  // namespace notify
