#pragma once

#include <windows.h>

#include <memory>
#include <string>

namespace monitor {

/// Ends what CreateEventW, CreateProcessW and their like began.
struct CloseTheHandle {
  using pointer = HANDLE;

  void operator()(HANDLE handle) const {
    if (handle != INVALID_HANDLE_VALUE) CloseHandle(handle);
  }
};

/// A handle of the kernel; empty or closed when it goes. CreateFileW's INVALID_HANDLE_VALUE is not
/// empty: ask for it first.
using Handle = std::unique_ptr<void, CloseTheHandle>;

/// Frees what the system has given by LocalAlloc.
struct FreeLocal {
  void operator()(void* memory) const { LocalFree(memory); }
};

/// Frees what COM and the shell have given.
struct FreeTaskMemory {
  void operator()(void* memory) const;
};

/// What the system says about an error number, UTF-8, in its language; for the log.
std::string system_message(DWORD error);

}  // namespace monitor
