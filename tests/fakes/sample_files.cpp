#include "tests/fakes/sample_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace tests {

namespace fs = std::filesystem;

std::string sample(const fs::path& name) {
  std::ifstream in(fs::path(TEST_DATA) / name, std::ios::binary);
  EXPECT_TRUE(in) << "tests/data/" << name.string() << " is missing";
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> connection_samples() {
  std::vector<std::string> names;
  for (const auto* folder :
       {"csv", "devolutions", "mremoteng", "rdcman", "rdp", "remmina", "royal_ts"})
    for (const auto& entry : fs::directory_iterator(fs::path(TEST_DATA) / folder))
      names.push_back(std::string(folder) + "/" + entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace tests
