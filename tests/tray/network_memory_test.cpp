#include "tray/app/network_memory.h"

#include "tests/store/sample.h"

#include <gtest/gtest.h>

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

}  // namespace
