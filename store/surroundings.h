#pragma once

#include <filesystem>

namespace store {

/// An environment variable's value as a path; empty where it is not set.
std::filesystem::path path_variable(const char* name);

/// Creates the folder, for this user alone (and whoever administers the computer); its parent is
/// there. One that exists stays as it is. Throws std::filesystem::filesystem_error.
void create_private_folder(const std::filesystem::path& folder);

}  // namespace store
