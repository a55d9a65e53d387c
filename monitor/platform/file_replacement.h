#pragma once

#include "monitor/model/result.h"

#include <filesystem>
#include <string_view>

namespace monitor {

/// Who may read what is written. On Windows the folder decides.
enum class Readers {
  usual,    ///< as this user's files are made
  everyone  ///< whatever is usual: a collector runs as somebody else
};

/// Makes `text` the content of the file, whether it is there or not, in one stroke: whoever reads
/// it meanwhile finds the old or the new content, also after a power failure. The draft beside it
/// has a name of its own that nobody can guess, ends in ".new", and is gone afterwards. Any thread.
/// Fails with storage, naming the file and the system's reason; the old content then still stands.
Result<void> replace_file(const std::filesystem::path& file, std::string_view text,
                          Readers readers);

}  // namespace monitor
