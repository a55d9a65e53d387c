#include "monitor/model/time_text.h"
#include "tests/fakes/replayed.h"
#include "tests/fakes/sample_checks.h"
#include "tray/app/check_json.h"

#include <gmock/gmock.h>

#include <algorithm>

// What is told while this computer's clock is days away from the right time, and afterwards.

namespace {

using monitor::SysTime;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using testing::Not;

// A Monday, nine in the morning.
const SysTime begin = tests::sample_now() + hours{15};

enum class Seen { well, silent };

class Recording {
 public:
  explicit Recording(SysTime not_after, minutes step = minutes{30})
      : not_after_(not_after), step_(step) {}

  /// Looks for that long, by a clock that is `ahead`.
  void look(SysTime from, minutes span, SysTime::duration ahead, Seen seen = Seen::well,
            const std::vector<std::string>& names = {"pc"}, bool tells_time = false) {
    for (auto at = from; at < from + span; at += step_) {
      for (const auto& name : names) {
        auto check = seen == Seen::well ? tests::healthy_check(not_after_)
                                        : tests::failed_check("connect", "timeout", "tcp.timeout");
        check.at = at + ahead;
        // One that somebody has to renew.
        if (check.certificate) {
          check.certificate->self_signed = false;
          check.certificate->issuer = "CN=Example CA";
        }
        check.target.name = name;
        check.target.endpoint.host = name + ".example.com";
        if (tells_time) tell_time(check, -ahead);
        recording_ += tray::check_to_json(check) + '\n';
      }
    }
  }

  std::vector<json> alerts() const { return tests::replayed(recording_); }

 private:
  static void tell_time(monitor::Check& check, SysTime::duration skew) {
    monitor::IdentityFacts identity;
    identity.clock_skew_s = std::chrono::duration<double>(skew).count();
    check.identity = identity;
    check.steps.back().outcome = monitor::Outcome::ok;
  }

