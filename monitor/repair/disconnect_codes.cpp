#include "monitor/repair/disconnect_codes.h"

#include "monitor/repair/disconnect_code_rows.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace monitor {

namespace {

/// Numbers from here on are HRESULTs of Windows, not reasons of the client.
constexpr std::uint32_t first_hresult = 0x80000000;
/// The family rule holds for numbers of the form 0xNNFF; smaller and larger ones have none.
constexpr std::uint32_t first_with_family = 0x100;
constexpr std::uint32_t last_with_family = 0xFFFF;
/// exDiscReasonProtocolRangeStart and …End.
constexpr std::uint32_t first_protocol_error = 4096;
constexpr std::uint32_t last_protocol_error = 32767;
constexpr std::uint32_t first_license_error = 256;
constexpr std::uint32_t last_license_error = 267;

const DisconnectCode* row_of(std::span<const DisconnectCode> rows, std::uint32_t code) {
  const auto found = std::ranges::lower_bound(rows, code, {}, &DisconnectCode::code);
  return found != rows.end() && found->code == code ? &*found : nullptr;
}

CodeAnswer answer_from(const DisconnectCode& row) {
  CodeAnswer answer;
  answer.code = row.code;
  answer.known = true;
  answer.symbol = row.symbol;
  answer.says = row.says;
  answer.means = row.means;
  answer.advice = row.advice;
  answer.is_error = row.is_error;
  answer.documented = row.documented;
  if (!row.documented)
    answer.means += " Microsoft does not document this number; this is what users report.";
  return answer;
}

CodeAnswer unknown_answer(std::uint32_t code, std::string_view says, std::string_view means,
                          std::string_view advice) {
  CodeAnswer answer;
  answer.code = code;
  answer.says = says;
  answer.means = means;
  answer.advice = advice;
  answer.documented = false;
  return answer;
}

/// What all documented reasons with that last byte have in common: an observation on Microsoft's
/// table, not a rule of Microsoft's.
struct Family {
  std::uint32_t last_byte;
  std::string_view says;
  std::string_view means;
  std::string_view advice;
};

constexpr Family families[] = {
    {0x04, "This number is in no table. By its last byte, 0x04, it belongs to the network family.",
     "Probably the network broke off or nobody could be reached.",
     "Check the network, the VPN, name and port, then connect again."},
    {0x06,
     "This number is in no table. By its last byte, 0x06, it belongs to the security data family.",
     "Probably data for the secure connection did not fit, or memory ran short.",
     "Connect again, update the client, then look at the connection with RDP Ready."},
    {0x07,
     "This number is in no table. By its last byte, 0x07, it belongs to the TLS and sign-in family "
     "(CredSSP).",
     "Probably the sign-in was not accepted or the certificate is at fault.",
     "Type the sign-in anew, check this computer's clock, then look at the certificate with RDP "
     "Ready."},
    {0x08,
     "This number is in no table. By its last byte, 0x08, it belongs to the client's own family.",
     "Probably the client on this computer met an internal fault or a limit.",
     "Restart the client, then this computer. Update the client if it returns."},
};

CodeAnswer answer_by_family(std::uint32_t code) {
  const bool has_family = code >= first_with_family && code <= last_with_family;
  for (const auto& family : families)
    if (has_family && family.last_byte == (code & 0xFF))
      return unknown_answer(code, family.says, family.means, family.advice);
  return unknown_answer(code, "This number is in no table and belongs to no known family.",
                        "Nothing certain can be said about it.",
                        "Check the connection with RDP Ready; the step that breaks says more.");
}

CodeAnswer answer_for_hresult(std::uint32_t code) {
  return unknown_answer(code,
                        "This is an error number of Windows (HRESULT), not a reason of the client.",
                        "It mostly comes from the sign-in part of Windows.",
                        "Search for the number at Microsoft, install updates and restart this "
                        "computer.");
}

CodeAnswer answer_for_protocol_range(std::uint32_t code) {
  CodeAnswer answer;
  answer.code = code;
  answer.known = true;
  answer.symbol = "exDiscReasonProtocolRangeStart … exDiscReasonProtocolRangeEnd";
  answer.says = "The remote computer reports an internal protocol error (numbers 4096 to 32767).";
  answer.means = "Its Remote Desktop service met data that it did not expect.";
  answer.advice =
      "Connect again, update the client, then ask the administrator to look into the event log of "
      "the remote computer.";
  return answer;
}

constexpr std::string_view hung_up_text =
    "Together they name a stage, not a cause: the remote computer was reached, and it hung up "
    "while the session was being set up. ";
constexpr std::string_view hung_up_causes =
    "Likely causes, and how a check tells them apart: the certificate has ended or its key cannot "
    "be read (the check breaks at TLS, or the computer says that it has no certificate); the two "
    "share no TLS version (TLS ends with an alert); another program or a dead forwarding is behind "
    "the port (the check breaks at the first RDP answer); a security program closes the connection "
    "(it works from another network). A closed port or a computer that is off gives other numbers "
    "(0x204, 0x108).";

bool is_license_pair(std::uint32_t reason, std::uint32_t extended) {
  return (reason == 0x808 || reason == 0x908 || reason == 0x3 || reason == 0x0) &&
         extended >= first_license_error && extended <= last_license_error;
}

}  // namespace

