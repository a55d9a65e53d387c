#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace monitor {

/// How many bytes of a file bitmap_cache_damage() wants to see.
inline constexpr std::size_t bitmap_cache_start = 32;

/// What is wrong with a bitmap cache of mstsc, as a sentence; empty where nothing is. An empty file
/// is in order: it is made before the first picture. Looks at the headers alone.
/// Formats as ANSSI's bmc-tools reads them.
std::string bitmap_cache_damage(std::string_view file_name, std::span<const std::byte> start,
                                std::uint64_t size);

}  // namespace monitor
