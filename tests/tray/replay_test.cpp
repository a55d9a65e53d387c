#include "monitor/model/time_text.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/replayed.h"
#include "tests/fakes/sample_checks.h"
#include "tray/app/check_json.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace {

using monitor::Check;
using monitor::SysTime;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::replayed;
using tests::run_rdpready;
using tests::TemporaryFolder;

const SysTime begin = tests::sample_now();

/// Looks every ten minutes, all well.
std::string well(SysTime from, SysTime until, SysTime not_after = begin + days{150}) {
  std::string lines;
  for (auto at = from; at < until; at += minutes{10}) {
    auto check = tests::healthy_check(not_after);
    check.at = at;
    lines += tray::check_to_json(check) + '\n';
  }
  return lines;
}

std::string refused(SysTime from, SysTime until) {
  std::string lines;
  for (auto at = from; at < until; at += minutes{10}) {
    auto check = tests::failed_check("connect", "refused", "tcp.refused");
    check.at = at;
    lines += tray::check_to_json(check) + '\n';
  }
  return lines;
}

TEST(Replay, TellsOfALastingFailureAndOfItsEnd) {
  const auto alerts =
      replayed(well(begin, begin + days{3}) + refused(begin + days{3}, begin + days{3} + hours{9}) +
               well(begin + days{3} + hours{9}, begin + days{4}));

  ASSERT_EQ(alerts.size(), 2U);
  EXPECT_EQ(alerts[0]["alert"], "raised");
  EXPECT_EQ(alerts[0]["code"], "tcp.refused");
  EXPECT_EQ(alerts[0]["target"], "PC at work");
  EXPECT_EQ(alerts[0]["severity"], "failure");
  EXPECT_EQ(alerts[1]["alert"], "cleared");
  EXPECT_EQ(alerts[1]["episode"], alerts[0]["episode"]);
}

TEST(Replay, ForewarnsOfACertificateThatNobodyRenews) {
  const auto end = begin + days{10};
  const auto alerts = replayed(well(begin, end - hours{1}, end));

  ASSERT_THAT(alerts, testing::Not(IsEmpty()));
  EXPECT_EQ(alerts[0]["code"], "certificate.expires_soon");
  EXPECT_EQ(alerts[0]["fails_at"], monitor::iso_seconds(end));
}

TEST(Replay, SaysWhatOnlyTimeChangesThoughAllLooksAreAlike) {
  const auto end = begin + days{60};

  const auto alerts = replayed(well(begin, end - hours{1}, end));

  ASSERT_THAT(alerts, testing::Not(IsEmpty()));
  EXPECT_EQ(alerts[0]["code"], "certificate.expires_soon");
  EXPECT_EQ(alerts[0]["at"], monitor::iso_millis(end - days{7}));
}

TEST(Replay, TellsOnceOfAnIssuerThatEndsWithAllThatItIssued) {
  const auto end = begin + days{33};
  std::string lines;
  for (auto at = begin; at < end - hours{1}; at += hours{3}) {
    for (const char* name : {"build", "files"}) {
      auto check = tests::healthy_check(end);
      check.at = at;
      check.target.name = name;
      check.target.endpoint.host = std::string(name) + ".example.com";
      check.certificate->issuer = "CN=Example Issuing CA";
      check.certificate->self_signed = false;
      check.certificate->sha256 = std::string(64, name[0]);
      check.certificate->not_before = end - days{730};
      check.certificate->trust = monitor::Trust::trusted;
      lines += tray::check_to_json(check) + '\n';
    }
  }

  const auto alerts = replayed(lines);
  ASSERT_EQ(alerts.size(), 5U) << "one a rung";
  for (const auto& alert : alerts) {
    EXPECT_EQ(alert["targets"], (json{"build", "files"})) << alert;
    EXPECT_EQ(alert["episode"], alerts[0]["episode"]);
  }
}

/// The user's attempt, at the target of well() and refused().
std::string attempt(SysTime at, std::chrono::seconds lasts) {
  const auto line = [](const char* event, SysTime when) {
    return json{{"event", event}, {"at", monitor::iso_millis(when)}, {"target", "PC at work"}}
               .dump() +
           '\n';
  };
  return line("user_connects", at) + line("user_disconnects", at + lasts);
}

