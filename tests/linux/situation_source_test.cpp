#include "monitor/platform/situation_source.h"

#include "tests/fakes/linux/private_surroundings.h"

#include <gmock/gmock.h>

#include <condition_variable>
#include <functional>
#include <iostream>
#include <mutex>
#include <vector>

namespace {

using monitor::Situation;
using tests::shell;

/// What a source has told, and the wait for more. Its own failures are exceptions: the scenarios
/// run in a child process with surroundings of their own.
class Reports {
 public:
  monitor::SituationSource::Listener listener() {
    return [this](const Situation& situation) {
      const std::lock_guard lock(gate_);
      told_.push_back(situation);
      changed_.notify_all();
    };
  }

  Situation wait_until(const char* what, const std::function<bool(const Situation&)>& holds) {
    std::unique_lock lock(gate_);
    const bool came = changed_.wait_for(lock, std::chrono::seconds(20),
                                        [&] { return !told_.empty() && holds(told_.back()); });
    if (!came) throw std::runtime_error(std::string("This was not told: ") + what);
    return told_.back();
  }

  std::size_t count() {
    const std::lock_guard lock(gate_);
    return told_.size();
  }

  bool come_to_more_than(std::size_t count) {
    std::unique_lock lock(gate_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return told_.size() > count; });
  }

 private:
  std::mutex gate_;
  std::condition_variable changed_;
  std::vector<Situation> told_;
};

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(std::string("This does not hold: ") + what);
}

[[noreturn]] void end_with(const std::function<void()>& scenario) {
  try {
    scenario();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    std::exit(1);
  }
  std::exit(0);
}

void plug_in_a_cable() {
  shell(
      "ip link add v0 type veth peer name v1 && ip link set v0 up && ip link set v1 up && "
      "ip addr add 10.9.9.1/24 dev v0 && ip route add default via 10.9.9.2");
}

void cable_in_and_out() {
  require(tests::enter_own_network(), "a network of its own");
  setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", 1);
  shell("ip link set lo up");
  Reports reports;
  const auto source = monitor::open_situation_source();
  require(source->start(reports.listener()).has_value(), "it listens");
  reports.wait_until("offline at first", [](const auto& now) { return !now.online; });

  plug_in_a_cable();
  const auto online = reports.wait_until("online", [](const auto& now) { return now.online; });
  require(online.network == "v0 10.9.9.2", "the network is told by its router");
  require(source->now() == online, "the same when asked");

  shell("ip link set v1 down");
  reports.wait_until("no carrier", [](const auto& now) { return !now.online; });
  shell("ip link set v1 up");
  reports.wait_until("carrier again", [](const auto& now) { return now.online; });

  shell("ip link set v0 down");
  reports.wait_until("the link is down", [](const auto& now) { return !now.online; });
  source->stop();
  source->stop();
}

void vpn_up_and_down() {
  require(tests::enter_own_network(), "a network of its own");
  setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", 1);
  plug_in_a_cable();
  Reports reports;
  const auto source = monitor::open_situation_source();
  require(source->start(reports.listener()).has_value(), "it listens");
  reports.wait_until("no VPN at first", [](const auto& now) { return now.online && !now.vpn; });

  shell(
      "ip link add ipsec0 type veth peer name far && ip link set far up && "
      "ip link set ipsec0 up");
  reports.wait_until("the VPN", [](const auto& now) { return now.vpn == "ipsec0"; });
  shell("ip link del ipsec0");
  reports.wait_until("the end of the VPN", [](const auto& now) { return !now.vpn; });
}

void container_bridges() {
  require(tests::enter_own_network(), "a network of its own");
  shell(
      "ip link add v0 type veth peer name v1 && ip link set v0 up && ip link set v1 up && "
      "ip link add docker0 type bridge && ip link set v1 master docker0 && "
      "ip addr add 172.17.0.1/16 dev docker0 && ip link set docker0 up");

  require(!monitor::open_situation_source()->now().online, "a bridge of containers leads nowhere");
}

constexpr const char* login = "org.freedesktop.login1";
constexpr const char* mock_signal =
    "/org/freedesktop/login1 -m org.freedesktop.DBus.Mock.EmitSignal "
    "org.freedesktop.login1.Manager PrepareForSleep b ";

