#include "monitor/model/time_text.h"
#include "tests/fakes/replayed.h"
#include "tests/fakes/sample_checks.h"
#include "tray/app/check_json.h"

#include <gmock/gmock.h>

// What a year's recording tells of the networks that a laptop comes to.

namespace {

using monitor::SysTime;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Seven in the morning, when a computer may still be off.
const SysTime begin = tests::sample_now() - hours{11};

class Travel {
 public:
  /// What answers where Remote Desktop's port is blocked.
  enum class Third { behind_a_gateway, on_another_port };

  explicit Travel(Third third = Third::behind_a_gateway) : third_(third) {}

  /// Three hours of looks at two computers and at that third one; `blocked`: the first two are
  /// silent.
  void stay(int day, const std::string& network, bool blocked = false) {
    const auto from = begin + days{day};
    wake(from, network, blocked);
    recording_ +=
        json{{"event", "sleep"}, {"at", monitor::iso_millis(from + hours{3})}}.dump() + '\n';
  }

  /// The same, and nothing tells that it falls asleep.
  void wake(SysTime from, const std::string& network, bool blocked) {
    recording_ += json{{"event", "wake"},
                       {"at", monitor::iso_millis(from)},
                       {"network", network},
                       {"vpn", nullptr},
                       {"utc_offset_s", 0}}
                      .dump() +
                  '\n';
    for (auto at = from + minutes{1}; at < from + hours{3}; at += minutes{5}) {
      look("third", at, false);
      look("first", at, blocked);
      look("second", at, blocked);
    }
  }

  std::vector<json> alerts() const { return tests::replayed(recording_); }

 private:
  void look(const std::string& name, SysTime at, bool silent) {
    auto check = silent ? tests::failed_check("connect", "timeout", "tcp.timeout")
                        : tests::healthy_check(begin + days{150});
    check.at = at;
    check.target.name = name;
    check.target.endpoint.host = name + "." + name + ".example";
    if (name == "third" && third_ == Third::on_another_port) check.target.endpoint.port = 13389;
    if (name == "third" && third_ == Third::behind_a_gateway) {
      check.target.gateway = monitor::Endpoint{"gateway.example.com", 443};
      check.certificate.reset();
    }
    recording_ += tray::check_to_json(check) + '\n';
  }

  Third third_;
  std::string recording_;
};

TEST(ReplayNetworks, TwoComputersThatAnswerEverywhereAndNotHereMeanThatThisNetworkBlocks) {
  for (const auto third : {Travel::Third::behind_a_gateway, Travel::Third::on_another_port}) {
    Travel travel(third);
    for (int day = 0; day < 10; ++day)
      travel.stay(day, day % 2 == 0 ? "home" : "office");
    travel.stay(10, "hotel", true);

    const auto alerts = travel.alerts();

    ASSERT_EQ(alerts.size(), 1U) << json(alerts).dump(1);
    EXPECT_EQ(alerts[0]["code"], "network.port_blocked");
    EXPECT_EQ(alerts[0]["targets"].size(), 2U);
    EXPECT_THAT(alerts[0]["text"].get<std::string>(), testing::HasSubstr("hotel"));
    EXPECT_LT(alerts[0]["at"].get<std::string>(),
              monitor::iso_millis(begin + days{10} + minutes{25}));
  }
}

TEST(ReplayNetworks, TwoComputersThatAreSilentWhereTheyAnsweredBeforeAreNotTheNetwork) {
  Travel travel;
  for (int day = 0; day < 10; ++day)
    travel.stay(day, day % 2 == 0 ? "home" : "office");
  travel.stay(10, "home", true);

  const auto alerts = travel.alerts();

  EXPECT_FALSE(alerts.empty());
  for (const auto& alert : alerts)
    EXPECT_EQ(alert["code"], "tcp.timeout");
}

TEST(ReplayNetworks, WhoWakesWhereNothingToldOfSleepIsWhereTheWakeSays) {
  Travel travel;
  for (int day = 0; day < 10; ++day)
    travel.stay(day, "home");
  const auto woken = begin + days{10} + hours{1};
  travel.wake(woken - hours{4}, "home", false);
  travel.wake(woken, "home", true);

  const auto alerts = travel.alerts();

  ASSERT_FALSE(alerts.empty()) << "both are silent where they always answered";
  EXPECT_EQ(alerts[0]["code"], "tcp.timeout");
  EXPECT_LT(alerts[0]["at"].get<std::string>(), monitor::iso_millis(woken + minutes{30}));
}

}  // namespace
