#include "tests/fakes/program_run.h"
#include "tests/fakes/sample_files.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using tests::run_rdpready;
using tests::TemporaryFolder;

// Nothing listens on the discard port of the loopback; a connection is refused at once.
constexpr const char* refused = "127.0.0.1:9";

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string words(const TemporaryFolder& folder, const std::string& more = {}) {
  return std::string("host-kit ") + refused + " --out '" + tests::utf8_of(folder.path() / "kit") +
         "' " + more;
}

TEST(HostKitCommand, WritesATicketAndAScriptThatItNames) {
  const TemporaryFolder folder;

  const auto run = run_rdpready(folder, words(folder, "--json"));

  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto document = json::parse(run.out);
  EXPECT_EQ(document["schema"], "rdpready.host-kit/1");
  const auto ticket = content_of(folder.path() / "kit" / "host-kit-127.0.0.1-9.txt");
  const auto script = content_of(folder.path() / "kit" / "host-kit-127.0.0.1-9.ps1");
  EXPECT_THAT(ticket, StartsWith(document["sentence"].get<std::string>()));
  EXPECT_THAT(ticket, AllOf(HasSubstr("[tcp.refused]"), HasSubstr("host-kit-127.0.0.1-9.ps1")));
  EXPECT_THAT(script, AllOf(StartsWith("<#\r\n"), HasSubstr("@('tcp.refused')")));
}

TEST(HostKitCommand, ReplacesNothingWithoutBeingTold) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "kit");
  std::ofstream(folder.path() / "kit" / "host-kit-127.0.0.1-9.txt") << "mine";

  const auto refused_run = run_rdpready(folder, words(folder));
  const auto kept = content_of(folder.path() / "kit" / "host-kit-127.0.0.1-9.txt");
  const auto forced = run_rdpready(folder, words(folder, "--force"));

  EXPECT_EQ(refused_run.exit_code, 64);
  EXPECT_THAT(refused_run.out, IsEmpty());
  EXPECT_THAT(refused_run.err, AllOf(HasSubstr("host-kit-127.0.0.1-9.txt"), HasSubstr("--force")));
  EXPECT_EQ(kept, "mine");
  EXPECT_EQ(forced.exit_code, 0) << forced.err;
}

TEST(HostKitCommand, SaysWhereItCannotWrite) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "kit") << "a file where a folder should be";

  const auto run = run_rdpready(folder, words(folder));

  EXPECT_EQ(run.exit_code, 74);
  EXPECT_THAT(run.err, HasSubstr("host-kit-127.0.0.1-9.ps1"));
}

}  // namespace
