#include "monitor/model/sentences.h"

#include <gmock/gmock.h>

namespace {

using ::testing::ElementsAre;

TEST(Sentences, LeaveOutWhatStandsInBetweenFirst) {
  EXPECT_THAT(monitor::shorter_and_shorter("It is so. It may be. It was. Do this."),
              ElementsAre("It is so. It may be. It was. Do this.", "It is so. It was. Do this.",
                          "It is so. Do this."));
  EXPECT_THAT(monitor::shorter_and_shorter("It is so. Do this."),
              ElementsAre("It is so. Do this."));
  EXPECT_THAT(monitor::shorter_and_shorter(""), ElementsAre(""));
}

TEST(Sentences, TellSinceWhenApartFromTheRest) {
  EXPECT_EQ(monitor::since_of("Since 09:10. It is so. Do this."), "Since 09:10.");
  EXPECT_EQ(monitor::without_since("Since 09:10. It is so. Do this."), "It is so. Do this.");
  EXPECT_EQ(monitor::since_of("It is so. Since 09:10."), "");
  EXPECT_EQ(monitor::without_since("It is so."), "It is so.");
}

TEST(Sentences, CountCharactersNotBytes) {
  EXPECT_EQ(monitor::characters("Größe …"), 7U);
}

TEST(Sentences, MaskWhatControlsATerminalTurnsTheDirectionOrIsNotSeen) {
  EXPECT_EQ(monitor::without_controls("a\nb\x1b[31m\x7f\xC2\x9B"
                                      "c"),
            "a?b?[31m??c");
  EXPECT_EQ(monitor::without_controls("a\u202E\u2066\u200B\u200F\u061C\u2028\uFEFF"
                                      "b"),
            "a???????b");
  for (const std::string text :
       {"Büro 7, dritter Stock…", "日本語", "می\u200Cخواهم", "\xE2\x80", ""})
    EXPECT_EQ(monitor::without_controls(text), text);
}

}  // namespace
