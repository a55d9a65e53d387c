#pragma once

#include <string>
#include <vector>

namespace monitor {

/// One command line of which CommandLineToArgvW and every usual C program make those words again,
/// whatever they hold. Source: Microsoft, "Parsing C command-line arguments".
std::wstring command_line(const std::vector<std::string>& words);

}  // namespace monitor