void sleep_and_wake() {
  tests::PrivateSystemBus bus;
  bus.play("--template logind", login);
  Reports reports;
  const auto source = monitor::open_situation_source();
  require(source->start(reports.listener()).has_value(), "it listens");
  reports.wait_until("awake at first", [](const auto& now) { return !now.asleep; });
  const auto locks = [&bus] {
    return bus.call(login,
                    "/org/freedesktop/login1 -m org.freedesktop.login1.Manager.ListInhibitors");
  };
  for (int i = 0; i < 200 && locks().find("RDP Ready") == std::string::npos; ++i) {
  }
  require(locks().find("'delay'") != std::string::npos, "sleep waits for us");

  bus.call(login, std::string(mock_signal) + "'[<true>]'");
  reports.wait_until("sleep", [](const auto& now) { return now.asleep; });
  for (int i = 0; i < 200 && locks().find("RDP Ready") != std::string::npos; ++i) {
  }
  require(locks().find("RDP Ready") == std::string::npos, "sleep is let go");

  bus.call(login, std::string(mock_signal) + "'[<false>]'");
  reports.wait_until("awake", [](const auto& now) { return !now.asleep; });
  for (int i = 0; i < 200 && locks().find("RDP Ready") == std::string::npos; ++i) {
  }
  require(locks().find("RDP Ready") != std::string::npos, "the next sleep waits again");
}

void wake_without_a_sleep() {
  tests::PrivateSystemBus bus;
  bus.play("--template logind", login);
  Reports reports;
  const auto source = monitor::open_situation_source();
  require(source->start(reports.listener()).has_value(), "it listens");
  const auto before =
      reports.wait_until("awake at first", [](const auto& now) { return !now.asleep; });
  const auto told = reports.count();

  bus.call(login, std::string(mock_signal) + "'[<false>]'");

  require(reports.come_to_more_than(told), "a wake is told");
  require(source->now() == before, "at the same place");
}

void battery() {
  tests::PrivateSystemBus bus;
  Reports reports;
  const auto source = monitor::open_situation_source();
  require(source->start(reports.listener()).has_value(), "it listens");
  reports.wait_until("hopeful without the service",
                     [](const auto& now) { return !now.on_battery; });

  bus.play("--template upower --parameters '{\"OnBattery\": true}'", "org.freedesktop.UPower");
  reports.wait_until("battery", [](const auto& now) { return now.on_battery; });
  bus.call("org.freedesktop.UPower",
           "/org/freedesktop/UPower -m org.freedesktop.DBus.Mock.UpdateProperties "
           "org.freedesktop.UPower \"{'OnBattery': <false>}\"");
  reports.wait_until("mains", [](const auto& now) { return !now.on_battery; });
}

void metered() {
  tests::PrivateSystemBus bus;
  bus.play("--template networkmanager", "org.freedesktop.NetworkManager");
  bus.call("org.freedesktop.NetworkManager",
           "/org/freedesktop/NetworkManager -m org.freedesktop.DBus.Mock.AddProperty "
           "org.freedesktop.NetworkManager Metered '<uint32 2>'");
  Reports reports;
  const auto source = monitor::open_situation_source();
  require(source->start(reports.listener()).has_value(), "it listens");
  reports.wait_until("not metered at first", [](const auto& now) { return !now.metered; });

  bus.call("org.freedesktop.NetworkManager",
           "/org/freedesktop/NetworkManager -m org.freedesktop.DBus.Mock.UpdateProperties "
           "org.freedesktop.NetworkManager \"{'Metered': <uint32 1>}\"");
  reports.wait_until("metered", [](const auto& now) { return now.metered; });

  bus.stop_playing();
  reports.wait_until("hopeful again", [](const auto& now) { return !now.metered; });
}

const auto well = testing::ExitedWithCode(0);

TEST(SituationSourceDeathTest, TellsWhetherACableLeadsAnywhere) {
  if (!tests::may_enter_own_network()) GTEST_SKIP() << "No networks of our own here.";

  EXPECT_EXIT(end_with(cable_in_and_out), well, "");
}

TEST(SituationSourceDeathTest, TellsOfAVpn) {
  if (!tests::may_enter_own_network()) GTEST_SKIP() << "No networks of our own here.";

  EXPECT_EXIT(end_with(vpn_up_and_down), well, "");
}

TEST(SituationSourceDeathTest, IsNotFooledByABridgeOfContainers) {
  if (!tests::may_enter_own_network()) GTEST_SKIP() << "No networks of our own here.";

  EXPECT_EXIT(end_with(container_bridges), well, "");
}

TEST(SituationSourceDeathTest, HearsOfSleepInTimeAndOfWaking) {
  EXPECT_EXIT(end_with(sleep_and_wake), well, "");
}

TEST(SituationSourceDeathTest, HearsOfWakingWhereNothingToldOfSleep) {
  EXPECT_EXIT(end_with(wake_without_a_sleep), well, "");
}

TEST(SituationSourceDeathTest, HearsOfTheBattery) {
  EXPECT_EXIT(end_with(battery), well, "");
}

TEST(SituationSourceDeathTest, HearsOfAMeteredLink) {
  EXPECT_EXIT(end_with(metered), well, "");
}

}  // namespace
