#include "tests/fakes/example_year.h"
#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <regex>

namespace tests {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// The office with a year behind it.
class StatusCommand : public testing::Test {
 protected:
  StatusCommand() {
    save_example_year(folder.path() / "data", monitor::SystemClock{}.now(),
                      std::chrono::hours{24 * 5});
  }

  TemporaryFolder folder;
};

TEST_F(StatusCommand, SaysOfEachTargetWhatIsForeseen) {
  const auto run = run_rdpready(folder, "status");

  EXPECT_TRUE(std::regex_search(
      run.out, std::regex("at risk +BUILD-07 +The certificate ends in 9 days, on .*; somebody has "
                          "to renew it\\.\n")))
      << run.out;
  EXPECT_TRUE(std::regex_search(
      run.out, std::regex("ready +PC at work +Nothing is foreseen before .*, when the "
                          "certificate ends\\.\n")))
      << run.out;
}

TEST_F(StatusCommand, RemembersACertificateOfAComputerOutOfReach) {
  const auto run = run_rdpready(folder, "status 'Warehouse till'");

  EXPECT_THAT(run.out, HasSubstr("The VPN is not connected. Nothing is foreseen before "));
}

TEST_F(StatusCommand, EndsWithTheNextDateOfAll) {
  const auto run = run_rdpready(folder, "status");

  EXPECT_TRUE(std::regex_search(
      run.out, std::regex("\n5 targets: 2 would fail, 1 at risk, 1 unknown, 1 ready; next date: "
                          ".*, certificate of BUILD-07\\.\r?\n$")))
      << run.out;
}

TEST_F(StatusCommand, GivesTheForecastToPrograms) {
  const auto status = json::parse(run_rdpready(folder, "status --json").out);

  const auto& forecast = status["targets"][1]["forecast"];
  EXPECT_EQ(forecast["code"], "certificate.expires_soon");
  EXPECT_EQ(forecast["fails_at"], status["targets"][1]["fails_at"]);
  EXPECT_THAT(forecast["text"], HasSubstr("The certificate ends in 9 days"));
  EXPECT_TRUE(status["targets"][0]["forecast"]["fails_at"].is_null());
  EXPECT_EQ(status["next"]["at"], forecast["fails_at"]);
  EXPECT_THAT(status["summary"], HasSubstr("5 targets: "));
}

TEST_F(StatusCommand, SaysOfOneTargetAllThatIsKnown) {
  const auto run = run_rdpready(folder, "status BUILD-07");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("The certificate ends in 9 days"));
  EXPECT_THAT(run.out, HasSubstr("at risk since "));
}

TEST_F(StatusCommand, IsNotWellWhereAllWasLostWithoutACopy) {
  const auto data = folder.path() / "data";
  std::filesystem::remove_all(data / "backups");
  std::ofstream(data / "rdpready.db") << "damaged";

  const auto run = run_rdpready(folder, "status");

  EXPECT_EQ(run.exit_code, 74);
  EXPECT_THAT(run.err, HasSubstr("There was no copy of it"));
}

}  // namespace
}  // namespace tests
