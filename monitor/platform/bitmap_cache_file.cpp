#include "monitor/platform/bitmap_cache_file.h"

#include <algorithm>

namespace monitor {

namespace {

using Bytes = std::span<const std::byte>;

// "RDP8bmp", a zero, and a version of four bytes.
constexpr std::string_view magic("RDP8bmp\0", 8);
constexpr std::size_t new_header = 12;
// Two keys, width, height, length and flags of the first picture.
constexpr std::size_t old_header = 20;
// A picture has at most 64 pixels a side (MS-RDPBCGR, bitmap cache); twice that for good measure.
constexpr std::uint32_t widest = 128;

std::uint32_t number(Bytes bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value |= std::to_integer<std::uint32_t>(bytes[at + i]) << 8 * i;
  return value;
}

bool has_sane_sides(Bytes start, std::size_t at) {
  const auto width = number(start, at, 2);
  const auto height = number(start, at + 2, 2);
  return width > 0 && width <= widest && height > 0 && height <= widest;
}

std::string new_damage(Bytes start, std::uint64_t size) {
  if (size < new_header || start.size() < new_header) return "The file breaks off in its header.";
  const auto* text = reinterpret_cast<const char*>(start.data());
  if (std::string_view(text, magic.size()) != magic) return "The file is no bitmap cache inside.";
  constexpr std::size_t sides = new_header + 8;
  if (start.size() >= sides + 4 && !has_sane_sides(start, sides))
    return "The first picture in the file has impossible measures.";
  return {};
}

std::string old_damage(Bytes start, std::uint64_t size) {
  if (size < old_header || start.size() < old_header) return "The file breaks off in its header.";
  if (!has_sane_sides(start, 8)) return "The first picture in the file has impossible measures.";
  const auto length = number(start, 12, 4);
  if (length == 0 || length > size - old_header) return "The file breaks off in its first picture.";
  return {};
}

}  // namespace

std::string bitmap_cache_damage(std::string_view file_name, Bytes start, std::uint64_t size) {
  if (size == 0) return {};
  return file_name.ends_with(".bmc") ? old_damage(start, size) : new_damage(start, size);
}

}  // namespace monitor
