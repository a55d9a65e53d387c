#pragma once

#include <string>
#include <string_view>

namespace store {

/// `text` without regard to case: equal for names that people take for the same.
/// UTF-8; folds the simple capitals of Latin, Greek and Cyrillic (Unicode CaseFolding.txt, one
/// letter to one letter), leaves everything else, also bytes that are no UTF-8.
std::string name_key(std::string_view text);

/// Without blanks at either end.
std::string_view trimmed(std::string_view text);

}  // namespace store
