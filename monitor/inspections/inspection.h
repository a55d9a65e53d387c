#pragma once

#include "monitor/inspections/judging/surroundings.h"
#include "monitor/model/local_finding.h"

#include <memory>
#include <vector>

namespace monitor {

/// One thing to look at on this computer. Pure: everything it sees is in its arguments.
class Inspection {
 public:
  virtual ~Inspection() = default;

  /// Findings about one target; at most one of a code.
  virtual std::vector<LocalFinding> examine(const Subject& subject,
                                            const Surroundings& around) const = 0;
};

/// Every inspection; made from the files of this folder.
std::vector<std::unique_ptr<Inspection>> all_inspections();

/// What all inspections find about a target; findings of the same code become one.
std::vector<LocalFinding> examine_all(const Subject& subject, const Surroundings& around);

}  // namespace monitor
