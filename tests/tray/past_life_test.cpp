// What was told while it happened, and what a replay of one's own history tells of it.

#include "monitor/engine/judge.h"
#include "monitor/engine/monitor.h"
#include "monitor/engine/reasoning.h"
#include "monitor/model/time_text.h"
#include "monitor/platform/time_zone.h"
#include "tests/fakes/sample_checks.h"
#include "tests/store/sample.h"
#include "tray/app/check_json.h"
#include "tray/app/history_export.h"
#include "tray/app/replay.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace {

using monitor::Check;
using monitor::Situation;
using monitor::SysTime;
using monitor::Target;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A Monday, midnight.
const SysTime begin = sample::at("2026-08-03T00:00:00Z");

std::string line_of(const notify::Alert& alert, const Target& target) {
  return monitor::iso_seconds(alert.at) + ' ' + std::to_string(static_cast<int>(alert.kind)) + ' ' +
         alert.code + (alert.targets.size() > 1 ? " all" : ' ' + target.name);
}

/// The engine of the live program from the looks on, and its archive.
class Life {
 public:
  Life() {
    const monitor::MonitorSettings usual;
    reasoning_.set_rules(
        {usual.failures_to_believe, usual.recoveries_to_believe, usual.confirm_after});
    for (const auto* name : {"cloud", "office"}) {
      const auto target = sample::target(name, std::string(name) + ".example.com");
      targets_.push_back(sample::must(database_->add_target(target)));
    }
    policy_.set_targets(targets_);
    reasoning_.set_targets(targets_);
  }

  void move(SysTime at, const Situation& situation) {
    pass_time(at);
    situation_ = situation;
    sample::must(database_->note_situation({at, situation}));
    consider(reasoning_.set_situation(situation, at, steady_).told);
  }

  void look(std::size_t which, SysTime at, Check check) {
    pass_time(at);
    check.target = targets_.at(which);
    check.at = at;
    const auto last = last_.find(check.target.id);
    check.findings = judge_.judge(check, last == last_.end() ? nullptr : &last->second);
    reasoning_.understand(check, reasoning_.moves());
    sample::must(database_->record(check, tray::check_to_json(check)));
    auto kept = check;
    if (last != last_.end() && !kept.certificate) kept.certificate = last->second.certificate;
    last_[check.target.id] = kept;
    consider(reasoning_.take(check, steady_));
  }

  std::string exported() {
    std::string text;
    const auto count = tray::export_history(*database_, targets_, {}, [&](std::string_view lines) {
      text += lines;
      return monitor::Result<void>();
    });
    EXPECT_TRUE(count) << count.error().what;
    return text;
  }

  std::vector<std::string> replayed(const std::string& recording) const {
    std::vector<std::string> told;
    std::istringstream in(recording);
    const auto read = tray::replay(in, "the test", {targets_, {}}, [&](const auto& alert) {
      told.push_back(line_of(alert, target(alert)));
    });
    EXPECT_TRUE(read) << read.error().what;
    return told;
  }

  const std::vector<std::string>& told() const { return told_; }

  store::Database& database() { return *database_; }

 private:
  const Target& target(const notify::Alert& alert) const {
    return *std::ranges::find(targets_, alert.targets.at(0), &Target::id);
  }

  /// As the network thread wakes for it: what has waited, and once a minute what is due.
  void pass_time(SysTime at) {
    policy_.set_utc_offset(monitor::utc_offset(at));
    reasoning_.set_utc_offset(monitor::utc_offset(at));
    const auto before = std::exchange(now_, at);
    if (situation_.asleep || before == SysTime{}) return;
    const auto end = steady_ + (at - before);
    for (auto next = reasoning_.next_settle(); next && *next <= end;
         next = reasoning_.next_settle()) {
      steady_ = std::max(steady_, *next);
      now_ = at - std::chrono::duration_cast<SysTime::duration>(end - steady_);
      consider(reasoning_.settle(steady_));
      if (reasoning_.next_settle() == next) break;
    }
    steady_ = end;
    now_ = at;
    if (steady_ - reminded_ < minutes{1}) return;
    reminded_ = steady_;
    const auto question = [&](auto id, const auto& finding, SysTime told) {
      return reasoning_.worth_repeating(id, finding, told, at);
    };
    for (const auto& alert : policy_.due_reminders(at, question))
      told_.push_back(line_of(alert, target(alert)));
  }

  void consider(const std::vector<monitor::FindingChange>& changes) {
    for (const auto& change : changes) {
      if (const auto alert = policy_.consider(change, now_))
        told_.push_back(line_of(*alert, target(*alert)));
    }
  }

  std::unique_ptr<store::Database> database_ = sample::in_memory();
  std::vector<Target> targets_;
  std::map<monitor::TargetId, Check> last_;
  Situation situation_;
  monitor::Judge judge_;
  monitor::Reasoning reasoning_;
  notify::AlertPolicy policy_;
  SysTime now_{};
  monitor::SteadyTime steady_{};
  monitor::SteadyTime reminded_{};
  std::vector<std::string> told_;
};

