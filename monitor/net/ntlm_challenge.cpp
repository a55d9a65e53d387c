#include "monitor/net/ntlm_challenge.h"

#include <algorithm>
#include <array>

namespace monitor {

namespace {

constexpr std::array<std::uint8_t, 8> signature = {'N', 'T', 'L', 'M', 'S', 'S', 'P', 0};
constexpr std::size_t header_size = 48;
constexpr std::size_t with_version = 56;
constexpr std::uint32_t challenge_type = 2;
constexpr std::uint32_t target_type_domain = 0x00010000;
constexpr std::uint32_t version_present = 0x02000000;
constexpr std::uint8_t ntlm_revision = 15;
constexpr int most_attributes = 64;
constexpr std::size_t most_characters = 255;

enum Attribute : std::uint16_t {
  end_of_list = 0,
  computer_name = 1,
  domain_name = 2,
  dns_computer_name = 3,
  timestamp = 7,
};

std::uint16_t read_16(Bytes from, std::size_t at) {
  return static_cast<std::uint16_t>(from[at] | from[at + 1] << 8);
}

std::uint32_t read_32(Bytes from, std::size_t at) {
  return read_16(from, at) | static_cast<std::uint32_t>(read_16(from, at + 2)) << 16;
}

std::uint64_t read_64(Bytes from, std::size_t at) {
  return read_32(from, at) | static_cast<std::uint64_t>(read_32(from, at + 4)) << 32;
}

void append_utf8(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | code >> 12);
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | code >> 18);
    text += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// UTF-16LE to UTF-8; what is no character or a control character becomes '?'.
std::string text_of(Bytes utf16) {
  std::string text;
  const auto units = std::min(utf16.size() / 2, most_characters);
  for (std::size_t i = 0; i < units; ++i) {
    std::uint32_t code = read_16(utf16, 2 * i);
    if (code >= 0xD800 && code < 0xDC00 && i + 1 < units) {
      const std::uint32_t low = read_16(utf16, 2 * i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        ++i;
      }
    }
    const bool lone = code >= 0xD800 && code < 0xE000;
    append_utf8(text, lone || code < 0x20 || code == 0x7f ? '?' : code);
  }
  return text;
}

/// Server's clock minus ours. The ticks are 100 ns since 1601 (FILETIME).
double skew_s(std::uint64_t ticks, SysTime ours) {
  constexpr double epoch_gap_s = 11644473600.0;
  const double server_s = static_cast<double>(ticks) / 1e7 - epoch_gap_s;
  return server_s - static_cast<double>(ours.time_since_epoch().count()) / 1e3;
}

void take(std::uint16_t attribute, Bytes value, SysTime received_at, IdentityFacts& facts) {
  switch (attribute) {
    case computer_name:
      facts.computer = text_of(value);
      break;
    case domain_name:
      facts.domain = text_of(value);
      break;
    case dns_computer_name:
      facts.dns_computer = text_of(value);
      break;
    case timestamp:
      if (value.size() == 8) facts.clock_skew_s = skew_s(read_64(value, 0), received_at);
      break;
    default:
      break;
  }
}

void read_attributes(Bytes list, SysTime received_at, IdentityFacts& facts) {
  for (int i = 0; i < most_attributes && list.size() >= 4; ++i) {
    const auto attribute = read_16(list, 0);
    const std::size_t length = read_16(list, 2);
    if (attribute == end_of_list || length > list.size() - 4) return;
    take(attribute, list.subspan(4, length), received_at, facts);
    list = list.subspan(4 + length);
  }
}

std::string os_version(Bytes message, std::uint32_t flags) {
  if (message.size() < with_version || (flags & version_present) == 0) return {};
  if (message[with_version - 1] != ntlm_revision) return {};
  return std::to_string(message[48]) + '.' + std::to_string(message[49]) + '.' +
         std::to_string(read_16(message, 50));
}

}  // namespace

std::optional<IdentityFacts> parse_ntlm_challenge(Bytes message, SysTime received_at) {
  if (message.size() < header_size) return {};
  if (!std::equal(signature.begin(), signature.end(), message.begin())) return {};
  if (read_32(message, 8) != challenge_type) return {};
  const auto flags = read_32(message, 20);
  const std::size_t length = read_16(message, 40);
  const std::size_t offset = read_32(message, 44);
  if (offset > message.size() || length > message.size() - offset) return {};
  IdentityFacts facts;
  facts.joined = (flags & target_type_domain) != 0;
  facts.os_version = os_version(message, flags);
  read_attributes(message.subspan(offset, length), received_at, facts);
  return facts;
}

}  // namespace monitor
