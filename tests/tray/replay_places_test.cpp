#include "monitor/model/time_text.h"
#include "tests/fakes/journey.h"

#include <gmock/gmock.h>

// A laptop that is carried from one network that is at fault to another.

namespace {

using monitor::SysTime;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using tests::Host;
using tests::Journey;
using tests::Silence;

const SysTime evening = tests::journey_begins + days{13} + hours{11};
const SysTime morning = tests::journey_begins + days{14};

const Host elsewhere{"web", "desk.delta.net", "192.0.2.9", 13389};
const std::vector<Host> hosts{{"a", "a.alpha.com", "198.51.100.1"},
                              {"b", "b.beta.org", "203.0.113.2"},
                              {"c", "c.gamma.net", "192.0.2.3"},
                              elsewhere};

void stay(Journey& journey, SysTime from, SysTime until, Silence silence) {
  for (auto at = from + minutes{1}; at < until; at += minutes{5}) {
    for (const auto& host : hosts) {
      const bool passes = silence == Silence::port && host.port != 3389;
      journey.look(host, at, passes ? Silence::none : silence);
    }
  }
}

/// Two weeks in which the user connects at nine, then an evening in a hotel, then a café where the
/// port is blocked.
Journey after_a_night_in_a_hotel(Silence in_the_hotel) {
  Journey journey(hosts);
  for (int day = 0; day < 13; ++day) {
    const auto nine = tests::journey_begins + days{day};
    journey.wake(day % 2 == 0 ? "home" : "office", nine - minutes{20});
    journey.stay(nine - minutes{20}, nine);
    for (const char* name : {"a", "b", "c"})
      journey.use(name, nine);
    journey.stay(nine, nine + hours{2});
    journey.sleep(nine + hours{2});
  }
  journey.wake("hotel", evening);
  stay(journey, evening, evening + hours{2}, in_the_hotel);
  journey.sleep(evening + hours{2});
  journey.wake("cafe", morning);
  stay(journey, morning, morning + minutes{30}, Silence::port);
  return journey;
}

std::string told_at(const json& alert) {
  return alert["at"].get<std::string>();
}

/// That the second network blocks the port is told as if it were the first.
void expect_a_new_trouble(const json& alert) {
  EXPECT_EQ(alert["alert"], "raised");
  EXPECT_EQ(alert["code"], "network.port_blocked");
  EXPECT_EQ(alert["targets"].size(), 3U);
  EXPECT_GT(told_at(alert), monitor::iso_millis(morning + minutes{9}));
}

TEST(ReplayPlaces, ASecondNetworkThatBlocksIsNoOldTrouble) {
  const auto alerts = after_a_night_in_a_hotel(Silence::port).alerts();

  ASSERT_EQ(alerts.size(), 2U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[0]["code"], "network.port_blocked");
  EXPECT_NE(alerts[0]["episode"], alerts[1]["episode"]);
  expect_a_new_trouble(alerts[1]);
}

TEST(ReplayPlaces, ANameServiceThatFailedIsTheOldNetworks) {
  const auto alerts = after_a_night_in_a_hotel(Silence::names).alerts();

  ASSERT_EQ(alerts.size(), 3U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[0]["code"], "name.lookup_timeout");
  EXPECT_EQ(alerts[1]["alert"], "cleared");
  EXPECT_EQ(told_at(alerts[1]), monitor::iso_millis(morning + minutes{1}))
      << "the first that answers shows it";
  expect_a_new_trouble(alerts[2]);
}

}  // namespace
