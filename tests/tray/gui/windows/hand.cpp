#include "tests/tray/gui/windows/hand.h"

#include <cwctype>
#include <map>
#include <optional>
#include <sstream>

namespace tests::hand {
namespace {

INPUT key(WORD code, WORD letter, DWORD flags) {
  INPUT input{};
  input.type = INPUT_KEYBOARD;
  input.ki.wVk = code;
  input.ki.wScan = letter;
  input.ki.dwFlags = flags;
  return input;
}

// Every part carries its place, so that no other movement comes between.
INPUT mouse(POINT place, DWORD flags) {
  constexpr LONG whole_screen = 65536;  // documented at MOUSEINPUT
  const auto part = [](LONG pixel, int pixels) {
    return (pixel * whole_screen + pixels - 1) / pixels;
  };
  INPUT input{};
  input.type = INPUT_MOUSE;
  input.mi.dx = part(place.x, ::GetSystemMetrics(SM_CXSCREEN));
  input.mi.dy = part(place.y, ::GetSystemMetrics(SM_CYSCREEN));
  input.mi.dwFlags = MOUSEEVENTF_MOVE | MOUSEEVENTF_ABSOLUTE | flags;
  return input;
}

bool send(std::vector<INPUT> inputs) {
  const auto count = static_cast<UINT>(inputs.size());
  return ::SendInput(count, inputs.data(), sizeof(INPUT)) == count;
}

std::optional<WORD> code_of(const std::wstring& name) {
  static const std::map<std::wstring, WORD> names = {
      {L"Return", VK_RETURN}, {L"Escape", VK_ESCAPE}, {L"Up", VK_UP}, {L"ctrl", VK_CONTROL}};
  if (const auto found = names.find(name); found != names.end()) return found->second;
  // Letters and digits are their own codes, capitals.
  if (name.size() == 1 && std::iswalnum(name[0]) != 0)
    return static_cast<WORD>(std::towupper(name[0]));
  return {};
}

/// All go down in this order and up in the other; empty if one is not known.
std::vector<INPUT> strokes(const std::wstring& combination) {
  std::vector<INPUT> down;
  std::vector<INPUT> up;
  std::wistringstream names(combination);
  for (std::wstring name; std::getline(names, name, L'+');) {
    const auto code = code_of(name);
    if (!code) return {};
    down.push_back(key(*code, 0, 0));
    up.insert(up.begin(), key(*code, 0, KEYEVENTF_KEYUP));
  }
  down.insert(down.end(), up.begin(), up.end());
  return down;
}

// Keys go to what has the focus in the window in front, or to its open menu.
bool goes_to(HWND target) {
  const auto window = ::GetForegroundWindow();
  GUITHREADINFO now{};
  now.cbSize = sizeof now;
  if (::GetGUIThreadInfo(::GetWindowThreadProcessId(window, nullptr), &now) == FALSE) return false;
  const bool in_menu = now.hwndMenuOwner != nullptr;
  if (target == nullptr) return in_menu;
  return !in_menu && (target == window || target == now.hwndFocus);
}

}  // namespace

bool press(HWND target, const std::vector<std::wstring>& names) {
  std::vector<INPUT> inputs;
  for (const auto& name : names) {
    const auto more = strokes(name);
    if (more.empty()) return false;
    inputs.insert(inputs.end(), more.begin(), more.end());
  }
  return goes_to(target) && send(std::move(inputs));
}

bool write(HWND target, const std::wstring& text) {
  std::vector<INPUT> inputs;
  for (const auto letter : text) {
    inputs.push_back(key(0, static_cast<WORD>(letter), KEYEVENTF_UNICODE));
    inputs.push_back(key(0, static_cast<WORD>(letter), KEYEVENTF_UNICODE | KEYEVENTF_KEYUP));
  }
  return goes_to(target) && send(std::move(inputs));
}

bool point(POINT place) {
  return send({mouse(place, 0)});
}

bool click(POINT place, bool right) {
  return send({mouse(place, right ? MOUSEEVENTF_RIGHTDOWN : MOUSEEVENTF_LEFTDOWN),
               mouse(place, right ? MOUSEEVENTF_RIGHTUP : MOUSEEVENTF_LEFTUP)});
}

bool click(HWND window) {
  RECT at{};
  if (::GetWindowRect(window, &at) == FALSE || ::IsWindowEnabled(window) == FALSE) return false;
  const POINT middle{(at.left + at.right) / 2, (at.top + at.bottom) / 2};
  return ::WindowFromPoint(middle) == window && click(middle, false);
}

}  // namespace tests::hand
