#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace monitor {

/// One number that an RDP client shows, in plain words.
struct DisconnectCode {
  std::uint32_t code = 0;
  std::string_view symbol;  ///< Microsoft's name; empty for a number that is only reported
  std::string_view says;    ///< what the number itself says
  std::string_view means;   ///< likely causes; sentences
  std::string_view advice;  ///< what to do; sentences
  bool is_error = true;     ///< false: a normal end of a session
  bool documented = true;   ///< false: reported by users, not in Microsoft's tables
};

/// The discReason table: IMsTscAxEvents::OnDisconnected, and numbers seen in the wild. By number.
std::span<const DisconnectCode> disconnect_reasons();
/// The ExtendedDisconnectReasonCode table. By number.
std::span<const DisconnectCode> extended_reasons();

/// What a number says, also one that stands in no table.
struct CodeAnswer {
  std::uint32_t code = 0;
  bool known = false;  ///< false: classified by its family only, and `says` says so
  std::string symbol;
  std::string says;
  std::string means;
  std::string advice;
  bool is_error = true;
  bool documented = true;
};

CodeAnswer explain_reason(std::uint32_t code);
CodeAnswer explain_extended(std::uint32_t code);
/// What both together say where that is more than each alone ("0x904 0x7"); else empty.
std::string explain_pair(std::uint32_t reason, std::uint32_t extended);

/// Reads "0x904" or "2308"; empty for anything else.
std::optional<std::uint32_t> parse_code(std::string_view text);

}  // namespace monitor
