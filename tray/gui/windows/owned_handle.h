#pragma once

#include <wx/msw/wrapwin.h>

#include <utility>

namespace tray {

/// A kernel object's handle, closed at the end; may be empty.
class OwnedHandle {
 public:
  explicit OwnedHandle(HANDLE handle = nullptr) : handle_(handle) {}

  ~OwnedHandle() {
    if (handle_ != nullptr) ::CloseHandle(handle_);
  }

  OwnedHandle(OwnedHandle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

  OwnedHandle& operator=(OwnedHandle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }

  HANDLE get() const { return handle_; }

  explicit operator bool() const { return handle_ != nullptr; }

 private:
  HANDLE handle_;
};

}  // namespace tray
