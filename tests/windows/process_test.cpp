#include "notify/process.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"
#include "notify/command_words.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/role.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <fstream>
#include <sstream>

namespace {

using monitor::Failure;
using monitor::Handle;
using testing::ElementsAre;

constexpr std::chrono::seconds plenty{60};

std::wstring variable(const wchar_t* name) {
  std::wstring value(1'000, L'\0');
  value.resize(GetEnvironmentVariableW(name, value.data(), static_cast<DWORD>(value.size())));
  return value;
}

/// Writes its word and a variable into the file that another variable names.
const tests::Role witness("process/witness", [](const auto& words, const auto&) {
  std::ofstream(std::filesystem::path(variable(L"RDPREADY_FILE")), std::ios::binary)
      << words.at(0) << '|' << monitor::to_utf8(variable(L"RDPREADY_TEXT"));
});

const tests::Role failing("process/failing", [](const auto&, const auto&) { ExitProcess(3); });

/// Starts another of its kind and then does nothing for ever; the other holds the pipe's end.
const tests::Role sleeper("process/sleeper", [](const auto& words, const auto&) {
  if (!words.empty()) {
    const Handle pipe(CreateFileW(monitor::to_wide(words[0]).c_str(), GENERIC_WRITE, 0, nullptr,
                                  OPEN_EXISTING, 0, nullptr));
    Sleep(INFINITE);
  }
  const tests::Child other(sleeper, {monitor::to_utf8(variable(L"RDPREADY_TEXT"))});
  Sleep(INFINITE);
});

std::vector<std::string> command(const tests::Role& role, std::vector<std::string> words = {}) {
  std::vector<std::string> all = {monitor::to_utf8(tests::this_test_program().wstring()),
                                  "--play-role", role.name()};
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

TEST(RunProcess, GivesWordsAndVariablesWhole) {
  const tests::TemporaryFolder folder;
  const auto file = folder.path() / L"seen by Zo\u00eb.txt";

  const auto ran = notify::run_process(
      command(witness, {"a \"b\" c\\"}),
      {{"RDPREADY_TEXT", "Büro 🙂"}, {"RDPREADY_FILE", monitor::to_utf8(file.wstring())}},
      plenty);

  ASSERT_TRUE(ran) << ran.error().what << ran.error().detail;
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  EXPECT_EQ(text.str(), "a \"b\" c\\|Büro 🙂");
}

TEST(RunProcess, ReportsAProgramThatFails) {
  const auto ran = notify::run_process(command(failing), {}, plenty);

  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().kind, Failure::Kind::internal);
  EXPECT_EQ(ran.error().detail, "exit code 3");
}

TEST(RunProcess, SaysThatAProgramIsMissing) {
  const auto ran = notify::run_process({"C:\\no such folder\\no-such-program.exe"}, {}, plenty);

  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().kind, Failure::Kind::not_found);
}

TEST(RunProcess, EndsAProgramThatTakesTooLongWithItsChildren) {
  const auto name = L"\\\\.\\pipe\\rdpready-process-" + std::to_wstring(GetCurrentProcessId());
  const Handle pipe(
      CreateNamedPipeW(name.c_str(), PIPE_ACCESS_INBOUND, PIPE_TYPE_BYTE, 1, 0, 16, 0, nullptr));

  // Long enough for both to begin on a busy computer.
  const auto ran = notify::run_process(
      command(sleeper), {{"RDPREADY_TEXT", monitor::to_utf8(name)}}, std::chrono::seconds(5));

  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().kind, Failure::Kind::timed_out);
  // Ends only once nobody holds the other end any more.
  ConnectNamedPipe(pipe.get(), nullptr);
  char byte = 0;
  DWORD size = 0;
  EXPECT_FALSE(ReadFile(pipe.get(), &byte, 1, &size, nullptr));
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_BROKEN_PIPE));
}

TEST(CommandWords, AreThoseOfWindows) {
  EXPECT_THAT(
      *notify::command_words(R"(  "C:\Program Files\a.exe" C:\Temp\ "two words" "say \"x\"")"),
      ElementsAre("C:\\Program Files\\a.exe", "C:\\Temp\\", "two words", "say \"x\""));
  EXPECT_THAT(*notify::command_words(R"(C:\Tools\Zoë.exe)"), ElementsAre("C:\\Tools\\Zoë.exe"));
  EXPECT_THAT(*notify::command_words("  "), ElementsAre());
  EXPECT_FALSE(notify::command_words(R"(a.exe "open)"));
}

}  // namespace
