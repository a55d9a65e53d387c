#include "tray/gui/windows/notification_area.h"

#include "tray/gui/gui_thread.h"

#include <windowsx.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace tray {

namespace {

constexpr UINT icon_event = WM_APP + 1;
constexpr UINT icon_id = 1;
constexpr UINT_PTR retry_timer = 1;
/// At login the taskbar may not take icons yet, and says so only by refusing.
constexpr UINT retry_after_ms = 2000;

/// As much as fits, whole characters only.
template <std::size_t size>
void copy_text(wchar_t (&target)[size], std::wstring_view text) {
  auto length = std::min(text.size(), size - 1);
  const bool cuts_pair = length < text.size() && length > 0 && IS_HIGH_SURROGATE(text[length - 1]);
  if (cuts_pair) --length;
  std::copy_n(text.begin(), length, std::begin(target));
  target[length] = L'\0';
}

}  // namespace

NotificationArea::NotificationArea(Events events)
    : events_(std::move(events)),
      taskbar_created_(::RegisterWindowMessageW(L"TaskbarCreated")),
      window_(L"RDPReady.Tray.Icon", L"RDP Ready",
              [this](UINT message, WPARAM first, LPARAM second) {
                return take(message, first, second);
              }) {
  window_.accept_from_all(taskbar_created_);
  window_.accept_from_all(icon_event);
}

NotificationArea::~NotificationArea() {
  auto data = facts();
  ::Shell_NotifyIconW(NIM_DELETE, &data);
}

NOTIFYICONDATAW NotificationArea::facts() const {
  NOTIFYICONDATAW data{};
  data.cbSize = sizeof data;
  data.hWnd = window_.get();
  data.uID = icon_id;
  return data;
}

NOTIFYICONDATAW NotificationArea::icon_facts() const {
  auto data = facts();
  // NIF_SHOWTIP: with version 4 the tip is ours to draw otherwise.
  data.uFlags = NIF_MESSAGE | NIF_ICON | NIF_TIP | NIF_SHOWTIP;
  data.uCallbackMessage = icon_event;
  data.hIcon = icon_.GetHICON();
  copy_text(data.szTip, tip_);
  return data;
}

void NotificationArea::show(const wxIcon& icon, const std::wstring& tip) {
  icon_ = icon;
  tip_ = tip;
  auto data = icon_facts();
  if (!has_place_ || ::Shell_NotifyIconW(NIM_MODIFY, &data) == FALSE) put();
}

void NotificationArea::put() {
  auto data = icon_facts();
  // A slow taskbar may have taken it and said no: then it knows the icon already.
  const bool there = ::Shell_NotifyIconW(NIM_ADD, &data) != FALSE ||
                     ::Shell_NotifyIconW(NIM_MODIFY, &data) != FALSE;
  data.uVersion = NOTIFYICON_VERSION_4;
  if (there) ::Shell_NotifyIconW(NIM_SETVERSION, &data);
  if (there) {
    ::KillTimer(window_.get(), retry_timer);
  } else {
    ::SetTimer(window_.get(), retry_timer, retry_after_ms, nullptr);
  }
  set_place(there);
}

void NotificationArea::set_place(bool has_place) {
  has_place_ = has_place;
  on_gui_thread([told = events_.on_place, has_place] { told(has_place); });
}

bool NotificationArea::tell(const Balloon& balloon) {
  auto data = facts();
  data.uFlags = NIF_INFO;
  data.dwInfoFlags = NIIF_USER | NIIF_LARGE_ICON | NIIF_RESPECT_QUIET_TIME;
  if (balloon.silent) data.dwInfoFlags |= NIIF_NOSOUND;
  data.hBalloonIcon = balloon.icon.GetHICON();
  copy_text(data.szInfoTitle, balloon.title);
  copy_text(data.szInfo, balloon.text);
  return has_place_ && ::Shell_NotifyIconW(NIM_MODIFY, &data) != FALSE;
}

std::optional<wxRect> NotificationArea::place() const {
  NOTIFYICONIDENTIFIER icon{};
  icon.cbSize = sizeof icon;
  icon.hWnd = window_.get();
  icon.uID = icon_id;
  RECT place{};
  if (FAILED(::Shell_NotifyIconGetRect(&icon, &place))) return {};
  return wxRect(wxPoint(place.left, place.top), wxPoint(place.right - 1, place.bottom - 1));
}

void NotificationArea::give_back_focus() const {
  auto data = facts();
  ::Shell_NotifyIconW(NIM_SETFOCUS, &data);
}

std::optional<LRESULT> NotificationArea::take(UINT message, WPARAM first, LPARAM second) {
  if (message == taskbar_created_ && icon_.IsOk()) put();
  switch (message) {
    case icon_event:
      take_event(first, second);
      return 0;
    case WM_TIMER:
      if (first == retry_timer) put();
      return 0;
    case WM_SETTINGCHANGE:  // "ImmersiveColorSet" for light and dark, and what moves the taskbar
    case WM_THEMECHANGED:
    case WM_SYSCOLORCHANGE:
    case WM_DISPLAYCHANGE:
    case WM_DPICHANGED:
      on_gui_thread(events_.on_look);
      return {};
    default:
      if (message == taskbar_created_) on_gui_thread(events_.on_look);
      return {};
  }
}

// Version 4: the event is in the low word of the second parameter, the place in the first.
void NotificationArea::take_event(WPARAM first, LPARAM second) {
  const POINT where{GET_X_LPARAM(first), GET_Y_LPARAM(first)};
  switch (LOWORD(second)) {
    case NIN_SELECT:
    case NIN_KEYSELECT:
      return on_gui_thread(events_.on_activate);
    case WM_CONTEXTMENU:
      return on_gui_thread([told = events_.on_menu, where] { told(where); });
    case NIN_BALLOONUSERCLICK:
      return on_gui_thread(events_.on_balloon_click);
    case NIN_BALLOONTIMEOUT:
    case NIN_BALLOONHIDE:
      return on_gui_thread(events_.on_balloon_end);
    default:
      return;
  }
}

}  // namespace tray
