#pragma once

#include "tests/foresight/look.h"

#include <string>

namespace foresight {

/// One check object (schema rdpready.check/1) as a line, as the laptop's clock has it.
std::string check_line(const Scene& scene, const Host& host, const Sight& sight, Seconds at,
                       Dice& dice);

}  // namespace foresight
