#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace notify {

/// The words of a command line, as people write it on this system; UTF-8. Nothing is expanded.
/// Nothing for a quotation mark without its end.
std::optional<std::vector<std::string>> command_words(std::string_view line);

}  // namespace notify
