// What a test on Windows needs to see and to do, for a script outside of it.
//   look_around windows              every visible window, a line each, its children below it
//   look_around balloons             the text of each balloon that comes up, a line each, for ever
//   look_around icon-there           whether the taskbar has the tray program's icon: yes or no
//   look_around icon-lost            makes the taskbar forget it, as a crash of the Explorer does
//   look_around taskbar-created      tells everybody that there is a new taskbar
//   look_around icon-event NUMBER    sends the icon's window what the taskbar would send it
//   look_around settings NAME        tells everybody that the settings of that name have changed
//   look_around end-session          asks the tray program to end, as the Restart Manager does
//   look_around point X Y            moves the pointer there
//   look_around click X Y [right]    clicks there
// With a handle from the list of windows; 1, and nothing done, where it is not ready for it:
//   look_around click-on WINDOW      clicks its middle
//   look_around press WINDOW KEY...  presses keys in it, or in an open menu: "menu"
//   look_around write WINDOW TEXT    writes into it

#include "tests/tray/gui/windows/hand.h"

#include <windows.h>

#include <commctrl.h>
#include <shellapi.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {

using Words = std::vector<std::wstring>;

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

int balloons(const Words&) {
  constexpr DWORD pause_ms = 100;
  std::wstring last;
  for (;;) {
    ::EnumWindows(&print_new_balloon, reinterpret_cast<LPARAM>(&last));
    ::Sleep(pause_ms);
  }
}

long number(const std::wstring& word) {
  return std::wcstol(word.c_str(), nullptr, 0);
}

NOTIFYICONDATAW icon() {
  NOTIFYICONDATAW data{};
  data.cbSize = sizeof data;
  data.hWnd = ::FindWindowW(icon_window, nullptr);
  data.uID = icon_id;
  return data;
}

int windows(const Words&) {
  ::EnumWindows(&print_top, 0);
  return 0;
}

// A change of nothing is refused where there is no icon.
int icon_there(const Words&) {
  auto data = icon();
  const bool there = data.hWnd != nullptr && ::Shell_NotifyIconW(NIM_MODIFY, &data) != FALSE;
  std::puts(there ? "yes" : "no");
  return 0;
}

int icon_lost(const Words&) {
  auto data = icon();
  return ::Shell_NotifyIconW(NIM_DELETE, &data) != FALSE ? 0 : 1;
}

int taskbar_created(const Words&) {
  const auto message = ::RegisterWindowMessageW(L"TaskbarCreated");
  return ::PostMessageW(HWND_BROADCAST, message, 0, 0) != FALSE ? 0 : 1;
}

int send_icon_event(const Words& words) {
  const auto event = static_cast<WORD>(number(words[0]));
  return ::PostMessageW(icon().hWnd, icon_event, 0, MAKELPARAM(event, icon_id)) != FALSE ? 0 : 1;
}

int settings(const Words& words) {
  const auto text = reinterpret_cast<LPARAM>(words[0].c_str());
  ::SendMessageTimeoutW(HWND_BROADCAST, WM_SETTINGCHANGE, 0, text, SMTO_ABORTIFHUNG, patience_ms,
                        nullptr);
  return 0;
}

int end_session(const Words&) {
  const auto window = ::FindWindowW(end_window, nullptr);
  const auto reason = static_cast<LPARAM>(ENDSESSION_CLOSEAPP);
  if (::SendMessageW(window, WM_QUERYENDSESSION, 0, reason) == FALSE) return 1;
  ::SendMessageTimeoutW(window, WM_ENDSESSION, TRUE, reason, SMTO_NORMAL, patience_ms, nullptr);
  return 0;
}

HWND window(const std::wstring& word) {
  constexpr int base = 16;
  return reinterpret_cast<HWND>(std::wcstoull(word.c_str(), nullptr, base));
}

POINT place(const Words& words) {
  return {number(words[0]), number(words[1])};
}

int point(const Words& words) {
  return tests::hand::point(place(words)) ? 0 : 1;
}

int click(const Words& words) {
  return tests::hand::click(place(words), words.size() > 2) ? 0 : 1;
}

int click_on(const Words& words) {
  return tests::hand::click(window(words[0])) ? 0 : 1;
}

int press(const Words& words) {
  const auto target = words[0] == L"menu" ? nullptr : window(words[0]);
  return tests::hand::press(target, {words.begin() + 1, words.end()}) ? 0 : 1;
}

int write(const Words& words) {
  return tests::hand::write(window(words[0]), words[1]) ? 0 : 1;
}

struct Question {
  std::size_t words;
  std::function<int(const Words&)> answer;
};

const std::map<std::wstring, Question> questions = {
    {L"windows", {0, &windows}},
    {L"balloons", {0, &balloons}},
    {L"icon-there", {0, &icon_there}},
    {L"icon-lost", {0, &icon_lost}},
    {L"taskbar-created", {0, &taskbar_created}},
    {L"icon-event", {1, &send_icon_event}},
    {L"settings", {1, &settings}},
    {L"end-session", {0, &end_session}},
    {L"point", {2, &point}},
    {L"click", {2, &click}},
    {L"click-on", {1, &click_on}},
    {L"press", {2, &press}},
    {L"write", {2, &write}},
};

}  // namespace

int main() {
  constexpr int wrong_use = 64;
  int count = 0;
  auto* const* given = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  if (count < 2) return wrong_use;
  const auto question = questions.find(given[1]);
  const Words words(given + 2, given + count);
  if (question == questions.end() || words.size() < question->second.words) return wrong_use;
  return question->second.answer(words);
}
