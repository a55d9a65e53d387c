#include "monitor/platform/copy_format.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <type_traits>

namespace {

using monitor::CopyReader;
using monitor::CopyWriter;
using monitor::fingerprint;
using monitor::Secret;

Secret sample_copy() {
  CopyWriter copy("sample");
  copy.number(1U << 20U);
  copy.text("zo\u00eb");
  copy.text("");
  return copy.take();
}

TEST(CopyFormat, ReadsBackWhatWasWritten) {
  const auto copy = sample_copy();
  CopyReader reader(copy, "sample");

  EXPECT_EQ(reader.number(), 1U << 20U);
  EXPECT_EQ(reader.text(), "zo\u00eb");
  EXPECT_EQ(reader.text(), "");
  EXPECT_TRUE(reader.is_whole());
}

TEST(CopyFormat, RefusesACopyOfAnotherKind) {
  const auto copy = sample_copy();

  EXPECT_FALSE(CopyReader(copy, "other").is_good());
}

TEST(CopyFormat, IsWholeOnlyToItsLastByte) {
  const auto copy = sample_copy();

  for (std::size_t size = 0; size < copy.size(); ++size) {
    const Secret part(copy.reveal().first(size));
    CopyReader reader(part, "sample");
    reader.number();
    reader.text();
    reader.text();
    EXPECT_FALSE(reader.is_whole()) << size;
  }
}

TEST(CopyFormat, BelievesNoCountThatCannotBe) {
  CopyWriter copy("sample");
  copy.number(~std::uint64_t{0});
  const auto made = copy.take();
  CopyReader reader(made, "sample");

  EXPECT_EQ(reader.count(), 0U);
  EXPECT_FALSE(reader.is_good());
}

TEST(Fingerprint, TellsDifferentBytesApart) {
  const auto of = [](std::string_view text) { return fingerprint(std::as_bytes(std::span(text))); };

  EXPECT_EQ(of("password"), of("password"));
  EXPECT_NE(of("password"), of("passwore"));
  EXPECT_NE(of(""), of(std::string_view("\0", 1)));
  EXPECT_NE(of("eight by"), of("eight byt"));
}

TEST(Secret, IsNeitherCopiedNorPrinted) {
  EXPECT_FALSE(std::is_copy_constructible_v<Secret>);
  EXPECT_FALSE(std::is_copy_assignable_v<Secret>);
  EXPECT_TRUE(std::is_nothrow_move_constructible_v<Secret>);
}

TEST(Secret, WipesWhatItLeavesBehind) {
  std::string memory = "a marker password";

  monitor::wipe(memory.data(), memory.size());

  EXPECT_TRUE(std::ranges::all_of(memory, [](char c) { return c == 0; }));
}

}  // namespace
