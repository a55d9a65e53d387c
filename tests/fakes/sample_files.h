#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tests {

/// A file of tests/data, for example "rdp/ansi.rdp", as raw bytes. A missing one fails the test.
std::string sample(const std::filesystem::path& name);
/// Every sample of connection files, by its name in tests/data, sorted.
std::vector<std::string> connection_samples();

}  // namespace tests