/// A laptop that reaches one computer from anywhere, and one over a VPN only.
class Laptop : public Life {
 public:
  /// From eight to eight at home; the VPN is up from nine to five. On a train at noon.
  void work(int day, bool refused = false, bool broken_over_vpn = false) {
    const auto midnight = begin + days{day};
    const auto hour = [&](int count) { return midnight + hours{count}; };
    move(hour(8), at("home"));
    stay(hour(8), hour(9), false, false);
    move(hour(9), at("home", "corp"));
    stay(hour(9), hour(12), true, false);
    move(hour(12), offline());
    move(hour(13), at("train", "corp"));
    stay(hour(13), hour(17), !broken_over_vpn, refused);
    move(hour(17), at("home"));
    stay(hour(17), hour(20), false, false);
    auto asleep = at("home");
    asleep.asleep = true;
    move(hour(20), asleep);
  }

  static Situation at(const std::string& network, std::optional<std::string> vpn = {}) {
    Situation situation;
    situation.network = network;
    situation.vpn = std::move(vpn);
    return situation;
  }

  static Situation offline() {
    Situation situation;
    situation.online = false;
    return situation;
  }

  /// Looks every five minutes: at the one, which may be refused, and at the one that needs the VPN.
  void stay(SysTime from, SysTime until, bool office_answers, bool refused) {
    for (auto at = from + minutes{1}; at < until; at += minutes{5}) {
      look(0, at, refused ? tests::failed_check("connect", "refused", "tcp.refused") : good());
      look(1, at + std::chrono::seconds{20},
           office_answers ? good() : tests::failed_check("connect", "timeout", "tcp.timeout"));
    }
  }

  static Check good() { return tests::healthy_check(begin + days{150}); }
};

/// Without what it says of sleep, networks and VPNs.
std::string without_places(const std::string& recording) {
  std::string text;
  std::istringstream in(recording);
  for (std::string line; std::getline(in, line);) {
    if (!json::parse(line).contains("network")) text += line + '\n';
  }
  return text;
}

/// "2026-08-18 0 tcp.refused cloud".
std::vector<std::string> by_day(std::vector<std::string> told) {
  for (auto& line : told)
    line.erase(10, 10);
  return told;
}

TEST(PastLife, IsToldOfInAReplayAsItWasLive) {
  Laptop laptop;
  for (int day = 0; day < 19; ++day) {
    if (day % 7 < 5) laptop.work(day, day == 15, day == 17);
  }

  const auto told = laptop.told();

  EXPECT_THAT(told, Contains(HasSubstr("tcp.refused cloud")));
  EXPECT_THAT(told, Contains(HasSubstr("tcp.timeout office")));
  EXPECT_EQ(laptop.replayed(laptop.exported()), told);
}

TEST(PastLife, KeepsAComputerSilentThatAnswersOverTheVpnOnly) {
  Laptop laptop;
  for (int day = 0; day < 19; ++day) {
    if (day % 7 < 5) laptop.work(day);
  }
  const auto recording = laptop.exported();

  EXPECT_THAT(laptop.told(), Each(Not(HasSubstr("office"))));
  EXPECT_EQ(laptop.replayed(recording), laptop.told());
  EXPECT_THAT(laptop.replayed(without_places(recording)),
              Contains(HasSubstr("tcp.timeout office")));
}

TEST(PastLife, IsToldOfAlsoWhereItsFirstWeeksAreKeptByTheHour) {
  Laptop laptop;
  for (int day = 0; day < 19; ++day) {
    if (day % 7 < 5) laptop.work(day, day == 15, day == 17);
  }
  ASSERT_TRUE(laptop.database().roll_up(begin + days{19}));

  EXPECT_EQ(by_day(laptop.replayed(laptop.exported())), by_day(laptop.told()));
}

TEST(PastLife, IsExportedInTheWordsOfTheContract) {
  Laptop laptop;
  laptop.work(0);

  std::vector<std::string> events;
  std::string before;
  std::istringstream in(laptop.exported());
  for (std::string line; std::getline(in, line);) {
    const auto read = json::parse(line);
    const std::string at = read.contains("at") ? read["at"] : read["checked_at"];
    EXPECT_LE(before, at);
    before = at;
    if (!read.contains("network")) continue;
    events.push_back(at.substr(11, 5) + ' ' + read["event"].get<std::string>() + ' ' +
                     read["network"].dump() + ' ' + read["vpn"].dump());
  }

  EXPECT_THAT(events,
              testing::ElementsAre(
                  "08:00 network_changed \"home\" null", "09:00 network_changed \"home\" \"corp\"",
                  "12:00 offline \"\" null", "13:00 online \"train\" \"corp\"",
                  "17:00 network_changed \"home\" null", "20:00 sleep \"home\" null"));
}

TEST(PastLife, FallsAsleepBeforeItGoesOfflineAndIsOnlineBeforeItWakes) {
  Life life;
  auto away = Laptop::offline();
  away.asleep = true;
  life.move(begin, Laptop::at("home"));
  life.move(begin + hours{1}, away);
  life.move(begin + hours{2}, Laptop::at("office"));

  std::vector<std::string> events;
  std::istringstream in(life.exported());
  for (std::string line; std::getline(in, line);) {
    if (const auto read = json::parse(line); read.contains("network"))
      events.push_back(read["event"]);
  }

  EXPECT_THAT(events,
              testing::ElementsAre("network_changed", "sleep", "offline", "online", "wake"));
}

}  // namespace
