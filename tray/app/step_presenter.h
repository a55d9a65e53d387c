#pragma once

#include "monitor/model/check.h"
#include "tray/app/details_presenter.h"

#include <vector>

namespace tray {

/// The ladder of a look in plain words, lowest rung first. The identity step is left out where it
/// was not allowed.
std::vector<StepView> present_steps(const monitor::Check& check);

}  // namespace tray
