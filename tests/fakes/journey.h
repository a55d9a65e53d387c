#pragma once

#include "monitor/model/clock.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tests {

/// A Monday, nine in the morning.
inline constexpr monitor::SysTime journey_begins{
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{9}};

struct Host {
  std::string name;
  std::string host;
  std::string address;
  std::uint16_t port = 3389;
};

/// What fails on a network.
enum class Silence { none, port, names };

/// A recording of a laptop that is carried from network to network.
class Journey {
 public:
  explicit Journey(std::vector<Host> hosts) : hosts_(std::move(hosts)) {}

  void come_to(const std::string& network, monitor::SysTime at, const char* vpn = nullptr);
  void sleep(monitor::SysTime at);
  void wake(const std::string& network, monitor::SysTime at);
  /// The user connects to it.
  void use(const std::string& name, monitor::SysTime at);
  /// Looks at all, five minutes apart.
  void stay(monitor::SysTime from, monitor::SysTime until, Silence silence = Silence::none);
  void look(const Host& host, monitor::SysTime at, Silence silence = Silence::none);
  /// Two weeks of three hours a day.
  void live_at_home(const char* vpn = nullptr);

  /// What `rdpready replay` tells of it.
  std::vector<nlohmann::json> alerts() const;

 private:
  void add(const nlohmann::json& event) { recording_ += event.dump() + '\n'; }

  std::vector<Host> hosts_;
  std::string recording_;
};

}  // namespace tests
