#include "tests/fakes/sample_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace tests {

namespace fs = std::filesystem;

std::string utf8_of(const fs::path& path) {
  const auto text = path.u8string();
  return {text.begin(), text.end()};
}

fs::path path_of(const std::string& utf8) {
  return std::u8string(utf8.begin(), utf8.end());
}

std::string sample(const std::string& name) {
  std::ifstream in(fs::path(TEST_DATA) / path_of(name), std::ios::binary);
  EXPECT_TRUE(in) << "tests/data/" << name << " is missing";
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> connection_samples() {
  std::vector<std::string> names;
  for (const auto* folder :
       {"csv", "devolutions", "mremoteng", "rdcman", "rdp", "remmina", "royal_ts"})
    for (const auto& entry : fs::directory_iterator(fs::path(TEST_DATA) / folder))
      names.push_back(std::string(folder) + "/" + utf8_of(entry.path().filename()));
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace tests
