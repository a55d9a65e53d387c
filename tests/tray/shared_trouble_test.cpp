#include "tray/app/shared_trouble.h"

#include "tests/fakes/sample_checks.h"

#include <gtest/gtest.h>

namespace {

monitor::Check at(monitor::Check check, const std::string& host, std::uint16_t port = 3389) {
  check.target.endpoint = {host, port};
  return check;
}

monitor::Check silent(const std::string& host) {
  return at(tests::failed_check("connect", "timeout", "tcp.timeout"), host);
}

monitor::Check fine(const std::string& host, std::uint16_t port = 3389) {
  return at(tests::healthy_check(tests::sample_now()), host, port);
}

TEST(SharedTrouble, IsTheNetworkWhereOnlyRemoteDesktopsPortIsSilent) {
  const auto found =
      tray::shared_trouble(silent("a"), std::vector{silent("b"), silent("c"), fine("d", 3390)});

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->code, "network.port_blocked");
}

TEST(SharedTrouble, IsNoneWhereAnotherAnswersOnThatPort) {
  EXPECT_FALSE(tray::shared_trouble(
      silent("a"), std::vector{silent("b"), silent("c"), fine("e"), fine("d", 3390)}));
}

TEST(SharedTrouble, IsNoneWhereNothingAnswersAtAll) {
  EXPECT_FALSE(tray::shared_trouble(silent("a"), std::vector{silent("b"), silent("c")}));
}

TEST(SharedTrouble, TakesOneComputerForOneWitness) {
  EXPECT_FALSE(tray::shared_trouble(
      silent("a"), std::vector{silent("a"), silent("b"), fine("a"), fine("d", 3390)}));
}

}  // namespace
