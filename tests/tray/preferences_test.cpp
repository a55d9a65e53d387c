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
  chosen.journal_file = "/tmp/älerts.jsonl";
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
