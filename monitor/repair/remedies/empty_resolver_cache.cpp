#include "monitor/repair/remedy.h"

#include <algorithm>

namespace monitor {

namespace {

/// Lets this computer ask anew which address a name has.
class EmptyResolverCache final : public Remedy {
 public:
  bool treats(const Finding& finding) const override {
    return std::ranges::find(finding.remedies, "this_computer.flush_resolver") !=
           finding.remedies.end();
  }

  std::vector<RepairStep> plan(const LocalFinding&) const override {
    RepairStep step;
    step.act = StepAct::empty_resolver_cache;
    step.remedy = "this_computer.flush_resolver";
    step.title = "Let this computer look the name up anew";
    step.why = "It may remember an old address of that name. Nothing is lost by asking again.";
    step.by_default = true;
    step.item.undo = Undo::impossible;
    return {std::move(step)};
  }
};

}  // namespace

std::unique_ptr<Remedy> make_empty_resolver_cache() {
  return std::make_unique<EmptyResolverCache>();
}

}  // namespace monitor
