#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tests {

/// A path as UTF-8, and back, whatever the system calls its paths in.
std::string utf8_of(const std::filesystem::path& path);
std::filesystem::path path_of(const std::string& utf8);

/// A file of tests/data, for example "rdp/ansi.rdp", as raw bytes. A missing one fails the test.
std::string sample(const std::string& name);
/// Every sample of connection files, by its name in tests/data, sorted.
std::vector<std::string> connection_samples();

}  // namespace tests
