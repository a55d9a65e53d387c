#pragma once

#include "monitor/model/result.h"
#include "monitor/model/secret.h"

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace monitor {

/// A small file as it was seen, with its owner, mode and times.
struct KeptFile {
  std::filesystem::path path;  ///< where it really lies, behind any link
  std::string bytes;

  struct stat status {};

  /// Differs whenever the content or the time of writing does.
  std::string state() const;
};

/// Fails with not_found; denied where it may not be read or is no plain file; invalid_input where
/// it is larger than 4 MiB.
Result<KeptFile> read_kept_file(const std::filesystem::path& path);

/// Replaces the content at once or not at all, keeping mode, owner and times.
/// Fails with denied, also for a file that is read-only.
Result<void> rewrite_file(const KeptFile& file, std::string_view bytes);

/// Removes what a program that ended too early may have left beside the file.
void discard_unfinished(const std::filesystem::path& path);

/// Makes an empty file where there is none, readable as a client makes it.
Result<KeptFile> make_kept_file(const std::filesystem::path& path);

/// Content, mode and times, under the path.
Secret copy_of(const KeptFile& file);
/// The path that a copy belongs to; empty for what is no copy of a file.
std::filesystem::path path_of_copy(const Secret& copy);

/// Deletes it. Fails with denied, also for a file that is read-only.
Result<void> remove_kept_file(const KeptFile& file);
/// Makes it whole again, at once or not at all. Fails with already_there, invalid_input, denied.
Result<void> put_back_file(const Secret& copy);

}  // namespace monitor
