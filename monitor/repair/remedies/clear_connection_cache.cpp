#include "monitor/repair/remedy.h"

namespace monitor {

namespace {

/// Removes what the client remembers wrongly: damaged files, certificates that were replaced.
class ClearConnectionCache final : public Remedy {
 public:
  bool treats(const Finding& finding) const override { return finding.code.starts_with("cache."); }

  std::vector<RepairStep> plan(const LocalFinding& finding) const override {
    std::vector<RepairStep> steps;
    for (const auto& suspect : finding.suspects) {
      RepairStep step;
      step.act = StepAct::remove_item;
      step.remedy = suspect.item.kind == ItemKind::certificate ? "this_computer.forget_certificate"
                                                               : "this_computer.clear_cache";
      step.title = "Remove: " + suspect.item.shown_as;
      step.why = suspect.why;
      // History is the user's own.
      step.by_default = suspect.by_default && suspect.item.undo == Undo::whole &&
                        suspect.item.kind != ItemKind::history;
      step.item = suspect.item;
      steps.push_back(std::move(step));
    }
    return steps;
  }
};

}  // namespace

std::unique_ptr<Remedy> make_clear_connection_cache() {
  return std::make_unique<ClearConnectionCache>();
}

}  // namespace monitor
