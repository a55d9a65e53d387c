#include "monitor/platform/windows/command_line.h"
#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <shellapi.h>

namespace {

using monitor::to_utf8;
using monitor::to_wide;
using testing::ElementsAreArray;

using Words = std::vector<std::string>;

TEST(WideText, ComesBackWhole) {
  for (const std::string text : {"", "pc", "Zoë Ωmega", "компьютер", "🙂 and 𝄞"})
    EXPECT_EQ(to_utf8(to_wide(text)), text);
  EXPECT_EQ(to_wide("é🙂"), L"\u00e9\xd83d\xde42");
}

TEST(WideText, KeepsAZeroInside) {
  const std::string text("a\0b", 3);

  EXPECT_EQ(to_utf8(to_wide(text)), text);
}

TEST(WideText, ReplacesWhatIsNoText) {
  EXPECT_EQ(to_wide("a\xff"), L"a\xfffd");
  EXPECT_EQ(to_utf8(L"a\xd83d"), "a\xef\xbf\xbd");
}

/// As a program that is started by that line sees its words.
Words split(const std::wstring& line) {
  int count = 0;
  const std::unique_ptr<wchar_t*, monitor::FreeLocal> words(
      CommandLineToArgvW(line.c_str(), &count));
  Words found;
  for (int i = 0; i < count; ++i)
    found.push_back(to_utf8(words.get()[i]));
  return found;
}

TEST(CommandLineOfWords, IsSplitIntoTheSameWords) {
  const Words words = {"C:\\Program Files\\x\\y.exe",
                       "plain",
                       "",
                       "two words",
                       "say \"hello\"",
                       "ends in \\",
                       "C:\\folder with blank\\",
                       "\\\\\"",
                       "a\\\\b",
                       "tab\there",
                       "Zoë 🙂",
                       "%PATH% ^&|<>"};

  EXPECT_THAT(split(monitor::command_line(words)), ElementsAreArray(words));
}

TEST(CommandLineOfWords, QuotesTheProgramAlways) {
  EXPECT_EQ(monitor::command_line({"mstsc.exe", "/v:pc"}), L"\"mstsc.exe\" /v:pc");
}

}  // namespace