TEST(Replay, TakesAnAttemptInVainForALook) {
  const auto fails = begin + days{3};
  const auto before = well(begin, fails) + refused(fails, fails + minutes{1}) +
                      refused(fails + minutes{1}, fails + minutes{2});

  const auto alerts = replayed(before + attempt(fails + minutes{9}, seconds{3}) +
                               well(fails + minutes{14}, fails + minutes{15}));
  ASSERT_THAT(alerts, testing::Not(IsEmpty()));
  EXPECT_EQ(alerts[0]["code"], "tcp.refused");
  EXPECT_EQ(alerts[0]["at"], monitor::iso_millis(fails + minutes{9} + seconds{3}));
  EXPECT_THAT(replayed(before + attempt(fails + minutes{9}, minutes{4}) +
                       well(fails + minutes{14}, fails + minutes{15})),
              IsEmpty())
      << "whoever stays is in";
}

TEST(Replay, LooksBeforeAnAttemptAtWhatHasJustFailed) {
  const auto fails = begin + days{3};
  const auto tried = fails + minutes{9};
  const auto seen_until = [&](minutes newest) {
    return replayed(well(begin, fails) + refused(fails, fails + minutes{1}) +
                    refused(fails + newest, fails + newest + minutes{1}) +
                    attempt(tried, minutes{4}) + well(fails + minutes{14}, fails + minutes{15}));
  };

  const auto alerts = seen_until(minutes{6});
  ASSERT_THAT(alerts, testing::Not(IsEmpty()));
  EXPECT_EQ(alerts[0]["at"], monitor::iso_millis(tried));
  EXPECT_THAT(seen_until(minutes{3}), IsEmpty()) << "it may be well again";
}

TEST(Replay, KeepsStillWhereAllIsWell) {
  EXPECT_THAT(replayed(well(begin, begin + days{20})), IsEmpty());
}

TEST(Replay, KeepsStillWhileTheLaptopIsOffline) {
  const auto gone = begin + days{2};
  const auto alerts = replayed(
      well(begin, gone) + R"({"event": "offline", "at": ")" + monitor::iso_millis(gone) + "\"}\n" +
      refused(gone, gone + hours{5}) + R"({"event": "online", "at": ")" +
      monitor::iso_millis(gone + hours{5}) + "\"}\n" + well(gone + hours{5}, gone + hours{9}));

  for (const auto& alert : alerts)
    EXPECT_EQ(alert["severity"], "information") << alert;
}

TEST(Replay, TakesAClockThatWasSetBackForNoNews) {
  EXPECT_THAT(replayed(well(begin, begin + days{3}) + well(begin + days{1}, begin + days{5})),
              IsEmpty());
}

TEST(Replay, SaysTheSameEachTime) {
  const TemporaryFolder folder;
  const auto recording = well(begin, begin + days{3}) + refused(begin + days{3}, begin + days{5});

  const auto once = run_rdpready(folder, "replay - --json", recording);
  const auto again = run_rdpready(folder, "replay - --json", recording);

  EXPECT_EQ(once.out, again.out);
  EXPECT_FALSE(once.out.empty());
}

/// The same recording with its keys in another order and spaces between them, as others write it.
std::string written_otherwise(const std::string& recording, std::size_t every) {
  std::istringstream lines(recording);
  std::string other;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line); ++number) {
    auto text = number % every == 0 ? json::parse(line).dump(1, ' ') : line;
    std::erase(text, '\n');
    other += text + '\n';
  }
  return other;
}

TEST(Replay, SaysTheSameHoweverTheLinesAreWritten) {
  const auto end = begin + days{40};
  const auto recording = well(begin, begin + days{20}, end) +
                         refused(begin + days{20}, begin + days{21}) +
                         well(begin + days{21}, end - hours{1}, end);

  const auto alerts = replayed(recording);

  EXPECT_THAT(alerts, testing::SizeIs(testing::Ge(3U)));
  EXPECT_EQ(replayed(written_otherwise(recording, 1)), alerts);
  EXPECT_EQ(replayed(written_otherwise(recording, 3)), alerts);
}

TEST(Replay, PassesOverAByteOrderMark) {
  const auto recording = refused(begin, begin + hours{9});

  const auto alerts = replayed(recording);

  EXPECT_THAT(alerts, testing::Not(IsEmpty()));
  EXPECT_EQ(replayed("\xEF\xBB\xBF" + recording), alerts);
  EXPECT_EQ(replayed("\xEF\xBB\xBF\r\n" + recording), alerts);
}

/// Looks of which only the host's clock changes, away from ours by that much more each day.
std::string drifting(double seconds_a_day, int for_days) {
  std::string lines;
  for (auto at = begin; at < begin + days{for_days}; at += minutes{20}) {
    auto check = tests::healthy_check(begin + days{150});
    check.at = at;
    check.identity.emplace();
    check.identity->computer = "PC";
    check.identity->domain = "EXAMPLE";
    check.identity->clock_skew_s =
        seconds_a_day * std::chrono::duration<double, days::period>(at - begin).count();
    lines += tray::check_to_json(check) + '\n';
  }
  return lines;
}

