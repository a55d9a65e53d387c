#pragma once

#include "monitor/model/local_finding.h"
#include "monitor/model/repair_journal.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace monitor {

/// A cure for some findings. It never acts: it gives steps, made of data.
class Remedy {
 public:
  virtual ~Remedy() = default;

  virtual bool treats(const Finding& finding) const = 0;
  /// Steps without ids; none where there is nothing to do about this one.
  virtual std::vector<RepairStep> plan(const LocalFinding& finding) const = 0;
};

/// Every remedy; made from the files of the folder `remedies`.
std::vector<std::unique_ptr<Remedy>> all_remedies();

/// What could be done about these findings: first what is proposed and can be taken back, then what
/// is for the user to choose, then what only the host's administrator can do. Each item and each
/// piece of advice stands in it once.
RepairPlan plan_repair(std::string target, std::span<const LocalFinding> findings);

/// Adds to the plan the removal of all that this computer keeps about the target, each as a step
/// that nobody proposes, before what is for the host's administrator. An item stands in a plan
/// once.
void offer_full_clean(RepairPlan& plan, std::span<const SavedItem> traces);

/// Whether it belongs to the full clean only.
bool is_full_clean(const RepairStep& step);

/// The ids of the steps that are proposed.
std::vector<std::string> default_choice(const RepairPlan& plan);

/// Whether it is done on the host, not here.
bool is_for_the_host(const RepairStep& step);

}  // namespace monitor
