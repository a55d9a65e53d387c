#pragma once

#include "monitor/model/result.h"

#include <string>
#include <string_view>

namespace monitor {

/// UTF-8 text as a PowerShell expression that gives this text and can be nothing else: one literal
/// in single quotes, with every quote doubled. ASCII only: other characters are written as \uXXXX
/// inside
/// `[regex]::Unescape('…')`, so that U+2018 to U+201B, which PowerShell takes for quotes too, never
/// stand in it. Bytes that are no UTF-8 become U+FFFD. At most 4,096 bytes.
/// Fails with invalid_input for control characters and for longer text.
Result<std::string> powershell_literal(std::string_view text);

/// The text in a form that powershell_literal() takes and a ticket can hold: control characters and
/// marks that turn the writing direction become '?', what is too long is cut.
std::string plain_text(std::string_view text);

}  // namespace monitor
