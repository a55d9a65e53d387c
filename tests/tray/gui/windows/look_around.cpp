// What a test on Windows needs to see and to send, for a script outside of it.
//   look_around windows              every visible window, one a line, its children indented below
//   look_around balloons             the text of each balloon when it comes up, a line each, for
//   ever look_around icon-there           whether the taskbar has the tray program's icon: yes or
//   no look_around icon-lost            makes the taskbar forget it, as a crash of the Explorer
//   does look_around taskbar-created      tells everybody that there is a new taskbar look_around
//   icon-event NUMBER    sends the icon's window what the taskbar would send it look_around
//   settings NAME        tells everybody that the settings of that name have changed look_around
//   end-session          asks the tray program to end, as the Restart Manager does

#include <windows.h>

#include <commctrl.h>
#include <shellapi.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

namespace {

constexpr auto* icon_window = L"RDPReady.Tray.Icon";
constexpr auto* end_window = L"RDPReady.Tray.End";
constexpr UINT icon_event = WM_APP + 1;
constexpr UINT icon_id = 1;
constexpr UINT patience_ms = 2000;

std::string utf8(const std::wstring& text) {
  std::string out(text.size() * 3, '\0');
  const int size =
      ::WideCharToMultiByte(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), out.data(),
                            static_cast<int>(out.size()), nullptr, nullptr);
  out.resize(static_cast<std::size_t>(size));
  for (auto& c : out) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return out;
}

std::wstring text_of(HWND window) {
  wchar_t text[1024] = L"";
  DWORD_PTR length = 0;
  ::SendMessageTimeoutW(window, WM_GETTEXT, std::size(text), reinterpret_cast<LPARAM>(text),
                        SMTO_ABORTIFHUNG, patience_ms, &length);
  return text;
}

/// Depth, handle, process, class, place, enabled, text; tabs between them.
void print(HWND window, int depth) {
  wchar_t kind[128] = L"";
  ::GetClassNameW(window, kind, static_cast<int>(std::size(kind)));
  RECT place{};
  ::GetWindowRect(window, &place);
  DWORD process = 0;
  ::GetWindowThreadProcessId(window, &process);
  std::printf("%d\t%p\t%lu\t%s\t%ld,%ld,%ld,%ld\t%d\t%s\n", depth, static_cast<void*>(window),
              process, utf8(kind).c_str(), place.left, place.top, place.right - place.left,
              place.bottom - place.top, ::IsWindowEnabled(window) != FALSE ? 1 : 0,
              utf8(text_of(window)).c_str());
}

void print_tree(HWND window, int depth) {
  if (::IsWindowVisible(window) == FALSE) return;
  print(window, depth);
  for (auto child = ::GetWindow(window, GW_CHILD); child != nullptr;
       child = ::GetWindow(child, GW_HWNDNEXT))
    print_tree(child, depth + 1);
}

BOOL CALLBACK print_top(HWND window, LPARAM) {
  print_tree(window, 0);
  return TRUE;
}

// Tips of buttons are smaller.
BOOL CALLBACK print_new_balloon(HWND window, LPARAM last) {
  constexpr int smallest_height = 40;
  wchar_t kind[32] = L"";
  ::GetClassNameW(window, kind, static_cast<int>(std::size(kind)));
  RECT place{};
  ::GetWindowRect(window, &place);
  if (::IsWindowVisible(window) == FALSE || std::wstring(kind) != TOOLTIPS_CLASSW ||
      place.bottom - place.top <= smallest_height)
    return TRUE;
  auto& last_text = *reinterpret_cast<std::wstring*>(last);
  const auto text = text_of(window);
  if (text != last_text) {
    std::puts(utf8(text).c_str());
    std::fflush(stdout);
    last_text = text;
  }
  return FALSE;
}

int balloons(const wchar_t*) {
  constexpr DWORD pause_ms = 100;
  std::wstring last;
  for (;;) {
    ::EnumWindows(&print_new_balloon, reinterpret_cast<LPARAM>(&last));
    ::Sleep(pause_ms);
  }
}

NOTIFYICONDATAW icon() {
  NOTIFYICONDATAW data{};
  data.cbSize = sizeof data;
  data.hWnd = ::FindWindowW(icon_window, nullptr);
  data.uID = icon_id;
  return data;
}

int windows(const wchar_t*) {
  ::EnumWindows(&print_top, 0);
  return 0;
}

// A change of nothing is refused where there is no icon.
int icon_there(const wchar_t*) {
  auto data = icon();
  const bool there = data.hWnd != nullptr && ::Shell_NotifyIconW(NIM_MODIFY, &data) != FALSE;
  std::puts(there ? "yes" : "no");
  return 0;
}

int icon_lost(const wchar_t*) {
  auto data = icon();
  return ::Shell_NotifyIconW(NIM_DELETE, &data) != FALSE ? 0 : 1;
}

int taskbar_created(const wchar_t*) {
  const auto message = ::RegisterWindowMessageW(L"TaskbarCreated");
  return ::PostMessageW(HWND_BROADCAST, message, 0, 0) != FALSE ? 0 : 1;
}

int send_icon_event(const wchar_t* number) {
  const auto event = static_cast<WORD>(std::wcstoul(number, nullptr, 0));
  return ::PostMessageW(icon().hWnd, icon_event, 0, MAKELPARAM(event, icon_id)) != FALSE ? 0 : 1;
}

int settings(const wchar_t* name) {
  const auto text = reinterpret_cast<LPARAM>(name);
  ::SendMessageTimeoutW(HWND_BROADCAST, WM_SETTINGCHANGE, 0, text, SMTO_ABORTIFHUNG, patience_ms,
                        nullptr);
  return 0;
}

int end_session(const wchar_t*) {
  const auto window = ::FindWindowW(end_window, nullptr);
  const auto reason = static_cast<LPARAM>(ENDSESSION_CLOSEAPP);
  if (::SendMessageW(window, WM_QUERYENDSESSION, 0, reason) == FALSE) return 1;
  ::SendMessageTimeoutW(window, WM_ENDSESSION, TRUE, reason, SMTO_NORMAL, patience_ms, nullptr);
  return 0;
}

const std::map<std::wstring, std::function<int(const wchar_t*)>> questions = {
    {L"windows", &windows},
    {L"balloons", &balloons},
    {L"icon-there", &icon_there},
    {L"icon-lost", &icon_lost},
    {L"taskbar-created", &taskbar_created},
    {L"icon-event", &send_icon_event},
    {L"settings", &settings},
    {L"end-session", &end_session},
};

}  // namespace

int main() {
  int count = 0;
  auto* const* words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  const auto question = count > 1 ? questions.find(words[1]) : questions.end();
  if (question == questions.end()) return 64;
  return question->second(count > 2 ? words[2] : L"");
}
