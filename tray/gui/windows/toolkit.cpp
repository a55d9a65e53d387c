#include "tray/gui/toolkit.h"

#include "tray/gui/gui_thread.h"
#include "tray/gui/windows/hidden_window.h"
#include "tray/gui/wx_text.h"

#include <wx/init.h>
#include <wx/msw/wrapwin.h>

#include <shellapi.h>
#include <shobjidl.h>

#include <cstdlib>
#include <memory>
#include <utility>

namespace tray {

namespace {

/// Windows groups windows, taskbar entries and toasts by it. The same as on the shortcut in the
/// Start menu, which the installer makes.
constexpr auto* app_user_model_id = L"RDPReady.Tray";

/// Longest path that Windows knows, and some.
constexpr std::size_t longest_path = 33'000;

std::wstring wide(std::string_view text) {
  return to_wx(text).ToStdWstring();
}

/// By the rules of CommandLineToArgvW: backslashes before a quote count double.
std::wstring quoted(const std::string& word) {
  std::wstring out = L"\"";
  std::size_t backslashes = 0;
  for (const auto c : wide(word)) {
    if (c == L'"') out.append(backslashes + 1, L'\\');
    backslashes = c == L'\\' ? backslashes + 1 : 0;
    out += c;
  }
  return out.append(backslashes, L'\\') + L'"';
}

/// Where the starter has led our output to a file or a pipe, UTF-8 goes there.
bool write_to_file(DWORD which, std::string_view text) {
  const auto stream = ::GetStdHandle(which);
  if (stream == nullptr || stream == INVALID_HANDLE_VALUE) return false;
  if (::GetFileType(stream) == FILE_TYPE_CHAR) return false;
  DWORD written = 0;
  return ::WriteFile(stream, text.data(), static_cast<DWORD>(text.size()), &written, nullptr) !=
         FALSE;
}

/// The console of the program that started us: one with windows has none of its own.
bool write_to_console(std::string_view text) {
  if (::AttachConsole(ATTACH_PARENT_PROCESS) == FALSE) return false;
  const auto console = ::CreateFileW(L"CONOUT$", GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                     nullptr, OPEN_EXISTING, 0, nullptr);
  const auto shown = wide(text);
  DWORD written = 0;
  const bool done = console != INVALID_HANDLE_VALUE &&
                    ::WriteConsoleW(console, shown.data(), static_cast<DWORD>(shown.size()),
                                    &written, nullptr) != FALSE;
  if (console != INVALID_HANDLE_VALUE) ::CloseHandle(console);
  ::FreeConsole();
  return done;
}

/// Windows ends the process when it gets the answer, so all is wound up before, as after the main
/// loop.
[[noreturn]] void end_now() {
  const int code = wxTheApp->OnExit();
  wxEntryCleanup();
  std::exit(code);
}

/// Hears that the session ends or that an installer wants the program closed, also while no window
/// is open.
class EndWatch {
 public:
  explicit EndWatch(std::function<void()> quit)
      : quit_(std::move(quit)),
        window_(L"RDPReady.Tray.End", L"RDP Ready",
                [this](UINT message, WPARAM first, LPARAM) { return take(message, first); }) {}

 private:
  std::optional<LRESULT> take(UINT message, WPARAM first) {
    switch (message) {
      case WM_QUERYENDSESSION:
        return TRUE;
      case WM_ENDSESSION:
        if (first != FALSE) end_now();
        return 0;
      case WM_CLOSE:  // taskkill without /F
        on_gui_thread(quit_);
        return 0;
      default:
        return {};
    }
  }

  std::function<void()> quit_;
  HiddenWindow window_;
};

}  // namespace

void prepare_toolkit() {
  ::SetCurrentProcessExplicitAppUserModelID(app_user_model_id);
}

std::vector<std::string> program_arguments(int, char**) {
  int count = 0;
  const std::unique_ptr<LPWSTR, decltype(&::LocalFree)> words(
      ::CommandLineToArgvW(::GetCommandLineW(), &count), &::LocalFree);
  std::vector<std::string> arguments;
  for (int i = 1; words && i < count; ++i)
    arguments.push_back(to_utf8(wxString(words.get()[i])));
  return arguments;
}

void say_to_starter(std::string_view text, Voice voice) {
  const bool complains = voice == Voice::complaint;
  if (write_to_file(complains ? STD_ERROR_HANDLE : STD_OUTPUT_HANDLE, text)) return;
  if (write_to_console(text)) return;
  const UINT picture = complains ? MB_ICONERROR : MB_ICONINFORMATION;
  ::MessageBoxW(nullptr, wide(text).c_str(), L"RDP Ready", MB_OK | picture);
}

std::filesystem::path program_path() {
  std::wstring path(longest_path, L'\0');
  path.resize(::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  return path;
}

// After the computer was started anew the login starts it, where the person wants that.
void ask_for_restart(const std::vector<std::string>& arguments) {
  std::wstring line;
  for (const auto& argument : arguments)
    line += (line.empty() ? L"" : L" ") + quoted(argument);
  ::RegisterApplicationRestart(line.c_str(), RESTART_NO_REBOOT);
}

void when_asked_to_end(std::function<void()> quit) {
  const auto watch = std::make_shared<EndWatch>(quit);
  // Our windows are asked too. wx would take one that hides for a refusal, and delete them before
  // those who use them.
  wxTheApp->Bind(wxEVT_QUERY_END_SESSION, [watch](wxCloseEvent&) {});
  wxTheApp->Bind(wxEVT_END_SESSION, [](wxCloseEvent&) { end_now(); });
}

}  // namespace tray
