#include "monitor/model/repair_journal.h"

namespace monitor {

std::string_view to_text(StepState state) {
  switch (state) {
    case StepState::planned:
    case StepState::removing:
      return "planned";
    case StepState::applied:
      return "applied";
    case StepState::failed:
      return "failed";
    case StepState::skipped:
      return "skipped";
    case StepState::undone:
      return "undone";
  }
  return "planned";
}

}  // namespace monitor
