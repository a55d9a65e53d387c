#include "tray/app/look_pattern.h"

#include "monitor/model/time_text.h"

#include <gmock/gmock.h>

namespace {

using testing::ElementsAre;
using tray::LookPattern;

std::string look(const std::string& at, const std::string& first, const std::string& second,
                 const std::string& more = {}) {
  return R"({"checked_at": ")" + at + R"(", "duration_ms": 12.5, "steps": [{"step":"a","ms":)" +
         first + R"(},{"step":"b","ms": )" + second + "}]" + more + "}";
}

const std::string usual = look("2026-11-22T18:00:00.000Z", "1.5", "20");

class LookPatternTest : public testing::Test {
 protected:
  LookPatternTest() { pattern.learn(usual); }

  LookPattern pattern;
};

TEST_F(LookPatternTest, ReadsWhatDiffersInNumbersOnly) {
  const auto* numbers = pattern.read(look("2026-11-22T18:05:00Z", "0.25", "1e3"));

  ASSERT_NE(numbers, nullptr);
  EXPECT_EQ(numbers->at, monitor::parse_iso("2026-11-22T18:05:00Z"));
  EXPECT_THAT(numbers->steps_ms, ElementsAre(0.25, 1000.0));
  EXPECT_FALSE(numbers->clock_skew_s);
}

TEST_F(LookPatternTest, LeavesEveryOtherDifferenceToTheParser) {
  for (const auto& other :
       {look("2026-11-22T18:05:00Z", "null", "1"), look("2026-11-22T18:05:00Z", "1", "1", ","),
        look("yesterday", "1", "1"), look("2026-11-22T18:05:00Z", "1", "1").substr(0, 90),
        look("2026-11-22T18:05:00Z", "1", "1", R"(,"certificate":null)"), std::string()})
    EXPECT_EQ(pattern.read(other), nullptr) << other;
}

TEST_F(LookPatternTest, KnowsWhatIsNoNumberOfJson) {
  for (const std::string bad : {"inf", "nan", "+1", "01", "-", "1.", ".5", "1e", "0x10", "1 2", ""})
    EXPECT_EQ(pattern.read(look("2026-11-22T18:05:00Z", "1", bad)), nullptr) << bad;
}

TEST_F(LookPatternTest, ReadsEachNumberExactly) {
  for (const std::string number :
       {"0", "0.1", "12.345", "-3.25", "1e-3", "123456789012345", "1234567890123456789",
        "0.30000000000000004", "99999999.9999999", "179769313486231570000"}) {
    const auto* numbers = pattern.read(look("2026-11-22T18:05:00Z", number, "1"));
    ASSERT_NE(numbers, nullptr) << number;
    EXPECT_EQ(numbers->steps_ms.front(), std::stod(number)) << number;
  }
}

TEST_F(LookPatternTest, IsNotMisledByTextThatLooksLikeAKey) {
  const auto with_text = [](const std::string& text) {
    return look("2026-11-22T18:00:00Z", "1", "2", R"(,"note":"\"ms\": )" + text + "\"");
  };
  pattern.learn(with_text("7"));

  EXPECT_EQ(pattern.read(with_text("8")), nullptr);
  ASSERT_NE(pattern.read(with_text("7")), nullptr);
  EXPECT_THAT(pattern.read(with_text("7"))->steps_ms, ElementsAre(1.0, 2.0));
}

TEST_F(LookPatternTest, PassesOverNumbersThatNobodyReads) {
  const auto run = [](const std::string& unread, const std::string& port) {
    return look("2026-11-22T18:00:00Z", "1", "2",
                R"(,"recorder":{"run":)" + unread + R"(},"target":{"port":)" + port + "}");
  };
  pattern.learn(run("84.0", "3389"));

  EXPECT_NE(pattern.read(run("7", "3389")), nullptr);
  EXPECT_EQ(pattern.read(run("7", "3390")), nullptr);
}

TEST_F(LookPatternTest, ReadsTheServersClock) {
  pattern.learn(look("2026-11-22T18:00:00Z", "1", "2", R"(,"identity":{"clock_skew_s":1.9})"));

  const auto* numbers =
      pattern.read(look("2026-11-22T18:00:01Z", "1", "2", R"(,"identity":{"clock_skew_s":-301})"));

  ASSERT_NE(numbers, nullptr);
  EXPECT_EQ(numbers->clock_skew_s, -301.0);
}

}  // namespace
