#include "monitor/model/time_text.h"
#include "tests/fakes/laptop.h"
#include "tests/fakes/replayed.h"
#include "tray/app/check_json.h"

#include <gmock/gmock.h>

#include <functional>
#include <optional>

// A computer that is off at night, and the notice that it has not come back.

namespace {

using monitor::SysTime;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::monday;

using TimeOfDay = std::function<std::optional<minutes>(int day)>;

constexpr int weeks = 9;
constexpr int last_day = 7 * weeks;  // a Monday

bool is_weekend(int day) {
  return day % 7 >= 5;
}

/// From -12 to 12, another one each day.
minutes now_and_then(int day) {
  return minutes{day * 7 % 25 - 12};
}

std::string line_of(const monitor::Check& seen, SysTime at) {
  auto check = seen;
  check.at = at;
  return tray::check_to_json(check) + '\n';
}

std::string event_of(const char* event, SysTime at, const char* target = nullptr) {
  json line{{"event", event}, {"at", monitor::iso_millis(at)}};
  if (target != nullptr) line["target"] = target;
  return line.dump() + '\n';
}

/// Days of a laptop that is awake from half past six until eight in the evening, with looks at pc1,
/// which is up from then until seven, and at pc2, which always is. Alerts as hour and text.
std::vector<json> mornings(int count, const TimeOfDay& up_from, const TimeOfDay& connects_at) {
  std::string lines;
  for (int day = 0; day < count; ++day) {
    const auto midnight = monday + days{day};
    // It is saved by day, while it is up.
    const auto wakes = day == 0 ? hours{12} : hours{6};
    lines += event_of("wake", midnight + wakes + minutes{30});
    auto attempt = connects_at(day);
    for (minutes at = wakes + minutes{31}; at < hours{20}; at += minutes{3}) {
      if (attempt && *attempt <= at) {
        lines += event_of("user_connects", midnight + at, "pc1") +
                 event_of("user_disconnects", midnight + at + minutes{1}, "pc1");
        attempt.reset();
      }
      const auto up = up_from(day);
      const bool is_up = up && at >= *up && at < hours{19};
      lines += line_of(is_up ? tests::good_look(tests::pc(1)) : tests::silent(1), midnight + at);
      lines += line_of(tests::good_look(tests::pc(2)), midnight + at + std::chrono::seconds{20});
    }
    lines += event_of("sleep", midnight + hours{20});
  }
  return tests::replayed(lines);
}

/// At half past eight, or a quarter of an hour before or after, on workdays.
std::optional<minutes> at_half_past_eight(int day) {
  if (is_weekend(day)) return {};
  return hours{8} + minutes{30} + (day % 3 - 1) * minutes{15};
}

/// "07:53" of the last day.
std::string told_at(const json& alert) {
  return alert["at"].get<std::string>().substr(11, 5);
}

TEST(ReplayOfMornings, ReturnsThatDifferBySomeMinutesAreQuietAtWeekendsToo) {
  const auto alerts = mornings(
      last_day,
      [](int day) {
        const auto usual = hours{is_weekend(day) ? 9 : 7} + minutes{30};
        const auto later_than_ever = minutes{day == last_day - 2   ? 22
                                             : day == last_day - 4 ? 20
                                                                   : 0};
        return later_than_ever.count() > 0 ? usual + later_than_ever : usual + now_and_then(day);
      },
      at_half_past_eight);

  EXPECT_THAT(alerts, IsEmpty());
}

TEST(ReplayOfMornings, WhoTriesItBeforeItIsBackIsNotTold) {
  const int early_riser = last_day - 4;
  const auto alerts = mornings(
      last_day,
      [&](int day) {
        return hours{7} + minutes{30} + (day == early_riser ? minutes{19} : now_and_then(day));
      },
      [&](int day) {
        return day == early_riser ? hours{7} + minutes{20} : at_half_past_eight(day);
      });

  EXPECT_THAT(alerts, IsEmpty()) << "it may yet come";
}

TEST(ReplayOfMornings, ALateReturnIsToldBeforeTheUserEverConnects) {
  const auto alerts = mornings(
      last_day + 1,
      [](int day) -> std::optional<minutes> {
        if (day == last_day) return {};
        return hours{7} + minutes{30} + now_and_then(day);
      },
      at_half_past_eight);

  ASSERT_FALSE(alerts.empty());
  EXPECT_GT(told_at(alerts[0]), "07:45");
  EXPECT_LT(told_at(alerts[0]), "08:10")
      << "the user comes at a quarter past eight at the earliest";
  EXPECT_THAT(alerts[0]["text"].get<std::string>(), HasSubstr("you usually connect at 08:16"));
}

TEST(ReplayOfMornings, ALateReturnOfAPunctualHostIsToldSoon) {
  const auto alerts = mornings(
      last_day + 1,
      [](int day) -> std::optional<minutes> {
        if (day == last_day) return {};
        return hours{7} + minutes{40};
      },
      at_half_past_eight);

  ASSERT_FALSE(alerts.empty());
  EXPECT_GT(told_at(alerts[0]), "07:44");
  EXPECT_LT(told_at(alerts[0]), "07:56");
}

TEST(ReplayOfMornings, AWeekendOnWhichItNeverComesIsQuiet) {
  const auto alerts = mornings(
      last_day,
      [](int day) -> std::optional<minutes> {
        if (is_weekend(day)) return {};
        return hours{7} + minutes{40};
      },
      at_half_past_eight);

  EXPECT_THAT(alerts, IsEmpty());
}

}  // namespace
