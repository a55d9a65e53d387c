#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// How many characters a UTF-8 text has, as limits count them.
std::size_t characters(std::string_view text);

/// The text with '?' for each character that moves the cursor, begins a line, turns the writing
/// direction or takes no room; names come from outside. What joins letters and emoji stays.
std::string without_controls(std::string_view text);

/// "Since 09:10." in front of a text, or nothing.
std::string_view since_of(std::string_view text);
/// The text without that and the blank behind it.
std::string_view without_since(std::string_view text);

/// A title for behind other words: "The certificate" becomes "the certificate", "RDP" stays.
std::string within_a_sentence(std::string title);

/// The text, and then ever shorter ones: the first sentence says what is wrong and the last one
/// what to do, so those in between are left out, the first of them first. At least one.
std::vector<std::string> shorter_and_shorter(std::string_view text);

}  // namespace monitor
