#pragma once

#include "monitor/model/result.h"
#include "monitor/model/secret.h"

#include <windows.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// No larger file is copied; the largest that mstsc makes has about 100 MiB.
inline constexpr std::uint64_t largest_copied_file = 128U << 20U;

/// A file as it was seen. Times are FILETIME ticks.
struct KeptFile {
  std::filesystem::path path;
  std::uint64_t size = 0;
  std::uint64_t created = 0;
  std::uint64_t written = 0;
  DWORD attributes = 0;
  std::vector<std::byte> start;  ///< its first bytes, as many as were asked for

  /// Differs whenever the file was written to.
  std::string state() const;
};

/// Fails with not_found, denied; also where it is no plain file.
Result<KeptFile> look_at_file(const std::filesystem::path& path, std::size_t start_size);

/// Content, times and attributes, under a name by which the caller finds the place again.
/// Fails with changed where it is another than was seen, invalid_input for one that is too large.
Result<Secret> copy_of(const KeptFile& file, std::string_view name);
/// The name under which it was copied; empty for what is no copy of a file.
std::string name_of_copy(const Secret& copy);

/// Deletes the file that was seen. Fails with changed, denied (also while a program uses it).
Result<void> remove_file(const KeptFile& file);
/// Makes it whole again, at once or not at all. Fails with already_there, invalid_input, denied.
Result<void> put_back_file(const Secret& copy, const std::filesystem::path& path);

}  // namespace monitor
