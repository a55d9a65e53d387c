#pragma once

#include "monitor/model/check.h"

#include <string>

namespace tray {

/// One line: name or address, verdict, what matters most.
std::string one_line(const monitor::Check& check);
/// The verdict, every finding in plain words with what to do, and the ladder with each step's time.
/// `details` adds the certificate and the findings' evidence.
std::string full_report(const monitor::Check& check, bool details);

}  // namespace tray
