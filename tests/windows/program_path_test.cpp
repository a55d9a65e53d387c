#include "monitor/platform/program_path.h"

#include <gtest/gtest.h>

namespace tests {
namespace {

TEST(ProgramPath, IsWhatACommandWouldStart) {
  EXPECT_TRUE(monitor::program_path("cmd").ends_with("\\cmd.exe"));
  EXPECT_TRUE(monitor::program_path("cmd.exe").ends_with("\\cmd.exe"));
  EXPECT_EQ(monitor::program_path("C:\\Windows"), "");
  EXPECT_EQ(monitor::program_path("no-such-program-here"), "");
}

}  // namespace
}  // namespace tests
