#pragma once

#include "monitor/model/check.h"

#include <string>

namespace tests {

/// 22 November 2026, 18:00 UTC: the "now" of the samples.
monitor::SysTime sample_now();

/// A look at "PC at work" that went well on every step; certificate until `not_after`.
monitor::Check healthy_check(monitor::SysTime not_after);

/// A look that ended at `step` with that error, and the finding `code`.
monitor::Check failed_check(const std::string& step, const std::string& kind,
                            const std::string& code);

}  // namespace tests
