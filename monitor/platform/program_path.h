#pragma once

#include <string>

namespace monitor {

/// The program that a command of this name would start, looked up as the system does it: a path as
/// it is, anything else on the user's PATH. UTF-8; empty where there is none.
std::string program_path(const std::string& name);

}  // namespace monitor
