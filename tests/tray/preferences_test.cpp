#include "tray/app/preferences.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace tray {
namespace {

using Settings = std::map<std::string, std::string, std::less<>>;

Preferences read(const Settings& settings, std::string_view policy = {}) {
  return read_preferences(
      [&](std::string_view key) -> std::optional<std::string> {
        const auto found = settings.find(key);
        if (found == settings.end()) return {};
        return found->second;
      },
      policy);
}

TEST(Preferences, HaveDefaultsThatCanBeLeftAlone) {
  EXPECT_EQ(read({}), Preferences{});
}

TEST(Preferences, AreReadBackAsTheyWereWritten) {
  Preferences chosen;
  chosen.check_every = std::chrono::minutes(15);
  chosen.look_limit = std::chrono::seconds(20);
  chosen.keep_repairs = std::chrono::days(7);
  chosen.notify_at_least = monitor::Severity::failure;
  chosen.quiet_hours = *notify::parse_hours("22:00-07:00");
  chosen.remind_every = std::chrono::days(0);
  chosen.journal_file = "/tmp/älerts.jsonl";
  chosen.event_log = true;
  chosen.command = "/usr/bin/logger -t rdp";
  Settings settings;

  write_preferences(chosen, [&](std::string_view key, std::string_view value) {
    settings[std::string(key)] = value;
  });

  EXPECT_EQ(read(settings), chosen);
}

TEST(Preferences, GiveWayToTheMachinesPolicy) {
  const auto preferences = read({{"check_every_minutes", "15"}, {"look_limit_seconds", "20"}},
                                R"({"check_every_minutes": 30, "unknown": true})");

  EXPECT_EQ(preferences.check_every, std::chrono::minutes(30));
  EXPECT_EQ(preferences.look_limit, std::chrono::seconds(20));
}

TEST(Preferences, KnowWhatThePolicyHasSetAndLeaveTheUsersChoiceAlone) {
  const auto preferences =
      read({{"quiet_hours", "22:00-07:00"}, {"remind_every_days", "3"}},
           R"({"quiet_hours": "mon-fri 18:00-08:00", "check_every_minutes": "often"})");
  Settings saved;

  write_preferences(preferences, [&](std::string_view key, std::string_view value) {
    saved[std::string(key)] = value;
  });

  EXPECT_EQ(notify::to_text(*preferences.quiet_hours), "mon-fri 18:00-08:00");
  EXPECT_EQ(preferences.by_policy, (std::set<std::string, std::less<>>{"quiet_hours"}));
  EXPECT_FALSE(saved.contains("quiet_hours"));
  EXPECT_EQ(saved["remind_every_days"], "3");
}

TEST(Preferences, LetAPolicyForbidQuietHours) {
  const auto preferences = read({{"quiet_hours", "22:00-07:00"}}, R"({"quiet_hours": "off"})");

  EXPECT_FALSE(preferences.quiet_hours);
  EXPECT_TRUE(preferences.by_policy.contains("quiet_hours"));
}

TEST(Preferences, LetAPolicyTurnTheEventLogOnOrOff) {
  EXPECT_FALSE(read({}).event_log);
  EXPECT_TRUE(read({}, R"({"event_log": "on"})").event_log);
  EXPECT_TRUE(read({}, R"({"event_log": true})").event_log);
  EXPECT_FALSE(read({{"event_log", "on"}}, R"({"event_log": "off"})").event_log);
  EXPECT_TRUE(read({}, R"({"event_log": "on"})").by_policy.contains("event_log"));
  EXPECT_FALSE(read({}, R"({"event_log": "perhaps"})").by_policy.contains("event_log"));
}

TEST(Preferences, TakeTargetsOfThePolicyInEitherForm) {
  const auto array = read({}, R"({"targets": ["pc.example.com:3390",
      {"host": "srv", "name": "Server", "gateway": "rdgw.example.com"}, {"name": "no host"}, 7]})");
  const auto text =
      read({}, R"({"targets": "pc.example.com:3390; srv@rdgw.example.com=Server; a b"})");

  ASSERT_EQ(array.targets.size(), 2U);
  EXPECT_EQ(array.targets[0].endpoint.port, 3390);
  EXPECT_EQ(array.targets[1].name, "Server");
  EXPECT_EQ(array.targets[1].gateway->port, 443);
  EXPECT_EQ(array.targets, text.targets);
}

TEST(Preferences, KnowATargetOfThePolicyByItsPlace) {
  const auto preferences = read({}, R"({"targets": "PC.example.com=Office"})");
  monitor::Target renamed;
  renamed.name = "Mine";
  renamed.endpoint.host = "pc.example.com";
  monitor::Target other = renamed;
  other.endpoint.port = 3390;

  EXPECT_TRUE(is_policy_target(preferences, renamed));
  EXPECT_FALSE(is_policy_target(preferences, other));
}

TEST(Preferences, KeepTheirDefaultAgainstNonsense) {
  EXPECT_EQ(read({{"check_every_minutes", "often"}, {"notify_at_least", "?"}}, "not json"),
            Preferences{});
}

TEST(Preferences, NeverTurnTheMonitorIntoAFlood) {
  EXPECT_EQ(read({{"check_every_minutes", "0"}}).check_every, std::chrono::minutes(1));
  EXPECT_EQ(read({{"check_every_minutes", "-5"}}).check_every, std::chrono::minutes(1));
}

}  // namespace
}  // namespace tray