  SysTime not_after_;
  minutes step_;
  std::string recording_;
};

std::string text(const json& alert, const char* key) {
  return alert[key].get<std::string>();
}

TEST(ReplayClock, AnEndThatAWrongClockHasToldIsTakenBack) {
  Recording recording(begin + days{90});
  recording.look(begin, hours{2}, days{1500});
  recording.look(begin + hours{2}, hours{4}, days{0});

  const auto alerts = recording.alerts();

  ASSERT_EQ(alerts.size(), 2U);
  EXPECT_EQ(alerts[0]["code"], "certificate.expired");
  EXPECT_EQ(alerts[1]["alert"], "cleared");
  EXPECT_EQ(alerts[1]["episode"], alerts[0]["episode"]);
  EXPECT_THAT(text(alerts[1], "title"), HasSubstr("clock was wrong"));
  EXPECT_THAT(text(alerts[1], "text"), HasSubstr("taken back"));
}

TEST(ReplayClock, WhatIsTrueByTheRightTimeIsToldAnew) {
  Recording recording(begin + days{20});
  recording.look(begin, hours{2}, days{1500});
  recording.look(begin + hours{2}, hours{4}, days{0});

  const auto alerts = recording.alerts();

  ASSERT_EQ(alerts.size(), 3U);
  EXPECT_EQ(alerts[1]["alert"], "cleared");
  EXPECT_EQ(alerts[2]["alert"], "raised");
  EXPECT_EQ(alerts[2]["code"], "certificate.expires_soon");
  EXPECT_NE(alerts[2]["episode"], alerts[0]["episode"]);
}

TEST(ReplayClock, WarningsThatAWrongClockHasUsedUpAreGivenAgain) {
  Recording recording(begin + days{40});
  recording.look(begin, hours{2}, days{39});
  recording.look(begin + hours{2}, hours{2}, days{0});
  for (int day = 1; day < 40; ++day)
    recording.look(begin + days{day}, hours{4}, days{0});

  const auto alerts = recording.alerts();

  int warnings = 0;
  for (const auto& alert : alerts)
    warnings += alert["at"].get<std::string>() > monitor::iso_millis(begin + days{9}) ? 1 : 0;
  EXPECT_GE(warnings, 4) << "a month, two weeks, one week, three days before";
}

TEST(ReplayClock, WhatSeveralShareIsTakenBackAsOne) {
  Recording recording(begin + days{90});
  const std::vector<std::string> both{"pc", "server"};
  recording.look(begin, hours{2}, days{1500}, Seen::well, both);
  recording.look(begin + hours{2}, hours{4}, days{0}, Seen::well, both);

  const auto alerts = recording.alerts();

  ASSERT_EQ(alerts.size(), 2U);
  EXPECT_EQ(alerts[1]["alert"], "cleared");
  EXPECT_EQ(alerts[1]["targets"].size(), 2U);
  EXPECT_THAT(text(alerts[1], "title"), HasSubstr("clock was wrong"));
}

TEST(ReplayClock, AnEndThatIsTrueByBothTimesStays) {
  Recording recording(begin - days{20});
  recording.look(begin, hours{2}, days{10});
  recording.look(begin + hours{2}, hours{4}, days{0});

  EXPECT_EQ(recording.alerts().size(), 1U);
}

TEST(ReplayClock, GoingToAndFroRemindsOfNothing) {
  Recording recording(begin + days{90}, minutes{10});
  for (int day = 0; day < 10; ++day)
    recording.look(begin + days{day}, hours{8}, days{0});
  const auto fails = begin + days{10};
  for (int hour = 0; hour < 8; ++hour)
    recording.look(fails + hours{hour}, hours{1}, days{hour % 2 == 0 ? 0 : 2}, Seen::silent);

  const auto alerts = recording.alerts();

  const auto reminders =
      std::ranges::count_if(alerts, [](const json& alert) { return alert["alert"] == "reminded"; });
  EXPECT_LE(reminders, 1) << "four times two days forward";
}

TEST(ReplayClock, GoingToAndFroTellsOfACertificateOnce) {
  Recording recording(begin + days{1}, minutes{10});
  recording.look(begin, hours{2}, days{0});
  for (int hour = 2; hour < 12; ++hour)
    recording.look(begin + hours{hour}, hours{1}, days{hour % 2 == 0 ? 0 : 2});

  const auto alerts = recording.alerts();

  EXPECT_LE(alerts.size(), 4U) << "soon; ended; taken back; soon";
}

TEST(ReplayClock, AnEndIsNotToldWhereSeveralClocksSayThatOursIsWrong) {
  Recording recording(begin + days{90});
  recording.look(begin, hours{2}, days{1500}, Seen::well, {"pc", "server", "lab"}, true);

  const auto alerts = recording.alerts();

  std::vector<std::string> codes;
  for (const auto& alert : alerts)
    codes.push_back(alert["code"]);
  EXPECT_THAT(codes, testing::UnorderedElementsAre("certificate.expired", "identity.clock_skew"))
      << "the first look cannot know";
  for (const auto& alert : alerts)
    EXPECT_THAT(text(alert, "text"), Not(HasSubstr("for a new one")));
}

TEST(ReplayClock, ThatIsYearsBehindIsOneMatterAndTakenBack) {
  Recording recording(begin + days{90});
  const std::vector<std::string> names{"pc", "server", "lab"};
  recording.look(begin, hours{2}, days{0}, Seen::well, names);
  recording.look(begin + hours{2}, hours{2}, -days{730}, Seen::well, names);
  recording.look(begin + hours{4}, hours{4}, days{0}, Seen::well, names);

  const auto alerts = recording.alerts();

  ASSERT_EQ(alerts.size(), 2U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[0]["title"], "This computer's clock seems wrong");
  EXPECT_EQ(alerts[0]["targets"].size(), 3U);
  EXPECT_EQ(alerts[1]["episode"], alerts[0]["episode"]);
  EXPECT_EQ(alerts[1]["title"], "This computer's clock was wrong");
  EXPECT_THAT(text(alerts[1], "text"),
              HasSubstr("\"The certificate has not begun\" is taken back"));
}

TEST(ReplayClock, ThatWasSetBackByADaySaysNothingOfItself) {
  Recording recording(begin + days{10} - hours{1});
  for (int day = 0; day < 4; ++day)
    recording.look(begin + days{day}, hours{4}, days{0});
  recording.look(begin + days{3} + hours{4}, hours{2}, -days{1});
  recording.look(begin + days{4}, hours{4}, days{0});

  const auto alerts = recording.alerts();

  ASSERT_EQ(alerts.size(), 2U) << json(alerts).dump(1);
  EXPECT_THAT(text(alerts[0], "title"), HasSubstr("ends in 10 days"));
  EXPECT_THAT(text(alerts[1], "title"), HasSubstr("ends in 7 days"));
}

TEST(ReplayClock, ThatWasYearsBehindAndIsRightAgainHidesNoEnd) {
  Recording recording(begin + hours{3});
  recording.look(begin, hours{1}, days{0});
  recording.look(begin + hours{1}, hours{1}, -days{730});
  recording.look(begin + hours{2}, hours{4}, days{0});

  const auto alerts = recording.alerts();

  ASSERT_EQ(alerts.size(), 4U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[0]["code"], "certificate.expires_soon");
  EXPECT_EQ(alerts[1]["code"], "certificate.not_yet_valid") << "nothing is taken back by it";
  EXPECT_EQ(alerts[2]["alert"], "cleared");
  EXPECT_EQ(alerts[3]["code"], "certificate.expired");
  EXPECT_EQ(alerts[3]["episode"], alerts[0]["episode"]);
}

TEST(ReplayClock, AComputerThatNeverAnsweredIsToldOfAlthoughTheClockWasSetBack) {
  Recording recording(begin + days{90}, minutes{5});
  recording.look(begin, hours{1}, minutes{0}, Seen::silent);
  recording.look(begin + hours{1}, hours{5}, -minutes{20}, Seen::silent);

  const auto alerts = recording.alerts();

  ASSERT_EQ(alerts.size(), 1U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[0]["code"], "tcp.timeout");
}

TEST(ReplayClock, ThatLeapsAYearAheadForMinutesIsNotBelieved) {
  Recording recording(begin + days{90}, minutes{10});
  recording.look(begin, hours{2}, days{0});
  recording.look(begin + hours{2}, minutes{20}, days{365});
  recording.look(begin + hours{2} + minutes{20}, hours{2}, days{0});

  EXPECT_TRUE(recording.alerts().empty()) << json(recording.alerts()).dump(1);
}

TEST(ReplayClock, AnEndDuringALongAbsenceIsToldWithinTheHour) {
  Recording recording(begin + days{40}, minutes{10});
  recording.look(begin, hours{2}, days{0});
  recording.look(begin + days{50}, hours{1}, days{0});

  const auto alerts = recording.alerts();

  ASSERT_EQ(alerts.size(), 1U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[0]["code"], "certificate.expired");
}

/// Looks at a host whose clock moves by 15 seconds a day, and by 50 from the ninth day on.
std::string speeding_up(int for_days) {
  std::string lines;
  for (auto at = begin; at < begin + days{for_days}; at += minutes{30}) {
    const auto day = std::chrono::duration<double, days::period>(at - begin).count();
    auto check = tests::healthy_check(begin + days{150});
    check.at = at;
    check.identity.emplace();
    check.identity->clock_skew_s = 15 * day + 35 * std::max(0.0, day - 8);
    lines += tray::check_to_json(check) + '\n';
  }
  return lines;
}

TEST(ReplayClock, ThatFiveMinutesComeSoonerThanWasToldIsToldOnce) {
  const auto alerts = tests::replayed(speeding_up(11));

  ASSERT_EQ(alerts.size(), 2U);
  EXPECT_EQ(alerts[0]["alert"], "raised");
  EXPECT_EQ(alerts[1]["alert"], "escalated");
  EXPECT_EQ(alerts[1]["code"], "identity.clock_skew");
  EXPECT_EQ(alerts[1]["episode"], alerts[0]["episode"]);
  const auto crosses = monitor::parse_iso(text(alerts[1], "fails_at"));
  ASSERT_TRUE(crosses);
  EXPECT_LT(std::chrono::abs(*crosses - (begin + days{11} + hours{14})), hours{12});
}

TEST(ReplayClock, ThatCreepsPastFiveMinutesIsToldThatDay) {
  std::string lines;
  for (auto at = begin; at < begin + days{40}; at += hours{1}) {
    auto check = tests::healthy_check(begin + days{150});
    check.at = at;
    check.identity.emplace();
    check.identity->computer = "PC";
    check.identity->domain = "EXAMPLE";
    check.identity->clock_skew_s =
        8 * std::chrono::duration<double, days::period>(at - begin).count();
    lines += tray::check_to_json(check) + '\n';
  }

  const auto alerts = tests::replayed(lines);

  ASSERT_EQ(alerts.size(), 2U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[1]["alert"], "escalated");
  EXPECT_EQ(alerts[1]["severity"], "failure");
  const auto told = monitor::parse_iso(text(alerts[1], "at"));
  ASSERT_TRUE(told);
  EXPECT_LT(std::chrono::abs(*told - (begin + hours{24 * 300 / 8})), hours{6});
}

}  // namespace
