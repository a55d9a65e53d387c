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

/// Silent at that address, which was found for its name.
monitor::Check nameable(int id, const std::string& host, const std::string& address) {
  auto check = silent(host);
  check.target.id = monitor::TargetId{id};
  for (auto& step : check.steps) {
    if (step.step == "resolve") step.facts = {{"addresses", std::vector<std::string>{address}}};
  }
  return check;
}

const tray::NewNetwork cafe{"cafe",
                            {monitor::TargetId{1}, monitor::TargetId{2}, monitor::TargetId{3}}};

TEST(SharedTrouble, IsTheNetworkWhereAllThatAnsweredElsewhereAreSilent) {
  const auto first = nameable(1, "a.alpha.com", "198.51.100.1");
  const std::vector others{nameable(2, "b.beta.org", "203.0.113.2"),
                           nameable(3, "c.gamma.net", "192.0.2.3")};

  const auto found = tray::shared_trouble(first, others, cafe);

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->code, "network.port_blocked");
  EXPECT_NE(found->explanation.find("cafe probably"), std::string::npos);
  EXPECT_FALSE(tray::shared_trouble(first, others)) << "on a network that is not known";
  EXPECT_FALSE(tray::shared_trouble(first, others, {"cafe", {monitor::TargetId{1}}}));
}

TEST(SharedTrouble, IsNoneOfWhatIsReachedFromWithinAlone) {
  EXPECT_FALSE(tray::shared_trouble(
      nameable(1, "a.alpha.com", "10.0.0.1"),
      std::vector{nameable(2, "b.beta.org", "10.1.0.2"), nameable(3, "c.gamma.net", "192.168.0.3")},
      cafe));
}

TEST(SharedTrouble, IsNoneWhereASiteOrAnotherPortIsSilent) {
  const std::vector of_one_site{nameable(2, "b.alpha.com", "203.0.113.2"),
                                nameable(3, "c.alpha.com", "192.0.2.3")};
  std::vector with_another{nameable(2, "b.beta.org", "203.0.113.2"),
                           nameable(3, "c.gamma.net", "192.0.2.3"),
                           nameable(4, "d.delta.de", "203.0.113.4")};
  with_another.back().target.endpoint.port = 3390;
  const auto first = nameable(1, "a.alpha.com", "198.51.100.1");

  EXPECT_FALSE(tray::shared_trouble(first, of_one_site, cafe));
  EXPECT_FALSE(tray::shared_trouble(first, with_another, cafe));
}

TEST(SharedTrouble, TakesOneComputerForOneWitness) {
  EXPECT_FALSE(tray::shared_trouble(
      silent("a"), std::vector{silent("a"), silent("b"), fine("a"), fine("d", 3390)}));
}

}  // namespace
