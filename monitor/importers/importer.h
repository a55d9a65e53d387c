#pragma once

#include "monitor/model/result.h"
#include "monitor/model/target.h"

#include <memory>
#include <string_view>
#include <vector>

namespace monitor {

/// Largest connection file that is read, in bytes.
inline constexpr std::size_t largest_import = 16U << 20U;

/// Reads one format of connection files. Pure; any thread. Passwords are never taken over.
class Importer {
 public:
  virtual ~Importer() = default;

  /// What users call the format: "Remote Desktop file".
  virtual std::string_view name() const = 0;
  /// Whether the file is of this format, by its name and its text (UTF-8, byte order mark removed).
  virtual bool recognises(std::string_view file_name, std::string_view text) const = 0;
  /// The RDP targets in it, in file order, named and not yet saved; others are passed over.
  /// `text` is UTF-8. Fails with invalid_input and one sentence for a damaged or encrypted file.
  virtual Result<std::vector<Target>> read(std::string_view file_name,
                                           std::string_view text) const = 0;
};

/// Every importer; made from the files of this folder.
std::vector<std::unique_ptr<Importer>> all_importers();

/// UTF-8 of a file's bytes: UTF-16 either way round or UTF-8 by their mark, else UTF-8 where it is
/// valid, else Windows-1252. Never fails: bytes without meaning become U+FFFD.
std::string utf8_of(std::string_view bytes);

/// Finds the importer that recognises the file and lets it read.
/// Fails with invalid_input where none does, or for a file beyond largest_import.
Result<std::vector<Target>> import_file(std::string_view file_name, std::string_view bytes);

}  // namespace monitor
