#pragma once

#include "store/data_folder.h"

namespace store {

/// The folders that open_data_folder() opens, whether they are there or not; creates nothing.
/// Fails with storage where there is no place for them.
monitor::Result<DataFolder> find_data_folder(const std::filesystem::path& chosen,
                                             const std::filesystem::path& program);

}  // namespace store
