#include "tray/app/preferences.h"

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tray {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;
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
  chosen.thresholds.certificate_days = {std::chrono::days(60), std::chrono::days(10)};
  chosen.thresholds.clock_skew = std::chrono::seconds(120);
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

TEST(Preferences, TakeTheDaysOfThePolicyInEitherForm) {
  const auto expected = *monitor::parse_certificate_days("60,10");

  for (const char* policy :
       {R"({"certificate_days": "10, 60"})", R"({"certificate_days": [60, 10]})"}) {
    const auto preferences = read({{"certificate_days", "30"}}, policy);

    EXPECT_EQ(preferences.thresholds.certificate_days, expected) << policy;
    EXPECT_TRUE(preferences.by_policy.contains("certificate_days"));
  }
  EXPECT_EQ(read({}, R"({"certificate_days": 45})").thresholds.certificate_days,
            *monitor::parse_certificate_days("45"));
}

TEST(Preferences, KeepTheUsersDaysAgainstNonsenseOfThePolicy) {
  for (const char* policy :
       {R"({"certificate_days": "30,30"})", R"({"certificate_days": [30, "x"]})",
        R"({"certificate_days": []})", R"({"certificate_days": {"a": 1}})"}) {
    const auto preferences = read({{"certificate_days", "20"}}, policy);

    EXPECT_EQ(preferences.thresholds.certificate_days, *monitor::parse_certificate_days("20"));
    EXPECT_THAT(preferences.policy_troubles, ElementsAre(HasSubstr("it is passed over.")))
        << policy;
    EXPECT_TRUE(preferences.by_policy.empty());
  }
  EXPECT_EQ(read({}, R"({"clock_skew_seconds": 900})").thresholds.clock_skew,
            std::chrono::seconds(300));
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

TEST(Preferences, SayWhichTargetsOfThePolicyArePassedOver) {
  const auto preferences = read({}, R"({"targets": ["ok.example", "bad host name",
      "x.example:99999", 5, {"host": "c.example", "gatway": "g"}, {"host": "d.example", "port": 3390},
      {"host": "e.example", "gateway": 443}, {"host": "f.example"}]})");

  ASSERT_EQ(preferences.targets.size(), 2U);
  EXPECT_EQ(preferences.targets[1].endpoint.host, "f.example");
  EXPECT_THAT(
      preferences.policy_troubles,
      ElementsAre(
          "targets: number 2 has no computer, or a wrong name, port or gateway; it is "
          "passed over.",
          HasSubstr("number 3 has no computer"), HasSubstr("number 4 has no computer"),
          "targets: number 5 has \"gatway\"; there are host (HOST[:PORT]), name and gateway; it is "
          "passed over.",
          HasSubstr("number 6 has \"port\""), HasSubstr("number 7 has a gateway that is no text")));
  EXPECT_THAT(read({}, R"({"targets": 7})").policy_troubles,
              ElementsAre("targets takes a list or a text, not a value of the kind number; it is "
                          "passed over."));
  EXPECT_THAT(read({}, R"({"targets": "a.example; ;b.example;"})").policy_troubles,
              ::testing::IsEmpty());
}

TEST(Preferences, AreNotSureOfThePolicysTargetsWhereOneCannotBeRead) {
  for (const char* policy : {R"({"targets": ["a.example", "b c"]})", R"({"targets": null})",
                             R"({"targets": 7})", R"({"targets": "a.example")"})
    EXPECT_FALSE(read({}, policy).targets_known) << policy;
  for (const char* policy :
       {R"({"targets": "a.example"})", R"({"command": null, "look_limit_seconds": "x"})", "{}", ""})
    EXPECT_TRUE(read({}, policy).targets_known) << policy;
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
  EXPECT_EQ(read({{"check_every_minutes", "often"}, {"notify_at_least", "?"}}), Preferences{});
}

TEST(Preferences, SayThatAPolicyIsNoJsonObject) {
  for (const char* policy : {"not json", R"({"check_every_minutes": 30,})", "[]", "7",
                             "[settings]\ncheck_every_minutes=30\n", "{\"command\": \"\xE4\"}"}) {
    const auto preferences = read({}, policy);

    EXPECT_THAT(preferences.policy_troubles,
                ElementsAre("The policy is passed over, since it is no JSON object in UTF-8."))
        << policy;
    EXPECT_EQ(preferences.check_every, std::chrono::minutes(5)) << policy;
  }
}

TEST(Preferences, SayWhatOfAPolicyIsNoSetting) {
  EXPECT_THAT(read({}, R"({"check_evry_minutes": 30})").policy_troubles,
              ElementsAre("There is no setting \"check_evry_minutes\"; it is passed over."));
}

