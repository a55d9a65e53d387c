#pragma once

#include "monitor/inspections/judging/surroundings.h"
#include "monitor/model/finding.h"

#include <chrono>
#include <optional>

namespace monitor {

/// That an RDP client of this computer will warn of the target's certificate at its next
/// connection, because that was renewed as expected: cache.certificate_outdated, about the
/// certificate that is shown now. Empty where no client will, or where the change was not expected,
/// which certificate.changed tells. Pure; of the surroundings it takes cache and policy alone.
/// `utc_offset`: local time minus UTC.
std::optional<Finding> coming_warning(const Subject& subject, const Surroundings& around,
                                      std::chrono::seconds utc_offset);

}  // namespace monitor
