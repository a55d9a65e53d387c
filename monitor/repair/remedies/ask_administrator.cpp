#include "monitor/model/finding_codes.h"
#include "monitor/repair/remedy.h"

namespace monitor {

namespace {

/// What can only be done on the host or its gateway.
class AskAdministrator final : public Remedy {
 public:
  bool treats(const Finding& finding) const override {
    return finding.severity != Severity::information && !remedy_of(finding).empty();
  }

  std::vector<RepairStep> plan(const LocalFinding& finding) const override {
    RepairStep step;
    step.act = StepAct::tell_administrator;
    step.remedy = remedy_of(finding.finding);
    step.title = "Ask the host's administrator: " + finding.finding.title;
    const auto* row = find_code(finding.finding.code);
    step.why = row == nullptr ? finding.finding.explanation : std::string(row->advice);
    step.item.undo = Undo::impossible;
    return {std::move(step)};
  }

 private:
  static std::string remedy_of(const Finding& finding) {
    for (const auto& remedy : finding.remedies) {
      if (remedy.starts_with("host.") || remedy.starts_with("gateway.")) return remedy;
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<Remedy> make_ask_administrator() {
  return std::make_unique<AskAdministrator>();
}

}  // namespace monitor
