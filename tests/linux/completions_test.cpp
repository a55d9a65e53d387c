#include "monitor/model/finding_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace {

using testing::Contains;

/// The lines of a completion file, without blanks around them.
std::set<std::string> lines_of(const std::string& file) {
  std::ifstream in(std::filesystem::path(SOURCE_ROOT) / "installer/linux/completions" / file);
  EXPECT_TRUE(in) << file;
  std::set<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    const auto first = line.find_first_not_of(' ');
    if (first != line.npos) lines.insert(line.substr(first));
  }
  return lines;
}

bool has_a_form_for_the_gateway(std::string_view code) {
  return code.starts_with("name.") || code.starts_with("tcp.") || code.starts_with("tls.") ||
         code.starts_with("certificate.");
}

TEST(Completions, OfferEveryFindingCode) {
  for (const auto* file : {"rdpready.bash", "_rdpready"}) {
    const auto lines = lines_of(file);
    for (const auto& row : monitor::finding_codes()) {
      const std::string code(row.code);
      EXPECT_THAT(lines, Contains(code)) << file;
      if (has_a_form_for_the_gateway(code)) {
        EXPECT_THAT(lines, Contains("gateway." + code)) << file;
      }
    }
  }
}

TEST(Completions, OfferNoCodeThatTheProgramDoesNotKnow) {
  const auto is_code = [](const std::string& line) {
    return line.find('.') != line.npos &&
           line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == line.npos;
  };
  for (const auto* file : {"rdpready.bash", "_rdpready"})
    for (const auto& line : lines_of(file)) {
      if (!is_code(line)) continue;
      EXPECT_NE(monitor::find_code(line), nullptr) << file << ": " << line;
    }
}

}  // namespace
