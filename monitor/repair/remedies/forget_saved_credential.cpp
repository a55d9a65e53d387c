#include "monitor/repair/remedy.h"

namespace monitor {

namespace {

/// Removes saved sign-ins that are damaged, doubled or refused.
class ForgetSavedCredential final : public Remedy {
 public:
  bool treats(const Finding& finding) const override {
    return finding.code.starts_with("credential.");
  }

  std::vector<RepairStep> plan(const LocalFinding& finding) const override {
    std::vector<RepairStep> steps;
    for (const auto& suspect : finding.suspects) {
      RepairStep step;
      step.act = StepAct::remove_item;
      step.remedy = "this_computer.remove_credential";
      step.title = "Remove: " + suspect.item.shown_as;
      step.why = suspect.why;
      // What the system lets no program copy is for the user to choose.
      step.by_default = suspect.by_default && suspect.item.undo == Undo::whole;
      step.item = suspect.item;
      steps.push_back(std::move(step));
    }
    return steps;
  }
};

}  // namespace

std::unique_ptr<Remedy> make_forget_saved_credential() {
  return std::make_unique<ForgetSavedCredential>();
}

}  // namespace monitor
