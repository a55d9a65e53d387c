#include "tray/app/network_memory.h"

#include "monitor/model/finding_codes.h"
#include "store/data_folder.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/scripted_server.h"
#include "tests/store/sample.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace {

constexpr monitor::TargetId pc{7};

monitor::Situation on(const std::string& network, std::optional<std::string> vpn = {}) {
  monitor::Situation situation;
  situation.network = network;
  situation.vpn = std::move(vpn);
  return situation;
}

TEST(NetworkMemory, NamesWhatDiffersFromWhenItLastAnswered) {
  const auto database = sample::in_memory();
  ASSERT_TRUE(tray::remember_network(*database, pc, on("Home", "wg0")));

  EXPECT_EQ(
      tray::network_in_words(*database, pc, on("Hotel")),
      "This computer is on the network Hotel without a VPN. When the target last answered, it "
      "was on the network Home with the VPN wg0.");
  EXPECT_EQ(
      tray::network_in_words(*database, pc, on("Home", "wg0")),
      "This computer is on the network Home with the VPN wg0. It was the same when the target "
      "last answered.");
}

TEST(NetworkMemory, NamesTheNetworkAloneWhereNothingIsKnown) {
  const auto database = sample::in_memory();

  EXPECT_EQ(tray::network_in_words(*database, pc, on("Hotel")),
            "This computer is on the network Hotel without a VPN.");
  EXPECT_EQ(tray::network_in_words(*database, pc, on("")), "");
}

TEST(NetworkMemory, TellsWhoAnsweredElsewhereWithinDays) {
  const auto database = sample::in_memory();
  const auto noon = sample::at("2026-11-22T12:00:00Z");
  const auto remember = [&](const char* name, const monitor::Situation& then, int days_ago) {
    monitor::Check check;
    check.target = sample::must(database->add_target(sample::target(name)));
    check.at = noon - std::chrono::days(days_ago);
    check.findings.push_back(monitor::make_finding("tcp.timeout"));
    sample::must(database->record(check, "{}"));
    sample::must(tray::remember_network(*database, check.target.id, then));
    return check.target.id;
  };
  const auto at_home = remember("at home", on("Home"), 1);
  remember("here", on("Cafe"), 1);
  remember("by VPN", on("Home", "wg0"), 1);
  remember("long ago", on("Home"), 20);

  const auto here = tray::new_network(*database, on("Cafe"), noon);

  EXPECT_EQ(here.name, "Cafe");
  EXPECT_EQ(here.answered_elsewhere, std::set{at_home});
  EXPECT_EQ(tray::new_network(*database, on("Cafe", "wg0"), noon).name, "");
}

TEST(NetworkMemory, IsKeptByTheCommandsToo) {
  const tests::TemporaryFolder folder;
  const tests::TestCertificate certificate({.alternative_names = "IP:127.0.0.1"});
  const tests::ScriptedServer server(tests::healthy(certificate));
  const auto place = "127.0.0.1:" + std::to_string(server.port());
  const auto database = [&] {
    return store::Database::open(*store::open_data_folder(folder.path() / "data", {})).value();
  };
  const auto note = [&] {
    const auto open = database();
    const auto id = static_cast<std::int64_t>(open->find_target("pc")->id);
    return open->setting("network." + std::to_string(id)).value();
  };
  ASSERT_EQ(tests::run_rdpready(folder, "targets add " + place + " --name pc").exit_code, 0);
  EXPECT_EQ(note(), std::nullopt);

  tests::run_rdpready(folder, "check --saved");
  const auto kept = note();
  ASSERT_TRUE(kept);
  EXPECT_NE(kept->find("\"vpn\""), std::string::npos) << *kept;

  const auto id = database()->find_target("pc")->id;
  ASSERT_TRUE(tray::remember_network(*database(), id, on("Another")));
  tests::run_rdpready(folder, "fix pc --plan");
  EXPECT_EQ(note(), kept);
}

}  // namespace
