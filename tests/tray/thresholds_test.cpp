// Thresholds of the user's own, as they reach looks, alerts and replays.

#include "monitor/engine/judge.h"
#include "monitor/engine/reasoning.h"
#include "monitor/model/time_text.h"
#include "notify/alert_policy.h"
#include "tests/fakes/home_thread.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/replayed.h"
#include "tests/fakes/sample_checks.h"
#include "tests/fakes/scripted_server.h"
#include "tests/store/sample.h"
#include "tray/app/archive.h"
#include "tray/app/assembly.h"
#include "tray/app/check_json.h"

#include <gmock/gmock.h>

namespace {

using monitor::Check;
using monitor::SysTime;
using monitor::Thresholds;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::replayed;
using tests::run_rdpready;
using tests::TemporaryFolder;

const SysTime begin = tests::sample_now();

/// A certificate that people renew.
Check shown(SysTime at, SysTime end) {
  auto check = tests::healthy_check(end);
  check.at = at;
  check.certificate->issuer = "CN=Example Issuing CA";
  check.certificate->self_signed = false;
  check.certificate->not_before = end - days{730};
  check.certificate->trust = monitor::Trust::trusted;
  return check;
}

std::string until_the_end(SysTime end) {
  std::string lines;
  for (auto at = begin; at < end; at += hours{3})
    lines += tray::check_to_json(shown(at, end)) + '\n';
  return lines;
}

std::vector<std::string> times(const std::vector<json>& alerts) {
  std::vector<std::string> all;
  for (const auto& alert : alerts)
    all.push_back(alert["at"]);
  return all;
}

TEST(OwnThresholds, AreTheDaysAtWhichAReplayTellsOfACertificate) {
  const auto end = begin + days{70};

  const auto alerts = replayed(until_the_end(end), "--set certificate_days=10,60");

  EXPECT_THAT(times(alerts), ElementsAre(monitor::iso_millis(end - days{60}),
                                         monitor::iso_millis(end - days{10})));
  EXPECT_THAT(alerts.at(0)["text"].get<std::string>(), HasSubstr("in 60 days"));
}

TEST(OwnThresholds, CanBeLaterThanTheUsualOnes) {
  const auto end = begin + days{40};

  EXPECT_THAT(times(replayed(until_the_end(end), "--set certificate_days=2")),
              ElementsAre(monitor::iso_millis(end - days{2})));
}

TEST(OwnThresholds, LeaveOneThatRenewsItselfToDoSo) {
  std::string lines;
  const auto end = begin + days{70};
  for (auto at = begin; at < end; at += hours{3}) {
    auto check = tests::healthy_check(end);
    check.at = at;
    lines += tray::check_to_json(check) + '\n';
  }

  EXPECT_EQ(times(replayed(lines, "--set certificate_days=60,30,10")).at(0),
            monitor::iso_millis(end - days{7}));
}

/// Looks of which only the host's clock changes.
std::string drifting(double seconds_a_day) {
  std::string lines;
  for (auto at = begin; at < begin + days{6}; at += std::chrono::minutes{20}) {
    auto check = tests::healthy_check(begin + days{150});
    check.at = at;
    check.identity.emplace().joined = true;
    check.identity->clock_skew_s =
        seconds_a_day * std::chrono::duration<double, days::period>(at - begin).count();
    lines += tray::check_to_json(check) + '\n';
  }
  return lines;
}

TEST(OwnThresholds, DecideFromWhenOnADriftingClockIsTold) {
  const auto first = [](const std::string& options) {
    return replayed(drifting(40), options).at(0)["at"].get<std::string>();
  };

  const auto late = first("--set clock_skew_seconds=300");
  EXPECT_GT(late, first(""));
  // A third of five minutes, at forty seconds a day.
  EXPECT_GE(late, monitor::iso_millis(begin + days{2} + hours{12}));
  EXPECT_LE(late, monitor::iso_millis(begin + days{2} + hours{13}));
}

TEST(OwnThresholds, AreRefusedWhereTheyAreNone) {
  const TemporaryFolder folder;

  const auto list = run_rdpready(folder, "replay - --set certificate_days=30,30");
  const auto clock = run_rdpready(folder, "replay - --set clock_skew_seconds=301");

  EXPECT_EQ(list.exit_code, 64);
  EXPECT_EQ(list.err,
            "rdpready: certificate_days takes 1 to 8 different whole numbers from 1 to 365, such "
            "as 30,14,7, not \"30,30\".\n");
  EXPECT_EQ(clock.exit_code, 64);
  EXPECT_THAT(clock.err, HasSubstr("clock_skew_seconds takes a whole number from 5 to 300"));
}

void save(const TemporaryFolder& folder, std::string_view key, std::string_view value) {
  const auto database = tray::open_archive({folder.path() / "data", {}, false});
  sample::must((*database)->save_setting(key, value));
}

std::string address(const tests::ScriptedServer& server) {
  return monitor::to_text(server.target().endpoint);
}

TEST(OwnThresholds, HoldForALookAtWhatIsNotSavedAndAtWhatIs) {
  const tests::TestCertificate certificate({.ends = hours(24) * 40});
  const tests::ScriptedServer server(tests::healthy(certificate));
  const TemporaryFolder folder;
  const auto one = "check --json " + address(server);

  EXPECT_THAT(run_rdpready(folder, one).out, testing::Not(HasSubstr("certificate.expires_soon")));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "data")) << "a look needs no data";
  save(folder, "certificate_days", "60,10");
  run_rdpready(folder, "targets add " + address(server) + " PC");
  for (const auto& words :
       {one, std::string("check --json --saved"), std::string("fix PC --plan --json")})
    EXPECT_THAT(run_rdpready(folder, words).out, HasSubstr("certificate.expires_soon")) << words;
}

