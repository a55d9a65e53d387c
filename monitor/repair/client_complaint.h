#pragma once

#include "monitor/model/check.h"

#include <cstdint>

namespace monitor {

/// What a number of the RDP client complains of.
enum class ClientComplaint { nothing, name, reach, hang_up, certificate, sign_in, rule, other };

/// By Microsoft's table of disconnect reasons.
ClientComplaint complaint_of(std::uint32_t reason);

/// Whether a finding of a look explains such a complaint.
bool explains(const Finding& finding, const Check& check, ClientComplaint complaint);

}  // namespace monitor
