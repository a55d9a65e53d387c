#pragma once

#include <string>
#include <string_view>

namespace monitor {

/// Windows' text of our UTF-8. What is no UTF-8 becomes U+FFFD.
std::wstring to_wide(std::string_view utf8);

/// Our UTF-8 of Windows' text. Half a surrogate pair becomes U+FFFD.
std::string to_utf8(std::wstring_view wide);

}  // namespace monitor
