#include "tray/cli/console.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <fcntl.h>
#include <io.h>

#include <windows.h>

#include <shellapi.h>

namespace tray {

namespace {

/// The console that the stream writes to; null where it is a file or a pipe.
HANDLE console_of(std::FILE* stream) {
  const auto handle = reinterpret_cast<HANDLE>(_get_osfhandle(_fileno(stream)));
  DWORD mode = 0;
  return handle != INVALID_HANDLE_VALUE && GetConsoleMode(handle, &mode) != FALSE ? handle
                                                                                  : nullptr;
}

/// The system calls the handler on a thread of its own, with nothing of ours: so this one thing has
/// to be known everywhere.
HANDLE stop_event() {
  static const monitor::Handle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  return event.get();
}

BOOL WINAPI on_stop_request(DWORD request) {
  SetEvent(stop_event());
  // When a window closes or a user leaves, the process ends as soon as this returns; the system
  // waits five seconds for it. The program's own end comes before that.
  if (request != CTRL_C_EVENT && request != CTRL_BREAK_EVENT) Sleep(INFINITE);
  return TRUE;
}

}  // namespace

/// What the console was like before.
struct ConsoleUse::Before {
  struct Screen {
    HANDLE console = nullptr;
    DWORD mode = 0;
  };

  UINT code_page = 0;
  Screen screens[2];
};

ConsoleUse::ConsoleUse() : before_(std::make_unique<Before>()) {
  // What is piped in comes as it was written; a person ends their typing with Ctrl+Z.
  if (console_of(stdin) == nullptr) _setmode(_fileno(stdin), _O_BINARY);
  auto* screen = before_->screens;
  for (std::FILE* stream : {stdout, stderr}) {
    // Text is UTF-8 with plain line ends, the same as everywhere.
    _setmode(_fileno(stream), _O_BINARY);
    screen->console = console_of(stream);
    if (screen->console != nullptr && GetConsoleMode(screen->console, &screen->mode) != FALSE)
      SetConsoleMode(screen->console,
                     screen->mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    ++screen;
  }
  if (before_->screens[0].console == nullptr && before_->screens[1].console == nullptr) return;
  before_->code_page = GetConsoleOutputCP();
  SetConsoleOutputCP(CP_UTF8);
}

ConsoleUse::~ConsoleUse() {
  std::fflush(stdout);
  std::fflush(stderr);
  if (before_->code_page != 0) SetConsoleOutputCP(before_->code_page);
  for (const auto& screen : before_->screens) {
    if (screen.console != nullptr) SetConsoleMode(screen.console, screen.mode);
  }
}

std::vector<std::string> program_arguments(int, char**) {
  int count = 0;
  const std::unique_ptr<wchar_t*, monitor::FreeLocal> words(
      CommandLineToArgvW(GetCommandLineW(), &count));
  std::vector<std::string> arguments;
  for (int i = 1; words && i < count; ++i)
    arguments.push_back(monitor::to_utf8(words.get()[i]));
  return arguments;
}

bool is_terminal(std::FILE* stream) {
  // A console that refused the escape sequences (its old mode) is written to like a file.
  const HANDLE console = console_of(stream);
  DWORD mode = 0;
  return console != nullptr && GetConsoleMode(console, &mode) != FALSE &&
         (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

std::filesystem::path this_program() {
  // The longest path of all (Maximum Path Length Limitation).
  std::wstring path(32'768, L'\0');
  path.resize(GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  return path;
}

void hold_stop_requests() {
  stop_event();
  SetConsoleCtrlHandler(on_stop_request, TRUE);
}

void wait_for_stop() {
  WaitForSingleObject(stop_event(), INFINITE);
}

}  // namespace tray
