#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

namespace tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(MetricsCommand, WritesAFileForCollectorsWithoutAWord) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "rdpready.prom";

  const auto run = run_rdpready(folder, "metrics --textfile '" + file.string() + "'");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out + run.err, IsEmpty());
  EXPECT_THAT(content(file), HasSubstr("rdpready_targets{verdict=\"ready\"} 0\n"));
  EXPECT_THAT(content(file), testing::EndsWith("\n# EOF\n"));
}

TEST(MetricsCommand, SaysThatCollectorsDoNotReadOtherNames) {
  const TemporaryFolder folder;

  const auto run =
      run_rdpready(folder, "metrics --textfile '" + (folder.path() / "metrics.txt").string() + "'");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.err, HasSubstr(".prom"));
}

TEST(MetricsCommand, PrintsWhereTheFileIsADash) {
  const TemporaryFolder folder;

  const auto run = run_rdpready(folder, "metrics --textfile -");

  EXPECT_THAT(run.out, testing::EndsWith("\n# EOF\n"));
  EXPECT_THAT(run.err, IsEmpty());
}

TEST(MetricsCommand, RefusesAFileWithoutAName) {
  const TemporaryFolder folder;

  const auto run = run_rdpready(folder, "metrics --textfile=");

  EXPECT_EQ(run.exit_code, 64);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
}

TEST(MetricsCommand, SaysWhyTheFileCannotBeWritten) {
  const TemporaryFolder folder;

  const auto run =
      run_rdpready(folder, "metrics --textfile '" + (folder.path() / "no/a.prom").string() + "'");

  EXPECT_EQ(run.exit_code, 74);
  EXPECT_THAT(run.err, HasSubstr("a.prom cannot be written: "));
  EXPECT_EQ(std::ranges::count(run.err, '\n'), 1);
}

TEST(MetricsCommand, SaysThatDataWasLost) {
  const TemporaryFolder folder;
  run_rdpready(folder, "targets add 127.0.0.1:1 pc");
  EXPECT_THAT(run_rdpready(folder, "metrics").out,
              testing::Not(HasSubstr("\nrdpready_data_restored_timestamp_seconds ")));
  std::ofstream(folder.path() / "data" / "rdpready.db") << "This is no database at all.\n";

  // Whoever opens it first restores it and hears of it.
  run_rdpready(folder, "status");

  EXPECT_THAT(run_rdpready(folder, "metrics").out,
              HasSubstr("\nrdpready_data_restored_timestamp_seconds "));
}

TEST(MetricsCommand, TellsTheFleetWhereTheDataCannotBeOpened) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "rdpready.prom";
  std::ofstream(folder.path() / "data") << "This is no folder.\n";

  const auto run = run_rdpready(folder, "metrics --textfile '" + file.string() + "'");

  EXPECT_EQ(run.exit_code, 74);
  EXPECT_THAT(content(file), HasSubstr("\nrdpready_store_trouble 1\n"));
}

TEST(MetricsCommand, SaysWhereATargetIs) {
  const TemporaryFolder folder;
  run_rdpready(folder, "targets add 127.0.0.1:1 pc");

  const auto run = run_rdpready(folder, "metrics");

  EXPECT_THAT(run.out, HasSubstr("rdpready_target_info{target=\"pc\",host=\"127.0.0.1\","
                                 "port=\"1\",gateway=\"\"} 1\n"));
}

}  // namespace
}  // namespace tests
