#include "monitor/foresight/words.h"

#include <gmock/gmock.h>

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ForesightWords, LeaveOutAUsualTimeThatIsPastBeforeTheHostIsUp) {
  const auto late = monitor::not_back_text(22 * 60 + 5, 12 * 60 + 58);

  EXPECT_THAT(late, AllOf(HasSubstr("normally up by 22:05"), Not(HasSubstr("12:58"))));
  EXPECT_THAT(monitor::not_back_text(8 * 60, 9 * 60), HasSubstr("you usually connect at 09:00"));
}

TEST(ForesightWords, SayNothingOfTheLengthOfInterruptionsThatIsNotKnown) {
  monitor::Spells::Burst burst;
  burst.spells = 6;

  EXPECT_THAT(monitor::flapping_text(burst, {20'000, 550}, {20'000, 700}),
              testing::StartsWith("It failed 6 times since 09:10. Expect interruptions;"));
  burst.brief = true;
  EXPECT_THAT(monitor::flapping_text(burst, {20'000, 550}, {20'000, 700}),
              HasSubstr("mostly for a moment"));
}

}  // namespace
