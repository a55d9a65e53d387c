#include "monitor/platform/program_path.h"

#include <gtest/gtest.h>

namespace tests {
namespace {

TEST(ProgramPath, IsWhatACommandWouldStart) {
  EXPECT_TRUE(monitor::program_path("sh").ends_with("/sh"));
  EXPECT_EQ(monitor::program_path("/bin/sh"), "/bin/sh");
  EXPECT_EQ(monitor::program_path("/bin"), "");
  EXPECT_EQ(monitor::program_path("/etc/passwd"), "");
  EXPECT_EQ(monitor::program_path("no-such-program-here"), "");
}

}  // namespace
}  // namespace tests
