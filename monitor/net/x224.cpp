#include "monitor/net/x224.h"

#include <algorithm>

namespace monitor {

namespace {

// TPKT: RFC 1006, 6. X.224 TPDU codes: ITU-T X.224, 13.
constexpr std::uint8_t tpkt_version = 3;
constexpr std::size_t tpkt_size = 4;
constexpr std::size_t smallest_packet = 7;
constexpr std::size_t largest_packet = 512;
constexpr std::size_t bare_confirm = 11;
constexpr std::size_t full_confirm = 19;
constexpr std::uint8_t connection_confirm = 0xD0;
constexpr std::uint8_t disconnect_request = 0x80;
constexpr std::uint8_t data = 0xF0;
// MCS DisconnectProviderUltimatum, PER: the first six bits of the byte after the data header.
constexpr std::uint8_t mcs_disconnect = 0x20;

constexpr std::uint8_t negotiation_response = 2;
constexpr std::uint8_t negotiation_failure = 3;

struct ProtocolRow {
  std::uint32_t bits;
  SecurityProtocol protocol;
  std::string_view name;
};

constexpr std::array<ProtocolRow, 6> protocols = {{
    {0x00, SecurityProtocol::rdp, "rdp"},
    {0x01, SecurityProtocol::tls, "tls"},
    {0x02, SecurityProtocol::hybrid, "hybrid"},
    {0x04, SecurityProtocol::rdstls, "rdstls"},
    {0x08, SecurityProtocol::hybrid_ex, "hybrid_ex"},
    {0x10, SecurityProtocol::rdsaad, "rdsaad"},
}};

struct FlagRow {
  std::uint8_t bit;
  const char* name;
};

// 0x04 is reserved.
constexpr std::array<FlagRow, 4> flag_rows = {{
    {0x01, "extended_client_data"},
    {0x02, "dynvc_gfx"},
    {0x08, "restricted_admin"},
    {0x10, "redirected_authentication"},
}};

constexpr std::array<const char*, 8> failure_names = {"",
                                                      "SSL_REQUIRED_BY_SERVER",
                                                      "SSL_NOT_ALLOWED_BY_SERVER",
                                                      "SSL_CERT_NOT_ON_SERVER",
                                                      "INCONSISTENT_FLAGS",
                                                      "HYBRID_REQUIRED_BY_SERVER",
                                                      "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
                                                      "ENTRA_AUTH_REQUIRED_BY_SERVER"};

/// Bits of RDP_NEG_REQ.
std::uint8_t wanted(SignIn sign_in) {
  switch (sign_in) {
    case SignIn::before_session:
      return 0x0B;
    case SignIn::in_session:
      return 0x01;
    case SignIn::entra:
      return 0x1B;
  }
  return 0x0B;
}

std::size_t packet_length(Bytes packet) {
  return static_cast<std::size_t>(packet[2]) << 8 | packet[3];
}

std::uint32_t little_endian(Bytes four) {
  return four[0] | static_cast<std::uint32_t>(four[1]) << 8 |
         static_cast<std::uint32_t>(four[2]) << 16 | static_cast<std::uint32_t>(four[3]) << 24;
}

NegotiationAnswer answer(NegotiationAnswer::Kind kind, std::string message) {
  NegotiationAnswer made;
  made.kind = kind;
  made.message = std::move(message);
  return made;
}

NegotiationAnswer malformed(std::string message) {
  return answer(NegotiationAnswer::Kind::malformed, std::move(message));
}

std::string begin_of(Bytes bytes) {
  std::string text;
  for (const auto byte : bytes.first(std::min<std::size_t>(bytes.size(), 24)))
    text += byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
  return text;
}

NegotiationAnswer selected(std::uint8_t flags, std::uint32_t bits) {
  const auto row = std::find_if(protocols.begin(), protocols.end(),
                                [bits](const ProtocolRow& known) { return known.bits == bits; });
  if (row == protocols.end())
    return malformed("The server selected a protocol that does not exist: " + std::to_string(bits));
  auto made = answer(NegotiationAnswer::Kind::selected, {});
  made.protocol = row->protocol;
  for (const auto& flag : flag_rows) {
    if ((flags & flag.bit) != 0) made.flags.emplace_back(flag.name);
  }
  return made;
}

NegotiationAnswer refused(std::uint32_t code) {
  const bool named = code > 0 && code < failure_names.size();
  auto made = answer(NegotiationAnswer::Kind::failure,
                     "RDP_NEG_FAILURE " + std::to_string(code) +
                         (named ? std::string(" ") + failure_names[code] : std::string()));
  made.failure_code = code;
  return made;
}

NegotiationAnswer parse_confirm(Bytes packet) {
  if (packet.size() < bare_confirm) return malformed("The connection confirm is cut short.");
  // Servers from before TLS send no negotiation data at all: standard RDP security.
  if (packet.size() == bare_confirm) return selected(0, 0);
  const auto negotiation = packet.subspan(bare_confirm);
  if (packet.size() != full_confirm || negotiation[2] != 8 || negotiation[3] != 0)
    return malformed("The connection confirm has the wrong length.");
  const auto value = little_endian(negotiation.subspan(4));
  if (negotiation[0] == negotiation_response) return selected(negotiation[1], value);
  if (negotiation[0] == negotiation_failure) return refused(value);
  return malformed("The connection confirm holds no negotiation answer.");
}

}  // namespace

std::string_view to_text(SecurityProtocol protocol) {
  return protocols.at(static_cast<std::size_t>(protocol)).name;
}

std::array<std::uint8_t, 19> connection_request(SignIn sign_in) {
  const auto protocols_wanted = wanted(sign_in);
  return {tpkt_version, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, protocols_wanted, 0, 0, 0};
}

std::size_t answer_size(Bytes begin) {
  if (begin.empty()) return full_confirm;
  if (begin[0] != tpkt_version) return begin.size();
  if (begin.size() < tpkt_size) return tpkt_size;
  const auto length = packet_length(begin);
  return length < smallest_packet || length > largest_packet ? begin.size() : length;
}

NegotiationAnswer parse_answer(Bytes bytes) {
  using Kind = NegotiationAnswer::Kind;
  if (bytes.empty() || bytes[0] != tpkt_version)
    return answer(Kind::not_rdp, "The answer is not RDP; it begins \"" + begin_of(bytes) + "\".");
  if (bytes.size() < smallest_packet || bytes[1] != 0)
    return malformed("The answer is no whole TPKT packet.");
  const auto length = packet_length(bytes);
  if (length < smallest_packet || length > largest_packet || length > bytes.size())
    return malformed("The answer claims a length of " + std::to_string(length) + " bytes.");
  const auto packet = bytes.first(length);
  const auto tpdu = static_cast<std::uint8_t>(packet[5] & 0xF0);
  if (tpdu == disconnect_request)
    return answer(Kind::disconnected, "The server answered with an X.224 disconnect.");
  if (tpdu == data && length > 7 && (packet[7] & 0xFC) == mcs_disconnect)
    return answer(Kind::disconnected, "The server answered with an MCS disconnect.");
  if (tpdu != connection_confirm)
    return malformed("The answer is no connection confirm (TPDU " + std::to_string(tpdu) + ").");
  if (packet[4] != length - 5) return malformed("The connection confirm's lengths disagree.");
  return parse_confirm(packet);
}

}  // namespace monitor
