// The commands that list, remove and put back what clients keep, against a real keyring and
// FreeRDP's real files.

#include "tests/fakes/linux/clients_at_home.h"
#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using tests::run_rdpready;

class RepairCommands : public testing::Test {
 protected:
  json document(const std::string& words) const {
    return json::parse(run_rdpready(data_, words + " --json").out);
  }

  std::string known_hosts() const { return home_.text_of("known_hosts2"); }

  tests::ClientsAtHome home_{"pc", "3389", "pc.example.com", ""};
  tests::TemporaryFolder data_;
};

TEST_F(RepairCommands, ListWhatIsSavedWithoutAnyPassword) {
  const auto run = run_rdpready(data_, "credentials list --json");

  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto items = json::parse(run.out)["items"];
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0]["host"], "pc.example.com");
  EXPECT_EQ(items[0]["user_name"], "me");
  EXPECT_EQ(items[0]["undo"], "whole");
  EXPECT_THAT(run.out, Not(HasSubstr("MarkerPassword")));
}

TEST_F(RepairCommands, RemoveASignInAndPutItBack) {
  const std::string id = document("credentials list")["items"][0]["id"];

  ASSERT_EQ(run_rdpready(data_, "credentials remove '" + id + "'").exit_code, 0);
  EXPECT_TRUE(document("credentials list")["items"].empty());

  ASSERT_EQ(run_rdpready(data_, "undo").exit_code, 0);
  EXPECT_EQ(document("credentials list")["items"][0]["id"], id);
  EXPECT_EQ(document("credentials list")["items"][0]["facts"]["password"], "fine");
}

TEST_F(RepairCommands, SayThatThereIsNoSuchSignIn) {
  const auto run = run_rdpready(data_, "credentials remove nothing");

  EXPECT_EQ(run.exit_code, 64);
  EXPECT_THAT(run.err, HasSubstr("There is no saved sign-in nothing."));
}

TEST_F(RepairCommands, ClearOnlyWhatIsDamagedUnlessTold) {
  ASSERT_EQ(document("cache list")["items"].size(), 3U);

  ASSERT_EQ(run_rdpready(data_, "cache clear").exit_code, 0);

  EXPECT_FALSE(fs::exists(home_.config() / "server/pc_3389.pem"));
  EXPECT_EQ(known_hosts(), home_.known_hosts());
}

TEST_F(RepairCommands, ForgetOneCertificateAndPutItBack) {
  std::string id;
  const auto kept = document("cache list");
  for (const auto& item : kept["items"]) {
    if (item["host"] == "pc" && item["facts"].contains("sha256")) id = item["id"];
  }

  ASSERT_EQ(run_rdpready(data_, "cache clear '" + id + "'").exit_code, 0);
  EXPECT_THAT(known_hosts(), Not(HasSubstr("pc 3389")));

  const auto records = document("undo --list")["repairs"];
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0]["can_be_undone"], true);
  ASSERT_EQ(run_rdpready(data_, "undo 1").exit_code, 0);
  EXPECT_EQ(known_hosts(), home_.known_hosts());
  EXPECT_EQ(document("undo --list")["repairs"][0]["undone"], true);
}

TEST_F(RepairCommands, SayThatThereIsNothingToPutBack) {
  const auto run = run_rdpready(data_, "undo");

  EXPECT_EQ(run.exit_code, 64);
  EXPECT_THAT(run.err, HasSubstr("nothing to put back"));
}

TEST_F(RepairCommands, SayThatTheKeyringIsLocked) {
  const std::string id = document("credentials list")["items"][0]["id"];
  home_.keyring().lock();

  const auto run = run_rdpready(data_, "credentials remove '" + id + "'");

  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("locked"));
}

}  // namespace