TEST(OwnLimit, HoldsForALookThatNamesNone) {
  const tests::ScriptedServer server([](tests::Peer& peer) { peer.stall(); });
  const TemporaryFolder folder;
  save(folder, "look_limit_seconds", "1");

  for (const std::string words : {"check --json ", "fix --plan --json "}) {
    const auto document = json::parse(run_rdpready(folder, words + address(server)).out);
    const auto& look = document.contains("before") ? document["before"] : document;
    EXPECT_LT(look["duration_ms"], 4900) << "otherwise five seconds are given to the answer alone";
  }
}

TEST(OwnThresholds, AreNotNeededToLook) {
  const tests::TestCertificate certificate({.ends = hours(24) * 20});
  const tests::ScriptedServer server(tests::healthy(certificate));
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "data" / "rdpready.db");

  const auto run = run_rdpready(folder, "check --json " + address(server));

  EXPECT_THAT(run.out, HasSubstr("certificate.expires_soon")) << "by the usual ones";
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("rdpready: "));
}

TEST(OwnThresholds, HoldAtOnceForTheTray) {
  const tests::TestCertificate certificate({.ends = hours(24) * 40});
  const tests::ScriptedServer server(tests::healthy(certificate));
  const TemporaryFolder folder;
  tests::HomeThread home;
  tray::Assembly::Options options;
  options.data_dir = folder.path() / "data";
  options.on_home_thread = [&](std::function<void()> work) { home.post(std::move(work)); };
  const auto assembly = tray::Assembly::open(std::move(options)).value_or(nullptr);
  ASSERT_TRUE(assembly);
  assembly->start();
  auto preferences = assembly->preferences();
  preferences.thresholds.certificate_days = {days{60}};
  std::optional<Check> seen;
  assembly->set_preferences(preferences, [&](monitor::Result<void>) {
    assembly->look_at(server.target(), [&](const Check& check) { seen = check; });
  });

  EXPECT_TRUE(home.run_until([&] { return seen.has_value(); }));
  assembly->stop();

  ASSERT_TRUE(seen);
  EXPECT_NE(monitor::find_finding(*seen, "certificate.expires_soon"), nullptr);
}

/// The engine of the live program, whose thresholds change while it looks.
class Life {
 public:
  Life() {
    target_ = shown(begin, begin).target;
    target_.id = monitor::TargetId{1};
    reasoning_.set_targets({target_});
    policy_.set_targets({target_});
  }

  void set(std::vector<days> certificate_days) {
    const Thresholds thresholds{.certificate_days = std::move(certificate_days)};
    judge_.set_thresholds(thresholds);
    reasoning_.set_thresholds(thresholds);
  }

  /// What is told by looks every three hours, from so many days before the end to so many.
  std::vector<int> told(int from, int until) {
    std::vector<int> days_left;
    for (auto at = end_ - days{from}; at < end_ - days{until}; at += hours{3}) {
      auto check = shown(at, end_);
      check.target = target_;
      check.findings = judge_.judge(check, nullptr);
      reasoning_.understand(check, reasoning_.moves());
      for (const auto& change : reasoning_.take(check, steady_ += hours{3})) {
        if (policy_.consider(change, at))
          days_left.push_back(static_cast<int>(std::chrono::ceil<days>(end_ - at).count()));
      }
    }
    return days_left;
  }

 private:
  monitor::Target target_;
  SysTime end_ = begin + days{100};
  monitor::Judge judge_;
  monitor::Reasoning reasoning_;
  notify::AlertPolicy policy_;
  monitor::SteadyTime steady_{};
};

TEST(OwnThresholds, CanChangeMeanwhileAndTellNothingTwice) {
  Life life;

  EXPECT_THAT(life.told(40, 29), ElementsAre(30));
  life.set({days{90}, days{60}, days{30}, days{25}, days{7}});
  EXPECT_THAT(life.told(29, 20), ElementsAre(25)) << "more of them have passed, none of them now";
  life.set({days{30}, days{25}, days{2}});
  EXPECT_THAT(life.told(20, 3), IsEmpty()) << "what was told is not told again";
  life.set({days{30}, days{14}, days{7}, days{3}, days{1}});
  EXPECT_THAT(life.told(3, 0), ElementsAre(3, 1));
}

}  // namespace
