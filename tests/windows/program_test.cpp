// What Windows itself sees of the program: its resources, and its end when the user wants it.

#include "monitor/platform/windows/command_line.h"
#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/role.h"
#include "tray/app/version.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <winver.h>

#include <stdexcept>
#include <vector>

namespace {

namespace fs = std::filesystem;

using monitor::Handle;
using monitor::to_utf8;

fs::path program() {
  return fs::path(monitor::to_wide(RDPREADY_PROGRAM));
}

std::string said_of_the_version(const wchar_t* name) {
  DWORD unused = 0;
  std::vector<std::byte> room(GetFileVersionInfoSizeW(program().c_str(), &unused));
  if (room.empty() || GetFileVersionInfoW(program().c_str(), 0, static_cast<DWORD>(room.size()),
                                          room.data()) == FALSE) {
    return "none";
  }
  void* text = nullptr;
  UINT size = 0;
  const auto path = L"\\StringFileInfo\\040904B0\\" + std::wstring(name);
  if (VerQueryValueW(room.data(), path.c_str(), &text, &size) == FALSE) return "missing";
  return to_utf8(static_cast<const wchar_t*>(text));
}

TEST(Program, SaysWhatItIs) {
  EXPECT_EQ(said_of_the_version(L"FileVersion"), tray::version);
  EXPECT_EQ(said_of_the_version(L"ProductName"), "RDP Ready");
  EXPECT_EQ(said_of_the_version(L"FileDescription"), "RDP Ready (command line)");
  EXPECT_EQ(said_of_the_version(L"LegalCopyright"), "© 2026 The RDP Ready authors");
}

/// Its own file's bytes may be mapped by nobody else while it is read as data.
class Resources {
 public:
  Resources() : module_(LoadLibraryExW(program().c_str(), nullptr, LOAD_LIBRARY_AS_DATAFILE)) {}

  ~Resources() { FreeLibrary(module_); }

  Resources(const Resources&) = delete;
  Resources& operator=(const Resources&) = delete;

  std::string text(const wchar_t* name, const wchar_t* kind) const {
    const HRSRC found = FindResourceW(module_, name, kind);
    if (found == nullptr) return {};
    const auto* bytes = static_cast<const char*>(LockResource(LoadResource(module_, found)));
    return {bytes, SizeofResource(module_, found)};
  }

 private:
  HMODULE module_;
};

TEST(Program, AsksWindowsForTheWaysOfToday) {
  const auto manifest = Resources().text(MAKEINTRESOURCEW(1), RT_MANIFEST);

  for (const auto* wanted :
       {"asInvoker", "PerMonitorV2", "UTF-8</activeCodePage>", "true</longPathAware>",
        "Microsoft.Windows.Common-Controls", "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"})
    EXPECT_THAT(manifest, testing::HasSubstr(wanted));
}

TEST(Program, HasAnIconOfEverySize) {
  // GRPICONDIR: reserved, kind, count.
  const auto icon = Resources().text(L"AAA_PROGRAM", RT_GROUP_ICON);

  ASSERT_GE(icon.size(), 6U);
  EXPECT_EQ(icon[4], 8);
}

/// Starts `watch` in a console of its own, without a window, and presses Ctrl+C there once it says
/// that it watches. A process of its own, for it leaves its console.
const tests::Role visitor("program/visitor", [](const auto& words, const auto&) {
  SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
  HANDLE reading = nullptr;
  HANDLE writing = nullptr;
  if (!CreatePipe(&reading, &writing, &inherited, 0)) throw std::runtime_error("pipe");
  const Handle said(reading);
  Handle says(writing);
  STARTUPINFOW start{};
  start.cb = sizeof start;
  start.dwFlags = STARTF_USESTDHANDLES;
  start.hStdError = says.get();
  auto line = monitor::command_line({RDPREADY_PROGRAM, "watch", "--data-dir", words.at(0)});
  PROCESS_INFORMATION made{};
  if (!CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, CREATE_NO_WINDOW, nullptr,
                      nullptr, &start, &made))
    throw std::runtime_error("start");
  const Handle thread(made.hThread);
  const Handle process(made.hProcess);
  says.reset();
  std::string heard;
  char byte = 0;
  DWORD got = 0;
  while (!heard.ends_with("Ctrl+C ends.") && ReadFile(said.get(), &byte, 1, &got, nullptr))
    heard += byte;

  FreeConsole();
  AttachConsole(made.dwProcessId);
  SetConsoleCtrlHandler(nullptr, TRUE);
  if (!GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0)) throw std::runtime_error("no Ctrl+C");
  WaitForSingleObject(process.get(), INFINITE);
  DWORD code = 1;
  GetExitCodeProcess(process.get(), &code);
  if (code != 0) throw std::runtime_error("exit code " + std::to_string(code));
});

TEST(Program, EndsWellOnCtrlC) {
  const tests::TemporaryFolder folder;

  tests::Child child(visitor, {to_utf8(folder.path().wstring())});

  EXPECT_TRUE(child.wait_for_end());
}

}  // namespace
