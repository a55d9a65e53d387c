#include "monitor/model/time_text.h"
#include "tests/fakes/journey.h"

#include <gmock/gmock.h>

// Two weeks at home, then a café where several computers are silent and nothing else is watched.

namespace {

using monitor::SysTime;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using tests::Host;
using tests::Journey;
using tests::Silence;

const SysTime cafe_from = tests::journey_begins + days{14};
const SysTime cafe_until = cafe_from + hours{2};

const std::vector<Host> unrelated{{"a", "a.alpha.com", "198.51.100.1"},
                                  {"b", "b.beta.org", "203.0.113.2"},
                                  {"c", "c.gamma.net", "192.0.2.3"}};

void visit_cafe(Journey& journey, Silence silence = Silence::port) {
  journey.come_to("cafe", cafe_from);
  journey.stay(cafe_from, cafe_until, silence);
}

/// What is told of two weeks at home and two hours in the café.
std::vector<json> told_in_the_cafe(std::vector<Host> hosts, Silence silence = Silence::port,
                                   const char* vpn_at_home = nullptr) {
  Journey journey(std::move(hosts));
  journey.live_at_home(vpn_at_home);
  visit_cafe(journey, silence);
  return journey.alerts();
}

bool blames_the_port(const std::vector<json>& alerts) {
  return std::ranges::any_of(
      alerts, [](const json& alert) { return alert["code"] == "network.port_blocked"; });
}

TEST(ReplayCafe, AllOfSeveralUnrelatedGoingSilentAtOnceIsThatNetwork) {
  const auto alerts = told_in_the_cafe(unrelated);

  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0]["code"], "network.port_blocked");
  EXPECT_EQ(alerts[0]["targets"].size(), 3U);
  EXPECT_THAT(alerts[0]["text"].get<std::string>(), HasSubstr("cafe probably"));
  EXPECT_THAT(alerts[0]["text"].get<std::string>(), HasSubstr("VPN"));
}

TEST(ReplayCafe, NothingIsToldWhileASignInPageMayStillWait) {
  const auto alerts = told_in_the_cafe(unrelated);

  ASSERT_FALSE(alerts.empty());
  EXPECT_GT(alerts[0]["at"].get<std::string>(), monitor::iso_millis(cafe_from + minutes{34}));
}

TEST(ReplayCafe, OneSiteThatIsSilentIsNotTheNetwork) {
  EXPECT_FALSE(blames_the_port(told_in_the_cafe({{"a", "a.alpha.com", "198.51.100.1"},
                                                 {"b", "b.alpha.com", "198.51.100.2"},
                                                 {"c", "c.alpha.com", "198.51.100.3"}})));
}

TEST(ReplayCafe, WhatHasPrivateAddressesIsOutOfReachThere) {
  EXPECT_FALSE(blames_the_port(told_in_the_cafe({{"a", "a.alpha.lan", "10.0.0.1"},
                                                 {"b", "b.beta.lan", "172.20.0.2"},
                                                 {"c", "c.gamma.lan", "192.168.3.3"}})));
}

TEST(ReplayCafe, WhatNeedsAVpnIsOutOfReachWithoutIt) {
  EXPECT_FALSE(blames_the_port(told_in_the_cafe(unrelated, Silence::port, "Company VPN")));
}

TEST(ReplayCafe, WhereNoNameIsKnownItIsNotThePort) {
  EXPECT_FALSE(blames_the_port(told_in_the_cafe(unrelated, Silence::names)));
}

TEST(ReplayCafe, WhereEveryNameLeadsToOneAddressASignInPageWaits) {
  auto hosts = unrelated;
  for (auto& host : hosts)
    host.address = "198.51.100.250";

  EXPECT_FALSE(blames_the_port(told_in_the_cafe(hosts)));
}

TEST(ReplayCafe, WhereAnotherPortIsSilentTooItIsNotThisOne) {
  auto hosts = unrelated;
  hosts.push_back({"d", "d.delta.de", "198.51.100.4", 443});

  EXPECT_FALSE(blames_the_port(told_in_the_cafe(hosts)));
}

TEST(ReplayCafe, ItIsOverOnAnotherNetworkAsSoonAsOneAnswersThere) {
  Journey journey(unrelated);
  journey.live_at_home();
  visit_cafe(journey);
  journey.come_to("home", cafe_until);
  journey.stay(cafe_until + minutes{10}, cafe_until + hours{2});

  const auto alerts = journey.alerts();

  ASSERT_EQ(alerts.size(), 2U);
  EXPECT_EQ(alerts[1]["alert"], "cleared");
  EXPECT_EQ(alerts[1]["at"], monitor::iso_millis(cafe_until + minutes{11}));
  EXPECT_EQ(alerts[1]["episode"], alerts[0]["episode"]);
  EXPECT_EQ(alerts[1]["title"], "3 computers: no longer blocked");
}

TEST(ReplayCafe, NobodyIsToldThatItIsOverWhereTheNextNetworkLetsNothingThroughEither) {
  for (const auto* next : {"bar", "home"}) {
    Journey journey(unrelated);
    journey.live_at_home();
    visit_cafe(journey);
    journey.come_to(next, cafe_until);
    journey.stay(cafe_until, cafe_until + hours{2}, Silence::port);

    const auto alerts = journey.alerts();

    ASSERT_GE(alerts.size(), 2U) << next;
    EXPECT_EQ(alerts[1]["alert"], "raised") << "all is judged anew";
    EXPECT_NE(alerts[1]["episode"], alerts[0]["episode"]);
    for (const auto& alert : alerts)
      EXPECT_NE(alert["alert"], "cleared") << alert;
  }
}

TEST(ReplayCafe, ItIsOverWhenOneAnswers) {
  Journey journey(unrelated);
  journey.live_at_home();
  visit_cafe(journey);
  journey.stay(cafe_until, cafe_until + minutes{30});

  const auto alerts = journey.alerts();

  ASSERT_EQ(alerts.size(), 2U);
  EXPECT_EQ(alerts[1]["alert"], "cleared");
}

TEST(ReplayCafe, TheNextVisitIsToldOfAgain) {
  Journey journey(unrelated);
  journey.live_at_home();
  visit_cafe(journey);
  journey.come_to("home", cafe_until);
  journey.stay(cafe_until, cafe_until + hours{3});
  journey.come_to("cafe", cafe_from + days{1});
  journey.stay(cafe_from + days{1}, cafe_until + days{1}, Silence::port);

  const auto alerts = journey.alerts();

  ASSERT_EQ(alerts.size(), 3U);
  EXPECT_EQ(alerts[2]["alert"], "raised");
  EXPECT_EQ(alerts[2]["code"], "network.port_blocked");
}

}  // namespace
