#pragma once

#include "tray/gui/windows/hidden_window.h"

#include <wx/gdicmn.h>
#include <wx/icon.h>
#include <wx/msw/wrapwin.h>

#include <shellapi.h>

#include <functional>
#include <optional>
#include <string>

namespace tray {

/// Our one entry in the notification area of the taskbar: icon, tip and balloons. It comes back by
/// itself after the Explorer was started anew. GUI thread.
class NotificationArea {
 public:
  /// What happens at the icon. Called on the GUI thread, outside Windows' own calls.
  struct Events {
    std::function<void()> on_activate;       ///< a click, or Return on it
    std::function<void(POINT)> on_menu;      ///< a right click or the menu key; where
    std::function<void()> on_balloon_click;  ///< Windows 10 and 11 show balloons as toasts
    std::function<void()> on_balloon_end;    ///< gone without a click
    std::function<void(bool)> on_place;      ///< whether the taskbar has it, whenever that changes
    std::function<void()> on_look;           ///< the taskbar may look different from now on
  };

  /// What a balloon says; longer texts are cut to what Windows takes.
  struct Balloon {
    std::wstring title;
    std::wstring text;
    wxIcon icon;
    bool silent = false;
  };

  explicit NotificationArea(Events events);
  ~NotificationArea();
  NotificationArea(const NotificationArea&) = delete;
  NotificationArea& operator=(const NotificationArea&) = delete;

  /// From now on the icon is that; the first call puts it there.
  void show(const wxIcon& icon, const std::wstring& tip);
  /// False where the taskbar does not take it.
  bool tell(const Balloon& balloon);

  bool has_place() const { return has_place_; }

  /// Where the icon is on screen; empty where Windows does not say, as while it is in the overflow.
  std::optional<wxRect> place() const;
  /// The keyboard goes back to the taskbar, for whoever came from there by keyboard.
  void give_back_focus() const;

  /// The owner for a menu.
  HWND window() const { return window_.get(); }

 private:
  std::optional<LRESULT> take(UINT message, WPARAM first, LPARAM second);
  void take_event(WPARAM first, LPARAM second);
  NOTIFYICONDATAW facts() const;
  NOTIFYICONDATAW icon_facts() const;
  void put();
  void set_place(bool has_place);

  Events events_;
  UINT taskbar_created_;
  wxIcon icon_;
  std::wstring tip_;
  bool has_place_ = false;
  HiddenWindow window_;
};

}  // namespace tray
