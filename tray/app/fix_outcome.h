#pragma once

#include "tray/app/diagnosis.h"

namespace tray {

/// What came of it, from the causes before and, where something was done, those that remain.
FixOutcome outcome_of(const FixReport& report);

/// How it ended in one sentence that can be repeated on the phone.
std::string sentence_of(const FixReport& report);

/// What was found in order by the look, a sentence for each.
std::vector<std::string> tested_by(const monitor::Check& check);

}  // namespace tray