std::span<const DisconnectCode> disconnect_reasons() {
  static const auto all = [] {
    std::vector<DisconnectCode> rows;
    std::ranges::merge(documented_reasons(), reported_reasons(), std::back_inserter(rows), {},
                       &DisconnectCode::code, &DisconnectCode::code);
    return rows;
  }();
  return all;
}

CodeAnswer explain_reason(std::uint32_t code) {
  if (const auto* row = row_of(disconnect_reasons(), code)) return answer_from(*row);
  return code >= first_hresult ? answer_for_hresult(code) : answer_by_family(code);
}

CodeAnswer explain_extended(std::uint32_t code) {
  if (const auto* row = row_of(extended_reasons(), code)) return answer_from(*row);
  if (code >= first_protocol_error && code <= last_protocol_error)
    return answer_for_protocol_range(code);
  if (code > last_protocol_error) return explain_reason(code);
  return unknown_answer(code, "This extended number is in no table.",
                        "Nothing certain can be said about it.", "Go by the first number.");
}

std::string explain_pair(std::uint32_t reason, std::uint32_t extended) {
  if (reason == 0x904 && extended == 7)
    return std::string(hung_up_text) +
           "\"Denied\" is Microsoft's word for the second number; the pair is no proof that a rule "
           "keeps you out. " +
           std::string(hung_up_causes);
  if (reason == 0x904 && extended == 0)
    return std::string(hung_up_text) + std::string(hung_up_causes);
  if (reason == 0x2107 && extended == 10)
    return "Both say the same: the remote computer wants the password typed every time. Your "
           "saved password may be right, but it will never be used there.";
  if (is_license_pair(reason, extended))
    return "The two computers were connected and signing in was not the trouble: the session ended "
           "over the Remote Desktop licence. This is repaired at the licence server, not here.";
  if (reason == 0x3 && extended == 5)
    return "The session goes on elsewhere: somebody with your account connected from another "
           "place. If that was not you, change your password and tell your IT support.";
  if (reason == 0x3 && (extended == 3 || extended == 4))
    return "A time limit of the remote computer ended the session. Your programs may still be "
           "running there; connect again to find them.";
  if (reason == 0x0 && extended >= first_hresult)
    return "The first number says nothing; the second comes from Windows itself, mostly from the "
           "sign-in part of this computer. The network was not the trouble.";
  return {};
}

std::optional<std::uint32_t> parse_code(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  }
  std::uint32_t code = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, trouble] = std::from_chars(text.data(), end, code, base);
  if (trouble != std::errc{} || stopped != end) return std::nullopt;
  return code;
}

}  // namespace monitor
