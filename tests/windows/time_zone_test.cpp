#include "monitor/platform/time_zone.h"

#include <gtest/gtest.h>

#include <windows.h>

namespace {

using std::chrono::minutes;

TEST(TimeZone, IsTheOneThatIsSet) {
  TIME_ZONE_INFORMATION zone{};
  const auto state = GetTimeZoneInformation(&zone);
  const auto bias =
      zone.Bias + (state == TIME_ZONE_ID_DAYLIGHT ? zone.DaylightBias : zone.StandardBias);
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());

  EXPECT_EQ(monitor::utc_offset(now), minutes(state == TIME_ZONE_ID_UNKNOWN ? -zone.Bias : -bias));
}

TEST(TimeZone, TakesMomentsOfAnyAge) {
  EXPECT_LE(std::chrono::abs(monitor::utc_offset(monitor::SysTime{})), std::chrono::hours(14));
  EXPECT_EQ(
      monitor::utc_offset(monitor::SysTime{std::chrono::sys_days{std::chrono::year{1500} / 1 / 1}}),
      std::chrono::seconds(0));
}

}  // namespace
