// "Fix my connection" from the command line, against a real keyring and FreeRDP's real files.

#include "store/database.h"
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

// Nothing listens on the discard port; who is asked does not matter here.
const std::string target = "127.0.0.1:9";

class FixCommand : public testing::Test {
 protected:
  json fix(const std::string& words) const {
    const auto run = run_rdpready(data_, "fix " + target + " --json " + words);
    EXPECT_THAT(run.out, Not(HasSubstr("MarkerPassword")));
    return json::parse(run.out);
  }

  std::size_t sign_ins() const {
    return json::parse(run_rdpready(data_, "credentials list --json").out)["items"].size();
  }

  tests::ClientsAtHome home_{"127.0.0.1", "9", target, "-----BEGIN CERT"};
  tests::TemporaryFolder data_;
};

TEST_F(FixCommand, ChangesNothingWithoutATerminalAndAYes) {
  const auto run = run_rdpready(data_, "fix " + target);

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, HasSubstr("How we know"));
  EXPECT_THAT(run.err, HasSubstr("Nothing was changed. Add --yes"));
  EXPECT_TRUE(fs::exists(home_.config() / "server/127.0.0.1_9.pem"));
  EXPECT_EQ(run_rdpready(data_, "undo").exit_code, 64);
}

TEST_F(FixCommand, RemovesWhatIsDamagedAndLeavesTheRest) {
  const auto document = fix("--yes");

  EXPECT_EQ(document["outcome"], "needs_host_admin");
  EXPECT_FALSE(fs::exists(home_.config() / "server/127.0.0.1_9.pem"));
  EXPECT_EQ(home_.text_of("known_hosts2"), home_.known_hosts());
  EXPECT_EQ(sign_ins(), 1U);

  ASSERT_EQ(run_rdpready(data_, "undo " + document["undo_id"].dump()).exit_code, 0);
  EXPECT_EQ(home_.text_of("server/127.0.0.1_9.pem"), "-----BEGIN CERT");
}

TEST_F(FixCommand, ClearsAllTracesOfTheTargetWhenToldAndPutsThemBack) {
  const auto document = fix("--full-clean --yes");

  EXPECT_EQ(sign_ins(), 0U);
  EXPECT_THAT(home_.text_of("known_hosts2"), Not(HasSubstr("127.0.0.1")));
  EXPECT_THAT(home_.text_of("known_hosts2"), HasSubstr("first 3389"));

  ASSERT_EQ(run_rdpready(data_, "undo " + document["undo_id"].dump()).exit_code, 0);
  EXPECT_EQ(sign_ins(), 1U);
  EXPECT_EQ(home_.text_of("known_hosts2"), home_.known_hosts());
}

TEST_F(FixCommand, DoesTheOtherStepsWhereTheKeyringIsLocked) {
  const auto plan = fix("--plan")["plan"];
  std::string ids;
  for (const auto& step : plan) {
    if (step["where"] == "this_computer") ids += ' ' + step["id"].get<std::string>();
  }
  home_.keyring().lock();

  const auto document = fix("--yes --only" + ids);

  for (const auto& step : document["plan"]) {
    if (step["where"] != "this_computer") continue;
    const bool sign_in = step["title"].get<std::string>().find("sign-in") != std::string::npos;
    EXPECT_EQ(step["state"], sign_in ? "failed" : "applied") << step;
  }
}

TEST_F(FixCommand, SaysWhatItTookBackAfterItsEnd) {
  {
    const auto folder = store::open_data_folder(data_.path() / "data", {});
    const auto database = store::Database::open(*folder).value();
    monitor::RepairPlan plan;
    plan.target = "pc";
    ASSERT_TRUE(database->repair_journal()->begin(plan, monitor::SystemClock().now()));
  }

  EXPECT_THAT(run_rdpready(data_, "status").err, HasSubstr("A repair was cut short"));
  EXPECT_THAT(run_rdpready(data_, "status").err, Not(HasSubstr("cut short")));
}

TEST_F(FixCommand, JoinsTheClientsNumbersWithWhatIsSeenNow) {
  const auto run = run_rdpready(data_, "explain 0x904 0x7 --target " + target);

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("0x904 0x7 together"));
  EXPECT_THAT(run.out, HasSubstr("Seen just now: 127.0.0.1:9"));
  EXPECT_THAT(run.out, HasSubstr("tcp.refused"));

  const auto document =
      json::parse(run_rdpready(data_, "explain 0x904 0x7 --json --target " + target).out);
  EXPECT_EQ(document["diagnosis"][0]["code"], "tcp.refused");
  EXPECT_EQ(document["target"]["port"], 9);
}

}  // namespace
