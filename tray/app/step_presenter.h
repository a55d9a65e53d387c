#pragma once

#include "monitor/model/check.h"
#include "tray/app/details_presenter.h"

#include <string_view>
#include <vector>

namespace tray {

/// Why steps of that look were left out.
std::string_view skipped_words(const monitor::Check& check);

/// The ladder of a look in plain words, lowest rung first. The identity step is left out where it
/// was not allowed.
std::vector<StepView> present_steps(const monitor::Check& check);

}  // namespace tray
