#pragma once

#include "monitor/model/result.h"
#include "monitor/platform/file_replacement.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace tray {

/// A whole file of at most `largest` bytes. Fails with invalid_input, naming the file.
monitor::Result<std::string> read_whole_file(const std::filesystem::path& file,
                                             std::size_t largest);

/// A file that is written piece by piece beside the one that it is to replace in one stroke. Only
/// this user can read it. Gone with the object, unless it was kept.
class FileDraft {
 public:
  explicit FileDraft(std::filesystem::path file);
  ~FileDraft();
  FileDraft(const FileDraft&) = delete;
  FileDraft& operator=(const FileDraft&) = delete;

  /// Both fail with storage, naming the file; the old file then still stands. A device or pipe is
  /// never replaced.
  monitor::Result<void> write(std::string_view text);
  monitor::Result<void> keep();

 private:
  std::filesystem::path file_;
  std::filesystem::path draft_;
  std::ofstream out_;
  std::error_code trouble_;  ///< why it could not even be begun
};

/// Replaces the file in one stroke, so that no reader ever sees half of it.
/// Fails with storage, naming the file; the old file then still stands. A device or pipe is never
/// replaced.
monitor::Result<void> write_whole_file(const std::filesystem::path& file, std::string_view text,
                                       monitor::Readers readers = monitor::Readers::usual);

/// A path from UTF-8, right on every system.
std::filesystem::path path_of(std::string_view utf8);
/// The path as UTF-8, for sentences and JSON.
std::string text_of(const std::filesystem::path& path);

/// UTF-8 of what an editor, a shell or another program wrote: its byte order mark, if there is one,
/// says how and is taken away.
std::string utf8_text(std::string_view bytes);

}  // namespace tray
