#include "monitor/platform/time_zone.h"

#include "monitor/model/time_text.h"
#include "tests/fakes/spawned.h"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

std::chrono::seconds offset_at(const char* moment) {
  return monitor::utc_offset(*monitor::parse_iso(moment));
}

TEST(TimeZone, FollowsThePersonWhoTravels) {
  tests::set_variable("TZ", "Europe/Berlin");
  EXPECT_EQ(offset_at("2026-01-15T12:00:00Z"), 1h);
  EXPECT_EQ(offset_at("2026-10-25T00:30:00Z"), 2h);
  EXPECT_EQ(offset_at("2026-10-25T01:30:00Z"), 1h);

  tests::set_variable("TZ", "Asia/Kolkata");
  EXPECT_EQ(offset_at("2026-01-15T12:00:00Z"), 5h + 30min);
  tests::unset_variable("TZ");
}

}  // namespace
