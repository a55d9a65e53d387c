#pragma once

#include "monitor/foresight/foresight.h"
#include "tests/fakes/watched_checks.h"

#include <optional>
#include <string>
#include <utility>

namespace tests {

/// A Monday, midnight.
inline constexpr monitor::SysTime monday{std::chrono::days{20'451}};

/// A look that ends at that step.
inline monitor::Check failed_at(const monitor::Target& target, const char* step, const char* code,
                                const char* kind) {
  auto check = broken_at(target, step, code);
  for (auto& one : check.steps) {
    if (one.step == step) one.error = monitor::StepError{kind, ""};
  }
  return check;
}

/// The same at pc1, pc2 …
inline monitor::Check failed_at(int id, const char* step, const char* code, const char* kind) {
  return failed_at(pc(id), step, code, kind);
}

inline monitor::Check silent(int id) {
  return failed_at(id, "connect", "tcp.timeout", "timeout");
}

/// What a laptop sees and where it is, as foresight is told of it.
class Laptop {
 public:
  Laptop() { move(monday, "home"); }

  void move(monitor::SysTime at, std::string network, std::optional<std::string> vpn = {}) {
    now = at;
    monitor::Situation situation;
    situation.network = std::move(network);
    situation.vpn = std::move(vpn);
    foresight.set_situation(situation, at);
  }

  void wake(monitor::SysTime at, std::string network = "home",
            std::optional<std::string> vpn = {}) {
    monitor::Situation asleep;
    asleep.asleep = true;
    foresight.set_situation(asleep, now);
    move(at, std::move(network), std::move(vpn));
  }

  monitor::Check see(monitor::Check check, monitor::SysTime at) {
    now = at;
    check.at = at;
    foresight.consider(check);
    return check;
  }

  /// What is thought of a failing look.
  monitor::Belief fails(monitor::Check check, monitor::SysTime at) {
    see(std::move(check), at);
    return foresight.outlook().outage;
  }

  monitor::Belief fails(int id, monitor::SysTime at) { return fails(silent(id), at); }

  /// Workdays of looks, five minutes apart, at pc1, which is off before `up` o'clock and to which
  /// the user connects at nine, and at pc2.
  void work(int count, std::chrono::hours up) {
    using std::chrono::hours;
    for (int day = 0; day < count; ++day) {
      if (day % 7 >= 5) continue;
      const auto midnight = monday + std::chrono::days{day};
      wake(midnight + hours{7});
      for (std::chrono::minutes at = hours{7}; at < hours{17}; at += std::chrono::minutes{5}) {
        if (at == hours{9}) foresight.note_attempt(monitor::TargetId{1}, midnight + at);
        see(at < up ? silent(1) : good_look(pc(1)), midnight + at);
        see(good_look(pc(2)), midnight + at + std::chrono::seconds{20});
      }
    }
  }

  monitor::Foresight foresight;
  monitor::SysTime now = monday;
};

}  // namespace tests
