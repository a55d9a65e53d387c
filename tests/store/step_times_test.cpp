#include "store/step_times.h"

#include "tests/store/sample.h"

#include <gtest/gtest.h>

namespace {

using monitor::Outcome;
using store::StepTimes;

monitor::Observation step(std::string name, double ms, Outcome outcome = Outcome::ok) {
  return {std::move(name), outcome, monitor::Millis{ms}, {}, {}};
}

TEST(StepTimes, AreThoseOfTheStepsThatWentWell) {
  monitor::Check check;
  check.steps = {step("resolve", 0.18), step("connect", 9.8), step("negotiate", 11.1),
                 step("tls", 5000, Outcome::failed), step("identity", 0, Outcome::skipped)};

  const auto times = store::step_times(check);

  EXPECT_EQ(store::to_text(times), "180 11100");
  EXPECT_EQ(times.of("negotiate"), monitor::Millis{11.1});
  EXPECT_FALSE(times.of("tls"));
  EXPECT_FALSE(times.of("identity"));
  EXPECT_FALSE(times.of("connect"));
}

TEST(StepTimes, ReadAsTheyWereWritten) {
  StepTimes times;
  times.us[1] = 11'100;
  times.us[3] = 0;
  times.us[5] = 7;

  EXPECT_EQ(store::to_text(times), "- 11100 - 0 - 7");
  EXPECT_EQ(store::parse_step_times(store::to_text(times)), times);
  EXPECT_EQ(store::to_text(StepTimes()), "");
  EXPECT_EQ(store::parse_step_times(""), StepTimes());
}

TEST(StepTimes, ThatCannotBeReadAreNone) {
  StepTimes times;
  times.us[2] = 5;

  EXPECT_EQ(store::parse_step_times("x 1x 5  99999999999999999999 - - 8 9"), times);
}

}  // namespace
