#include "monitor/repair/powershell_text.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace monitor {

namespace {

constexpr std::size_t longest = 4096;
constexpr char32_t replacement = 0xFFFD;

/// Takes one character off the front. Source of the limits: RFC 3629, 3.
char32_t take(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || text.size() < length) {
    text.remove_prefix(1);
    return replacement;
  }
  char32_t character = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) {
      text.remove_prefix(1);
      return replacement;
    }
    character = (character << 6U) | (next & 0x3FU);
  }
  text.remove_prefix(length);
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  return character < least[length] || character > 0x10FFFF || surrogate ? replacement : character;
}

bool is_control(char32_t character) {
  return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

/// Line ends of Unicode, and marks that turn the writing direction.
bool misleads(char32_t character) {
  return (character >= 0x2028 && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069) || character == 0x200E ||
         character == 0x200F || character == 0xFEFF;
}

void append_utf8(std::string& text, char32_t character) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xC0 | (character >> 6U));
    put(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    put(0xE0 | (character >> 12U));
    put(0x80 | ((character >> 6U) & 0x3F));
    put(0x80 | (character & 0x3F));
  } else {
    put(0xF0 | (character >> 18U));
    put(0x80 | ((character >> 12U) & 0x3F));
    put(0x80 | ((character >> 6U) & 0x3F));
    put(0x80 | (character & 0x3F));
  }
}

void append_unit(std::string& text, char32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  text += "\\u";
  for (unsigned shift = 16; shift > 0; shift -= 4)
    text += digits[(unit >> (shift - 4)) & 0xF];
}

/// As [regex]::Unescape reads it, in UTF-16.
void append_escaped(std::string& text, char32_t character) {
  if (character < 0x10000) {
    append_unit(text, character);
    return;
  }
  const char32_t rest = character - 0x10000;
  append_unit(text, 0xD800 + (rest >> 10U));
  append_unit(text, 0xDC00 + (rest & 0x3FF));
}

}  // namespace

Result<std::string> powershell_literal(std::string_view text) {
  if (text.size() > longest)
    return fail(Failure::Kind::invalid_input, "A text is too long for the script.");
  std::string plain;
  std::string escaped;
  bool ascii = true;
  while (!text.empty()) {
    const auto character = take(text);
    if (is_control(character))
      return fail(Failure::Kind::invalid_input,
                  "A text with control characters cannot stand in the script.");
    if (character >= 0x80) {
      ascii = false;
      append_escaped(escaped, character);
      continue;
    }
    const auto byte = static_cast<char>(character);
    const std::size_t times = byte == '\'' ? 2 : 1;
    plain.append(times, byte);
    escaped.append(byte == '\\' ? 2 : times, byte);
  }
  if (ascii) return '\'' + plain + '\'';
  return "[regex]::Unescape('" + escaped + "')";
}

std::string plain_text(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    std::string next;
    const auto character = take(text);
    append_utf8(next, is_control(character) || misleads(character) ? U'?' : character);
    if (plain.size() + next.size() > longest) break;
    plain += next;
  }
  return plain;
}

}  // namespace monitor