TEST(Preferences, SayWhichValueIsOfAKindThatNoSettingHas) {
  const auto preferences =
      read({{"check_every_minutes", "7"}},
           R"({"check_every_minutes": null, "targets": null, "no_setting": null})");

  EXPECT_EQ(preferences.check_every, std::chrono::minutes(7));
  EXPECT_THAT(
      preferences.policy_troubles,
      ElementsAre("check_every_minutes is of a kind that no setting has; it is passed over.",
                  "targets is of a kind that no setting has; it is passed over.",
                  "There is no setting \"no_setting\"; it is passed over."));
}

TEST(Preferences, AreNotLockedByAPolicyOfAnotherKind) {
  const auto preferences = read({{"command", "/usr/bin/mine"}, {"journal_file", "/tmp/mine"}},
                                R"({"command": true, "journal_file": null, "metrics_file": 5})");

  EXPECT_EQ(preferences.command, "/usr/bin/mine");
  EXPECT_EQ(preferences.journal_file, "/tmp/mine");
  EXPECT_TRUE(preferences.by_policy.empty());
  EXPECT_THAT(
      preferences.policy_troubles,
      UnorderedElementsAre("command takes a text, not a value of the kind boolean; it is "
                           "passed over.",
                           "journal_file is of a kind that no setting has; it is passed over.",
                           "metrics_file takes a text, not a value of the kind number; it is "
                           "passed over."));
}

TEST(Preferences, NeverTurnTheMonitorIntoAFlood) {
  EXPECT_EQ(read({{"check_every_minutes", "0"}}).check_every, std::chrono::minutes(1));
  EXPECT_EQ(read({{"check_every_minutes", "-5"}}).check_every, std::chrono::minutes(1));
}

TEST(Preferences, RefuseWhatASettingCannotBe) {
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
           {"check_every_minutes", "0"},
           {"check_every_minutes", "1441"},
           {"look_limit_seconds", "121"},
           {"look_limit_seconds", "1.5"},
           {"keep_repairs_days", "366"},
           {"certificate_days", ""},
           {"certificate_days", "30,0"},
           {"certificate_days", "30;14"},
           {"clock_skew_seconds", "4"},
           {"clock_skew_seconds", "301"},
           {"remind_every_days", "-4"},
           {"remind_every_days", "31"},
           {"remind_every_days", "99999999999999999999"},
           {"remind_every_days", "2 "},
           {"remind_every_days", ""},
           {"notify_at_least", "everything"},
           {"quiet_hours", "25:00-07:00"},
           {"quiet_hours", "22:00"},
           {"event_log", "true"},
           {"no_such_key", "1"}}) {
    Preferences preferences;

    const auto set = set_preference(preferences, key, value);

    ASSERT_FALSE(set) << key << '=' << value;
    EXPECT_EQ(set.error().kind, monitor::Failure::Kind::wrong_use);
    EXPECT_THAT(set.error().what, HasSubstr(key));
    EXPECT_EQ(preferences, Preferences{});
  }
}

TEST(Preferences, NameKeyValueAndRangeOfWhatTheyRefuse) {
  const auto why = [](const char* key, const char* value) {
    Preferences preferences;
    return set_preference(preferences, key, value).error().what;
  };

  EXPECT_EQ(why("remind_every_days", "-4"),
            "remind_every_days takes a whole number from 0 to 30, not \"-4\".");
  EXPECT_EQ(why("certificate_days", "30,soon"),
            "certificate_days takes 1 to 8 different whole numbers from 1 to 365, such as 30,14,7, "
            "not \"30,soon\".");
  EXPECT_EQ(why("notify_at_least", "all"),
            "notify_at_least takes information, risk or failure, not \"all\".");
  EXPECT_EQ(why("quiet_hours", "late"),
            "quiet_hours takes hours such as 22:00-07:00 or \"mon-fri 18:00-08:00\", or off, not "
            "\"late\".");
  EXPECT_EQ(why("event_log", "1"), "event_log takes on or off, not \"1\".");
}

TEST(Preferences, SayWhatThePolicyHasWrong) {
  const auto preferences = read({{"look_limit_seconds", "20"}},
                                R"({"remind_every_days": 99, "look_limit_seconds": "long",
                                    "check_every_minutes": 9999999999})");

  EXPECT_EQ(preferences.remind_every, std::chrono::days(30));
  EXPECT_TRUE(preferences.by_policy.contains("remind_every_days"));
  EXPECT_EQ(preferences.look_limit, std::chrono::seconds(20));
  EXPECT_THAT(
      preferences.policy_troubles,
      UnorderedElementsAre(
          "remind_every_days takes a whole number from 0 to 30, not \"99\"; 30 is used.",
          "look_limit_seconds takes a whole number from 1 to 120, not \"long\"; it is passed "
          "over.",
          "check_every_minutes takes a whole number from 1 to 1440, not \"9999999999\"; 1440 is "
          "used."));
}

}  // namespace
}  // namespace tray
