#pragma once

#include "tests/foresight/causes.h"

#include <ostream>
#include <string>

namespace foresight {

/// The truth of a year as one JSON document, for the scorer: what happened to which targets, when
/// it began, failed and ended, and which attempts it stopped.
void write_truth(std::ostream& out, std::uint64_t seed, const std::string& scenario,
                 const Laptop& laptop, const Estate& estate, const std::vector<Cause>& causes);

}  // namespace foresight
