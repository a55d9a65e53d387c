#pragma once

#include <wx/msw/wrapwin.h>

#include <functional>
#include <optional>
#include <string>

namespace tray {

/// A window that nobody sees, for what Windows tells to windows only: broadcasts too, which
/// message-only windows do not get. Lives on the thread that makes it.
class HiddenWindow {
 public:
  /// The answer to a message; empty: Windows answers as usual.
  using Answer = std::function<std::optional<LRESULT>(UINT message, WPARAM first, LPARAM second)>;

  /// `kind` is the name of the window class, by which others find it.
  HiddenWindow(const wchar_t* kind, const std::wstring& title, Answer answer);
  ~HiddenWindow();
  HiddenWindow(const HiddenWindow&) = delete;
  HiddenWindow& operator=(const HiddenWindow&) = delete;

  /// Null where Windows has refused it.
  HWND get() const { return window_; }

  /// Lets programs of lesser rights send that message, too: the taskbar and other starts of ours
  /// when this program runs as administrator.
  void accept_from_all(UINT message) const;

 private:
  static LRESULT CALLBACK take(HWND window, UINT message, WPARAM first, LPARAM second);

  Answer answer_;
  HWND window_ = nullptr;
};

}  // namespace tray
