#include "monitor/platform/bitmap_cache_file.h"

#include <gmock/gmock.h>

namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string damage(std::string_view name, const std::string& start, std::uint64_t size) {
  return monitor::bitmap_cache_damage(name, std::as_bytes(std::span(start)), size);
}

const std::string new_start = std::string("RDP8bmp\0\x06\0\0\0", 12) + std::string(8, 'k') +
                              std::string("\x40\0\x40\0", 4) + std::string(8, 'p');
const std::string old_start = std::string(8, 'k') +
                              std::string("\x40\0\x10\0\x00\x10\0\0\0\0\0\0", 12) +
                              std::string(12, 'p');

TEST(BitmapCacheFile, IsInOrderAsTheClientMakesIt) {
  EXPECT_THAT(damage("cache0000.bin", new_start, 20'000), IsEmpty());
  EXPECT_THAT(damage("cache0000.bin", new_start.substr(0, 12), 12), IsEmpty());
  EXPECT_THAT(damage("bcache24.bmc", old_start, 20'000), IsEmpty());
}

TEST(BitmapCacheFile, IsInOrderWhileItIsEmpty) {
  EXPECT_THAT(damage("cache0000.bin", "", 0), IsEmpty());
  EXPECT_THAT(damage("bcache24.bmc", "", 0), IsEmpty());
}

TEST(BitmapCacheFile, IsDamagedWhereItBreaksOff) {
  EXPECT_THAT(damage("cache0000.bin", "RDP8", 4), HasSubstr("breaks off"));
  EXPECT_THAT(damage("bcache24.bmc", old_start.substr(0, 10), 10), HasSubstr("breaks off"));
  EXPECT_THAT(damage("bcache24.bmc", old_start, 100), HasSubstr("breaks off"));
}

TEST(BitmapCacheFile, IsDamagedWhereItHoldsSomethingElse) {
  EXPECT_THAT(damage("cache0000.bin", std::string(32, '\0'), 20'000), HasSubstr("no bitmap cache"));
  EXPECT_THAT(damage("bcache24.bmc", std::string(32, '\xff'), 20'000), HasSubstr("impossible"));
}

}  // namespace
