#include "notify/hours.h"

#include "monitor/model/time_text.h"

#include <gtest/gtest.h>

namespace {

using monitor::SysTime;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds utc{0};

SysTime at(const char* iso) {
  return *monitor::parse_iso(iso);
}

notify::Hours span(const char* text) {
  const auto read = notify::parse_hours(text);
  EXPECT_TRUE(read) << text;
  return read.value_or(notify::Hours{});
}

TEST(Hours, GoPastMidnight) {
  const auto night = span("22:00-07:00");

  EXPECT_TRUE(night.contains(at("2026-11-22T22:00:00Z"), utc));
  EXPECT_TRUE(night.contains(at("2026-11-23T06:59:59Z"), utc));
  EXPECT_FALSE(night.contains(at("2026-11-23T07:00:00Z"), utc));
  EXPECT_FALSE(night.contains(at("2026-11-22T21:59:59Z"), utc));
}

TEST(Hours, GoByTheClockOnTheWall) {
  const auto night = span("22:00-07:00");

  EXPECT_TRUE(night.contains(at("2026-11-22T21:30:00Z"), hours(1)));
  EXPECT_FALSE(night.contains(at("2026-11-22T06:30:00Z"), hours(1)));
  EXPECT_TRUE(night.contains(at("2026-11-23T03:30:00Z"), -hours(5)));
}

TEST(Hours, EndAtTheSameClockTimeWhenSummerTimeBegins) {
  const auto night = span("22:00-07:00");

  // 29 March 2026, 01:00 UTC: Berlin goes from +1 to +2.
  EXPECT_TRUE(night.contains(at("2026-03-29T00:59:00Z"), hours(1)));
  EXPECT_TRUE(night.contains(at("2026-03-29T04:59:00Z"), hours(2)));
  EXPECT_FALSE(night.contains(at("2026-03-29T05:00:00Z"), hours(2)));
}

TEST(Hours, KeepToTheirWeekdayAlsoPastMidnight) {
  const auto night = span("fri 22:00-06:00");

  EXPECT_TRUE(night.contains(at("2026-11-27T23:00:00Z"), utc));
  EXPECT_TRUE(night.contains(at("2026-11-28T05:00:00Z"), utc));
  EXPECT_FALSE(night.contains(at("2026-11-27T05:00:00Z"), utc));
  EXPECT_FALSE(night.contains(at("2026-11-28T23:00:00Z"), utc));
}

TEST(Hours, AreWrittenAsTheyAreRead) {
  for (const auto* text :
       {"22:00-07:00", "sun 02:00-06:00", "mon-fri,sun 22:00-06:00", "tue,thu 12:30-13:30"})
    EXPECT_EQ(notify::to_text(span(text)), text);
  EXPECT_EQ(notify::to_text(span("Saturday-Monday 1:00-2:00")), "mon,sat-sun 01:00-02:00");
  EXPECT_EQ(notify::to_text(span(" daily 7:05-8:00 ")), "07:05-08:00");
}

TEST(Hours, RefuseWhatIsNoTimeAndNameIt) {
  for (const auto* text :
       {"", "22:00", "22:00-22:00", "24:00-07:00", "22:60-07:00", "xyz 1:00-2:00", "22.00-07.00",
        "a:bc-1:00", "mon- 1:00-2:00", ":00-01:00"}) {
    const auto read = notify::parse_hours(text);
    ASSERT_FALSE(read) << text;
    EXPECT_NE(read.error().what.find(text), std::string::npos);
  }
}

TEST(Maintenance, IsWeeklyOrOnce) {
  const auto weekly = notify::parse_maintenance("sun 02:00-06:00", utc);
  const auto once = notify::parse_maintenance("until 2026-12-01 06:00", hours(1));

  ASSERT_TRUE(weekly);
  ASSERT_TRUE(once);
  EXPECT_TRUE(weekly->is_on(at("2026-11-22T03:00:00Z"), utc));
  EXPECT_FALSE(weekly->is_on(at("2026-11-23T03:00:00Z"), utc));
  EXPECT_TRUE(once->is_on(at("2026-12-01T04:59:00Z"), hours(1)));
  EXPECT_FALSE(once->is_on(at("2026-12-01T05:00:00Z"), hours(1)));
}

TEST(Maintenance, IsWrittenAsItIsRead) {
  for (const auto* text : {"", "sun 02:00-06:00", "until 2026-12-01T06:00:00Z"}) {
    const auto read = notify::parse_maintenance(text, utc);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(notify::to_text(*read), text);
  }
  EXPECT_FALSE(notify::parse_maintenance("until tomorrow", utc));
  EXPECT_FALSE(notify::parse_maintenance("sometimes", utc));
}

}  // namespace
