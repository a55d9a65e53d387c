#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <filesystem>

namespace tests {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string writers[] = {"metrics --quiet --textfile ", "history --export ",
                               "support-bundle "};

TEST(SpecialFiles, ArePipesThatNobodyReplaces) {
  const TemporaryFolder folder;
  const auto pipe = folder.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);

  for (const auto& words : writers) {
    const auto run = run_rdpready(folder, words + pipe.string());

    EXPECT_EQ(run.exit_code, 74) << words;
    EXPECT_THAT(run.err, HasSubstr("pipe cannot be written: it is a device or pipe."));
    EXPECT_TRUE(fs::is_fifo(pipe)) << words;
  }
}

/// As /dev/stdout is one, whatever it leads to.
TEST(SpecialFiles, AreLinksToOpenFilesThatNobodyReplaces) {
  const TemporaryFolder folder;
  const auto link = folder.path() / "stdout";
  fs::create_symlink("/proc/self/fd/1", link);

  for (const auto& words : writers) {
    const auto run = run_rdpready(folder, words + link.string());

    EXPECT_EQ(run.exit_code, 74) << words;
    EXPECT_TRUE(fs::is_symlink(link)) << words;
  }
}

TEST(SpecialFiles, AreNoLinksToFilesOfOnesOwn) {
  const TemporaryFolder folder;
  const auto link = folder.path() / "a.prom";
  fs::create_symlink(folder.path() / "b.prom", link);

  const auto run = run_rdpready(folder, "metrics --textfile " + link.string());

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_GT(fs::file_size(link), 0U);
}

TEST(MetricsFile, IsReadableForCollectorsWhateverTheUmaskIs) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.prom";
  const auto before = umask(027);

  run_rdpready(folder, "metrics --textfile " + file.string());
  umask(before);

  EXPECT_EQ(fs::status(file).permissions(), fs::perms{0644});
}

}  // namespace
}  // namespace tests
