#include "tray/app/whole_file.h"

#include "tests/fakes/program_run.h"
#include "tests/fakes/sample_files.h"

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <thread>

namespace tests {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder))
    names.push_back(utf8_of(entry.path().filename()));
  return names;
}

TEST(WholeFile, IsReplacedAndLeavesNoDraft) {
  const TemporaryFolder folder;
  const auto file = folder.path() / u8"Büro.prom";

  ASSERT_TRUE(tray::write_whole_file(file, "old"));
  ASSERT_TRUE(tray::write_whole_file(file, "new\n"));

  EXPECT_EQ(tray::read_whole_file(file, 100).value(), "new\n");
  EXPECT_THAT(names_in(folder.path()), ElementsAre("Büro.prom"));
}

TEST(WholeFile, IsNeverSeenHalfWritten) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.prom";
  const std::string zeros(1U << 20U, '0');
  const std::string ones(1U << 20U, '1');
  ASSERT_TRUE(tray::write_whole_file(file, zeros));
  std::atomic<bool> ended = false;
  std::thread writer([&] {
    for (int i = 0; i < 20; ++i)
      std::ignore = tray::write_whole_file(file, i % 2 == 0 ? ones : zeros);
    ended = true;
  });

  bool whole = true;
  while (!ended) {
    std::ifstream in(file, std::ios::binary);
    if (!in) continue;
    const std::string text(std::istreambuf_iterator<char>(in), {});
    whole = whole && (text == zeros || text == ones);
  }
  writer.join();

  EXPECT_TRUE(whole);
}

TEST(WholeFile, SaysInOneSentenceThatItCannotBeWritten) {
  const TemporaryFolder folder;
  const auto missing = tray::write_whole_file(folder.path() / "missing" / "a.prom", "text");
  fs::create_directory(folder.path() / "folder.prom");
  const auto in_the_way = tray::write_whole_file(folder.path() / "folder.prom", "text");

  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().what, HasSubstr("a.prom cannot be written: "));
  ASSERT_FALSE(in_the_way);
  EXPECT_THAT(in_the_way.error().what, HasSubstr("folder.prom cannot be written: "));
  EXPECT_THAT(names_in(folder.path()), ElementsAre("folder.prom"));
}

TEST(FileDraft, SaysWhyItCannotBeWritten) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "missing" / "a.jsonl";
  tray::FileDraft lost(file);
  tray::FileDraft in_the_way(folder.path());

  const auto why = std::make_error_code(std::errc::no_such_file_or_directory).message();
  EXPECT_EQ(lost.write("text").error().what,
            "The file " + utf8_of(file) + " cannot be written: " + why + ".");
  EXPECT_THAT(in_the_way.keep().error().what, HasSubstr(" cannot be written: "));
}

}  // namespace
}  // namespace tests
