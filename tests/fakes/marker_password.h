#pragma once

#include "tests/fakes/program_run.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tests {

/// A password that stands nowhere else, so that every trace of it is found.
inline constexpr const char* marker_password = "Zq7Marker9Password";

/// Whether the bytes hold it, as UTF-8, UTF-16, hexadecimal digits or base64.
bool holds_marker(const std::string& bytes);

/// The files below the folder that hold it.
std::vector<std::filesystem::path> files_with_marker(const std::filesystem::path& folder);

/// Writes a connection file of every format that can have a password, each with the marker.
void plant_connection_files(const std::filesystem::path& folder);

/// Runs every command that reads what the user has, in `data`, one of them verbosely; `imported`
/// holds connection files. What they said, and what the bundle it makes holds.
std::vector<std::string> everything_said(const TemporaryFolder& data,
                                         const std::filesystem::path& imported);

}  // namespace tests
