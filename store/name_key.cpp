#include "store/name_key.h"

namespace store {

namespace {

bool between(unsigned c, unsigned first, unsigned last) {
  return c >= first && c <= last;
}

/// Blocks in which every capital is directly followed by its small letter.
bool in_pairs(unsigned c) {
  return between(c, 0x100, 0x12f) || between(c, 0x132, 0x137) || between(c, 0x14a, 0x177) ||
         between(c, 0x460, 0x481) || between(c, 0x48a, 0x4bf) || between(c, 0x4d0, 0x52f);
}

unsigned folded(unsigned c) {
  if (between(c, 'A', 'Z')) return c + 32;
  if (between(c, 0xc0, 0xde) && c != 0xd7) return c + 32;
  if (between(c, 0x391, 0x3a9) && c != 0x3a2) return c + 32;
  if (c == 0x3c2) return 0x3c3;  // final sigma
  if (between(c, 0x410, 0x42f)) return c + 32;
  if (between(c, 0x400, 0x40f)) return c + 80;
  if (in_pairs(c)) return c | 1U;
  const bool odd_pairs = between(c, 0x139, 0x148) || between(c, 0x179, 0x17e);
  if (odd_pairs && c % 2 == 1) return c + 1;
  return c;
}

}  // namespace

// Only letters below U+0800 fold, which UTF-8 writes in one or two bytes.
std::string name_key(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    const bool pair = (lead & 0xe0U) == 0xc0U && (next & 0xc0U) == 0x80U;
    const auto letter = folded(pair ? ((lead & 0x1fU) << 6U | (next & 0x3fU)) : lead);
    if (pair) {
      key += static_cast<char>(0xc0U | letter >> 6U);
      key += static_cast<char>(0x80U | (letter & 0x3fU));
      ++i;
    } else {
      key += lead < 0x80 ? static_cast<char>(letter) : text[i];
    }
  }
  return key;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

}  // namespace store
