#include "monitor/model/time_text.h"

#include <gtest/gtest.h>

namespace monitor {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(TimeText, WritesWhatItReads) {
  for (const auto* text : {"2026-12-01T09:30:00.000Z", "1950-01-01T00:00:00.001Z",
                           "2056-02-29T23:59:59.999Z", "1969-12-31T23:59:59.500Z"}) {
    const auto at = parse_iso(text);

    ASSERT_TRUE(at) << text;
    EXPECT_EQ(iso_millis(*at), text);
  }
}

TEST(TimeText, DropsMillisecondsWhereSecondsAreAsked) {
  EXPECT_EQ(iso_seconds(SysTime(milliseconds(1'764'581'400'999))), "2025-12-01T09:30:00Z");
}

TEST(TimeText, RefusesWhatIsNoTime) {
  for (const auto* text :
       {"", "2026-12-01", "2026-12-01T09:30:00", "2026-02-30T09:30:00Z", "2026-12-01T24:00:00Z",
        "2026-12-01T09:60:00Z", "2026-12-01T09:30:00Zx", "+026-12-01T09:30:00Z",
        "2026-12-01T09:30:00.Z", "2026-12-01T-9:30:00Z", "2026-13-01T09:30:00Z"}) {
    EXPECT_FALSE(parse_iso(text)) << text;
  }
}

TEST(TimeText, NamesTheDay) {
  EXPECT_EQ(day_text(*parse_iso("2026-05-03T23:59:59Z")), "3 May 2026");
}

TEST(TimeText, SaysSpansInTheLargestUnitThatFits) {
  EXPECT_EQ(span_text(seconds(59)), "moments");
  EXPECT_EQ(span_text(seconds(60)), "1 minute");
  EXPECT_EQ(span_text(seconds(3 * 3600 + 59)), "3 hours");
  EXPECT_EQ(span_text(seconds(-9 * 86400)), "9 days");
  EXPECT_EQ(span_text(seconds(9 * 86400 - 60)), "9 days");
  EXPECT_EQ(span_text(seconds(86400)), "1 day");
}

TEST(TimeText, RoundsSpansToTheNearest) {
  EXPECT_EQ(span_text(seconds(115 * 60)), "2 hours");
  EXPECT_EQ(span_text(seconds(85 * 60)), "1 hour");
  EXPECT_EQ(span_text(seconds(150)), "3 minutes");
  EXPECT_EQ(span_text(seconds(3599)), "1 hour");
  EXPECT_EQ(span_text(seconds(86400 - 60)), "1 day") << "not 24 hours";
}

}  // namespace
}  // namespace monitor
