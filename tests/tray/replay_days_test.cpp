#include "monitor/model/time_text.h"
#include "tests/fakes/replayed.h"
#include "tests/fakes/sample_checks.h"
#include "tray/app/check_json.h"

#include <gmock/gmock.h>

// Which day a notice names where the clock on the wall is far from UTC.

namespace {

using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using tests::replayed;

/// The last weeks of a certificate and a day more, by a clock that is `ahead` of UTC.
std::vector<json> last_weeks(monitor::SysTime end, std::chrono::seconds ahead) {
  const auto begin = end - days{29};
  std::string lines = json{{"event", "network_changed"},
                           {"at", monitor::iso_millis(begin)},
                           {"network", "home"},
                           {"vpn", nullptr},
                           {"utc_offset_s", ahead.count()}}
                          .dump() +
                      '\n';
  for (auto at = begin + minutes{30}; at < end + days{1}; at += minutes{30}) {
    auto check = tests::healthy_check(end);
    check.at = at;
    check.certificate->not_before = end - days{365};
    lines += tray::check_to_json(check) + '\n';
  }
  return replayed(lines);
}

TEST(ReplayOfDays, NamesTheDayByTheClockOnTheWall) {
  const auto alerts = last_weeks(*monitor::parse_iso("2026-04-01T03:00:00Z"), -hours{7});

  EXPECT_GT(alerts.size(), 1U);
  for (const auto& alert : alerts) {
    const auto words = alert["title"].get<std::string>() + ". " + alert["text"].get<std::string>();
    EXPECT_THAT(words, Not(HasSubstr("1 April")));
    EXPECT_THAT(words, AnyOf(HasSubstr("ends on 31 March 2026"), HasSubstr("ends today at 20:00"),
                             HasSubstr("ended today")));
  }
}

TEST(ReplayOfDays, NamesTheNextDayEastOfGreenwich) {
  const auto alerts = last_weeks(*monitor::parse_iso("2026-03-31T18:00:00Z"), hours{9});

  ASSERT_FALSE(alerts.empty());
  EXPECT_THAT(alerts[0]["text"].get<std::string>(), HasSubstr("ends on 1 April 2026"));
}

}  // namespace
