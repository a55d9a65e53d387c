#include "tray/gui/windows/hidden_window.h"

#include <utility>

namespace tray {

HiddenWindow::HiddenWindow(const wchar_t* kind, const std::wstring& title, Answer answer)
    : answer_(std::move(answer)) {
  const auto program = ::GetModuleHandleW(nullptr);
  WNDCLASSEXW facts{};
  facts.cbSize = sizeof facts;
  facts.lpfnWndProc = &HiddenWindow::take;
  facts.hInstance = program;
  facts.lpszClassName = kind;
  ::RegisterClassExW(&facts);  // fails where an earlier window has registered it: the same
  window_ = ::CreateWindowExW(WS_EX_TOOLWINDOW, kind, title.c_str(), WS_POPUP, 0, 0, 0, 0, nullptr,
                              nullptr, program, this);
}

HiddenWindow::~HiddenWindow() {
  if (window_ != nullptr) ::DestroyWindow(window_);
}

void HiddenWindow::accept_from_all(UINT message) const {
  ::ChangeWindowMessageFilterEx(window_, message, MSGFLT_ALLOW, nullptr);
}

LRESULT CALLBACK HiddenWindow::take(HWND window, UINT message, WPARAM first, LPARAM second) {
  if (message == WM_NCCREATE) {
    const auto* facts = reinterpret_cast<const CREATESTRUCTW*>(second);
    ::SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(facts->lpCreateParams));
  }
  if (message == WM_NCDESTROY) ::SetWindowLongPtrW(window, GWLP_USERDATA, 0);
  const auto* self = reinterpret_cast<HiddenWindow*>(::GetWindowLongPtrW(window, GWLP_USERDATA));
  if (self != nullptr && self->answer_) {
    if (const auto answer = self->answer_(message, first, second)) return *answer;
  }
  return ::DefWindowProcW(window, message, first, second);
}

}  // namespace tray
