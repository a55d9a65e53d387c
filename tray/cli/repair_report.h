#pragma once

#include "tray/app/repairs.h"
#include "tray/cli/command.h"

#include <string>
#include <string_view>

namespace tray {

/// "done", "put back" …
std::string_view state_in_words(monitor::StepState state);
/// One line for an item, a second for what is wrong with it; with its id, which commands take.
std::string item_text(const JudgedItem& item);
/// What was removed or put back, step by step.
std::string record_text(const monitor::RepairRecord& record);
/// Prints what was removed; the exit code, which is 1 where something could not be.
int report_removal(const monitor::RepairRecord& record, const Invocation& invocation);

}  // namespace tray