TEST(Replay, FollowsTheHostsClockInLinesThatAreOtherwiseAlike) {
  const auto alerts = replayed(drifting(12, 20));

  ASSERT_THAT(alerts, testing::Not(IsEmpty()));
  EXPECT_EQ(alerts[0]["code"], "identity.clock_skew");
  EXPECT_TRUE(replayed(drifting(0.2, 20)).empty());
}

TEST(Replay, IgnoresWhatItDoesNotKnow) {
  const TemporaryFolder folder;

  const auto run = run_rdpready(folder, "replay -",
                                "{\"event\": \"eclipse\", \"at\": \"2026-08-12T17:46:00Z\"}\n"
                                "\n"
                                "{\"colour\": {\"deep\": [1, 2, {}]}}");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "");
}

TEST(Replay, NamesTheLineThatItCannotRead) {
  const TemporaryFolder folder;
  for (const auto& bad : std::initializer_list<std::string>{
           "no JSON", "[1, 2]", "{\"event\": ", "{} {}", "{\"steps\": 7}",
           "{\"at\": \"yesterday\"}", "{\"event\": \"wake\", \"at\": 12}", "{\"x\": \"\\ud800 open",
           R"({"x": )" + std::string(40, '[') + std::string(40, ']') + '}'}) {
    const auto run = run_rdpready(folder, "replay -", "{}\n" + bad + "\n");

    EXPECT_EQ(run.exit_code, 65) << bad;
    EXPECT_THAT(run.err, HasSubstr("standard input, line 2: ")) << bad;
  }
}

TEST(Replay, RefusesALineWithoutEnd) {
  const TemporaryFolder folder;

  const auto run = run_rdpready(folder, "replay -", std::string(3U << 20U, 'x'));

  EXPECT_EQ(run.exit_code, 65);
  EXPECT_THAT(run.err, HasSubstr("line 1: the line is longer than 1 MiB"));
}

TEST(Replay, TriesOtherSettings) {
  const TemporaryFolder folder;
  const auto recording = well(begin, begin + days{3}) + refused(begin + days{3}, begin + days{9});

  const auto usual = run_rdpready(folder, "replay - --json", recording);
  const auto seldom = run_rdpready(folder, "replay - --json --set remind_every_days=0", recording);
  const auto quiet =
      run_rdpready(folder, "replay - --json --set quiet_hours=00:00-23:59", recording);

  EXPECT_THAT(usual.out, HasSubstr(R"("alert":"reminded")"));
  EXPECT_THAT(seldom.out, testing::Not(HasSubstr(R"("alert":"reminded")")));
  EXPECT_THAT(quiet.out, HasSubstr(R"("delivery":"silent")"));
  EXPECT_THAT(run_rdpready(folder, "replay - --set quiet_hours=00:00-23:59", recording).out,
              HasSubstr(" (silent)\n"));
}

TEST(Replay, RefusesASettingThatIsNone) {
  const TemporaryFolder folder;
  for (const std::string bad :
       {"nonsense=1", "notify_at_least=purple", "remind_every_days=-4", "quiet_hours"}) {
    const auto run = run_rdpready(folder, "replay - --set " + bad);

    EXPECT_EQ(run.exit_code, 64) << bad;
    EXPECT_THAT(run.err, HasSubstr(bad.substr(0, bad.find('='))));
  }
}

TEST(Replay, MakesNoDataFolder) {
  const TemporaryFolder folder;

  run_rdpready(folder, "replay -", well(begin, begin + hours{1}));

  EXPECT_FALSE(std::filesystem::exists(folder.path() / "data"));
}

TEST(Replay, NeedsAFileThatIsThere) {
  const TemporaryFolder folder;

  const auto run = run_rdpready(folder, "replay nowhere.jsonl");

  EXPECT_EQ(run.exit_code, 65);
  EXPECT_THAT(run.err, HasSubstr("nowhere.jsonl"));
}

TEST(Replay, TakesALaptopThatIsAnsweredForOnline) {
  const auto gone = begin + days{2};
  const auto alerts = replayed(
      well(begin, gone) + R"({"event": "offline", "at": ")" + monitor::iso_millis(gone) + "\"}\n" +
      well(gone + hours{1}, gone + hours{2}) + refused(gone + hours{2}, gone + hours{9}));

  ASSERT_THAT(alerts, testing::Not(IsEmpty())) << "the recording lost that it came online";
  EXPECT_EQ(alerts.back()["code"], "tcp.refused");
}

}  // namespace
