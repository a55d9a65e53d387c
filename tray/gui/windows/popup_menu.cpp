#include "tray/gui/windows/popup_menu.h"

#include "tray/gui/icons.h"
#include "tray/gui/wx_text.h"

#include <wx/bitmap.h>

namespace tray {

namespace {

/// The menu as Windows knows it, its parts below it; all destroyed together.
class NativeMenu {
 public:
  NativeMenu(const std::vector<MenuItem>& items, int dpi) : dpi_(dpi) { menu_ = build(items); }

  ~NativeMenu() { ::DestroyMenu(menu_); }

  NativeMenu(const NativeMenu&) = delete;
  NativeMenu& operator=(const NativeMenu&) = delete;

  HMENU get() const { return menu_; }

  /// The line of that number; Windows gives 0 where none was chosen.
  std::optional<MenuItem> line(int number) const {
    if (number <= 0 || static_cast<std::size_t>(number) > lines_.size()) return {};
    return *lines_[static_cast<std::size_t>(number) - 1];
  }

 private:
  HMENU build(const std::vector<MenuItem>& items) {
    const auto menu = ::CreatePopupMenu();
    for (const auto& item : items)
      append(menu, item);
    return menu;
  }

  void append(HMENU menu, const MenuItem& item) {
    lines_.push_back(&item);
    auto label = to_label(item.label).ToStdWstring();
    MENUITEMINFOW line{};
    line.cbSize = sizeof line;
    line.fMask = MIIM_FTYPE | MIIM_STATE | MIIM_ID | MIIM_STRING;
    line.fType = item.kind == MenuItem::Kind::separator ? MFT_SEPARATOR : MFT_STRING;
    line.fState = state_of(item);
    line.wID = static_cast<UINT>(lines_.size());
    line.dwTypeData = label.data();
    if (item.kind == MenuItem::Kind::submenu) {
      line.fMask |= MIIM_SUBMENU;
      line.hSubMenu = build(item.children);
    }
    if (item.sign) {
      line.fMask |= MIIM_BITMAP;
      line.hbmpItem = picture(*item.sign);
    }
    ::InsertMenuItemW(menu, static_cast<UINT>(::GetMenuItemCount(menu)), TRUE, &line);
  }

  /// What a click on the icon does is the menu's bold line, as Windows' guidelines ask.
  static UINT state_of(const MenuItem& item) {
    UINT state = item.enabled ? MFS_ENABLED : MFS_DISABLED;
    if (item.checked) state |= MFS_CHECKED;
    if (item.command == Command::open_window) state |= MFS_DEFAULT;
    return state;
  }

  HBITMAP picture(Sign sign) {
    const int pixels = ::GetSystemMetricsForDpi(SM_CXSMICON, static_cast<UINT>(dpi_));
    pictures_.push_back(sign_icon(sign).GetBitmap(wxSize(pixels, pixels)));
    return pictures_.back().GetHBITMAP();
  }

  int dpi_;
  std::vector<const MenuItem*> lines_;  ///< by number, from 1
  std::vector<wxBitmap> pictures_;      ///< Windows only looks at them
  HMENU menu_ = nullptr;
};

/// Windows languages that read from the right open menus to the left.
UINT alignment() {
  return ::GetSystemMetrics(SM_MENUDROPALIGNMENT) != 0 ? TPM_RIGHTALIGN : TPM_LEFTALIGN;
}

}  // namespace

std::optional<MenuItem> choose_from_menu(const std::vector<MenuItem>& items, HWND owner, POINT at,
                                         int dpi) {
  const NativeMenu menu(items, dpi);
  // Without the foreground a click elsewhere would not close it; without the message after it the
  // next menu would close at once (documented at TrackPopupMenu).
  ::SetForegroundWindow(owner);
  const int number =
      ::TrackPopupMenuEx(menu.get(), TPM_RETURNCMD | TPM_NONOTIFY | TPM_RIGHTBUTTON | alignment(),
                         at.x, at.y, owner, nullptr);
  ::PostMessageW(owner, WM_NULL, 0, 0);
  return menu.line(number);
}

}  // namespace tray
