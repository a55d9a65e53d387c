#pragma once

#include "tray/app/diagnosis.h"

#include <string>

namespace tray {

/// The causes, likeliest first, each with how it is known; or what was tested where all is well.
std::string diagnosis_text(const Diagnosis& diagnosis);
/// The steps: what each does, why, and whether it can be undone; `*` marks those that are chosen.
std::string plan_text(const FixReport& report, const std::vector<std::string>& chosen);
/// What was done, how it is now, and how to take it back.
std::string result_text(const FixReport& report);

}  // namespace tray
