#include "tests/fakes/ntlm_message.h"

namespace tests {

namespace {

std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i)
    text += static_cast<char>(value >> (8 * i) & 0xFF);
  return text;
}

std::string utf16(const std::string& ascii) {
  std::string text;
  for (const char c : ascii)
    text += std::string(1, c) + '\0';
  return text;
}

std::string attribute(std::uint16_t id, const std::string& value) {
  return little(id, 2) + little(value.size(), 2) + value;
}

std::string der(unsigned tag, const std::string& content) {
  std::string text(1, static_cast<char>(tag));
  if (content.size() < 0x80) {
    text += static_cast<char>(content.size());
  } else {
    text += static_cast<char>(0x83);
    text += static_cast<char>(content.size() >> 16);
    text += static_cast<char>(content.size() >> 8 & 0xFF);
    text += static_cast<char>(content.size() & 0xFF);
  }
  return text + content;
}

}  // namespace

std::uint64_t filetime(double unix_seconds) {
  return static_cast<std::uint64_t>((unix_seconds + 11644473600.0) * 1e7);
}

std::string challenge(const ChallengeRecipe& recipe) {
  auto list = attribute(2, utf16(recipe.domain)) + attribute(1, utf16(recipe.computer)) +
              attribute(3, utf16(recipe.dns_computer));
  if (recipe.padding > 0) list += attribute(99, std::string(recipe.padding, 'x'));
  if (recipe.ticks > 0) list += attribute(7, little(recipe.ticks, 8));
  list += little(0, 4);

  const std::uint32_t flags = 0xE2888215u | (recipe.joined ? 0x10000u : 0x20000u);
  std::string message("NTLMSSP\0", 8);
  message += little(2, 4) + little(0, 4) + little(56, 4) + little(flags, 4);
  message += std::string(16, '\x11');
  message += little(list.size(), 2) + little(list.size(), 2) + little(56, 4);
  message += little(10, 1) + little(0, 1) + little(20348, 2) + little(0, 3) + little(15, 1);
  return message + list;
}

std::string challenge_reply(const ChallengeRecipe& recipe) {
  const auto token = der(0xA0, der(0x04, challenge(recipe)));
  return der(0x30, std::string("\xA0\x03\x02\x01\x06", 5) + der(0xA1, der(0x30, der(0x30, token))));
}

}  // namespace tests
