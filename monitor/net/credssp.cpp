#include "monitor/net/credssp.h"

#include <algorithm>

namespace monitor {

namespace {

constexpr std::uint8_t der_sequence = 0x30;
constexpr std::array<std::uint8_t, 8> ntlm_signature = {'N', 'T', 'L', 'M', 'S', 'S', 'P', 0};

}  // namespace

std::array<std::uint8_t, 57> challenge_request() {
  return {0x30, 0x37, 0xA0, 0x03, 0x02, 0x01, 0x06,                    // version 6
          0xA1, 0x30, 0x30, 0x2E, 0x30, 0x2C, 0xA0, 0x2A, 0x04, 0x28,  // one token of 40 bytes
          'N',  'T',  'L',  'M',  'S',  'S',  'P',  0,    1,    0,
          0,    0,    0xB7, 0x82, 0x08, 0xE2,               // what a current client can do
          0,    0,    0,    0,    0,    0,    0,    0,      // no domain
          0,    0,    0,    0,    0,    0,    0,    0,      // no workstation
          0x0A, 0x00, 0x63, 0x45, 0x00, 0x00, 0x00, 0x0F};  // 10.0.17763, NTLM revision 15
}

std::optional<std::size_t> ts_request_size(Bytes begin) {
  if (begin.empty()) return 0;
  if (begin[0] != der_sequence) return {};
  if (begin.size() < 2) return 0;
  if (begin[1] < 0x80) return 2 + std::size_t{begin[1]};
  // Indefinite lengths are not DER; more than three bytes of length are too large anyway.
  const std::size_t length_bytes = begin[1] & 0x7Fu;
  if (length_bytes == 0 || length_bytes > 3) return {};
  if (begin.size() < 2 + length_bytes) return 0;
  std::size_t length = 0;
  for (const auto byte : begin.subspan(2, length_bytes))
    length = length << 8 | byte;
  const auto size = 2 + length_bytes + length;
  if (size > largest_challenge_reply) return {};
  return size;
}

Bytes find_ntlm_message(Bytes ts_request) {
  // As nmap does it: the signature is found whether SPNEGO is around it or not.
  const auto found = std::search(ts_request.begin(), ts_request.end(), ntlm_signature.begin(),
                                 ntlm_signature.end());
  return ts_request.subspan(static_cast<std::size_t>(found - ts_request.begin()));
}

}  // namespace monitor
