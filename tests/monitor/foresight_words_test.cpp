#include "monitor/foresight/words.h"

#include <gmock/gmock.h>

#include <array>

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t longest = 200;

TEST(ForesightWords, LeaveOutAUsualTimeThatIsPastBeforeTheHostIsUp) {
  const auto late = monitor::not_back_text(22 * 60 + 5, 12 * 60 + 58);

  EXPECT_THAT(late, AllOf(HasSubstr("normally up by 22:05"), Not(HasSubstr("12:58"))));
  EXPECT_THAT(monitor::not_back_text(8 * 60, 9 * 60), HasSubstr("you usually connect at 09:00"));
}

TEST(ForesightWords, SayPlainlyWhatIsUnlikeARenewal) {
  EXPECT_EQ(monitor::changed_text("The certificate", "issuer, first day"),
            "The certificate is a new one, but not as a renewal would be: it has another issuer "
            "and was made long ago. Before you type a password, ask your IT support whether it was "
            "replaced.");
  EXPECT_THAT(monitor::changed_text("The certificate", "time"), HasSubstr("it came too early."));
}

TEST(ForesightWords, FitANoticeWhateverIsUnlikeARenewal) {
  constexpr std::array words = {"name",     "issuer", "trust",     "key",
                                "computer", "time",   "first day", "length"};
  for (unsigned chosen = 1; chosen < 1U << words.size(); ++chosen) {
    std::string differs;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((chosen >> i & 1U) == 0) continue;
      differs.append(differs.empty() ? "" : ", ").append(words.at(i));
    }
    const auto text = monitor::changed_text("The gateway's certificate", differs);

    EXPECT_LE(text.size(), longest) << text;
    EXPECT_THAT(text, Not(HasSubstr("like the one before"))) << differs;
  }
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
