#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// A program with its arguments as the value of Exec. Source: Desktop Entry Specification 1.5.
std::string exec_line(const std::vector<std::string>& command);

/// The value of a key in the group [Desktop Entry]; empty where it is not set. `text` is bounded by
/// the caller.
std::optional<std::string> entry_value(std::string_view text, std::string_view key);

}  // namespace monitor
