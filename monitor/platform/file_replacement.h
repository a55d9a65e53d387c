#pragma once

#include "monitor/model/result.h"

#include <filesystem>
#include <string_view>

namespace monitor {

/// Makes `text` the content of the file, whether it is there or not, in one stroke: whoever reads
/// it meanwhile finds the old or the new content, also after a power failure. The draft beside it
/// has a name of its own that nobody can guess, ends in ".new", and is gone afterwards. Any thread.
/// Fails with storage, naming the file and the system's reason; the old content then still stands.
Result<void> replace_file(const std::filesystem::path& file, std::string_view text);

}  // namespace monitor
