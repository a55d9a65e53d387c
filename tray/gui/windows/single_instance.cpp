#include "tray/gui/single_instance.h"

#include "tray/gui/gui_thread.h"
#include "tray/gui/windows/hidden_window.h"
#include "tray/gui/windows/owned_handle.h"

#include <wx/msw/wrapwin.h>

#include <cstdint>
#include <thread>
#include <utility>

namespace tray {

namespace {

using namespace std::chrono_literals;

constexpr auto* window_kind = L"RDPReady.Tray.Instance";
constexpr UINT raise_message = WM_APP + 1;
constexpr UINT end_message = WM_APP + 2;

/// FNV-1a: names of kernel objects are short and without backslashes, data folders may not be.
std::wstring short_name(const std::string& key) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const unsigned char c : key)
    hash = (hash ^ c) * 1099511628211ULL;
  return std::to_wstring(hash);
}

/// Of this session alone: a window or icon in another one cannot be seen.
std::wstring mutex_name(const std::string& key) {
  return L"Local\\RDPReady.Tray." + short_name(key);
}

bool is_taken(const std::string& key) {
  const OwnedHandle mutex(::OpenMutexW(SYNCHRONIZE, FALSE, mutex_name(key).c_str()));
  return mutex || ::GetLastError() != ERROR_FILE_NOT_FOUND;
}

/// The other one may just be starting: it is looked for a few times.
HWND find_other(const std::string& key) {
  const auto title = short_name(key);
  for (int attempt = 0; attempt < 20; ++attempt) {
    if (const auto other = ::FindWindowW(window_kind, title.c_str())) return other;
    std::this_thread::sleep_for(50ms);
  }
  return nullptr;
}

void raise_other(const std::string& key) {
  const auto other = find_other(key);
  if (other == nullptr) return;
  DWORD process = 0;
  ::GetWindowThreadProcessId(other, &process);
  // The person has just started us, so we may put a window in front, and hand that on.
  ::AllowSetForegroundWindow(process);
  ::PostMessageW(other, raise_message, 0, 0);
}

class NamedInstance final : public SingleInstance {
 public:
  NamedInstance(OwnedHandle mutex, const std::string& key)
      : mutex_(std::move(mutex)),
        window_(window_kind, short_name(key),
                [this](UINT message, WPARAM, LPARAM) { return take(message); }) {
    window_.accept_from_all(raise_message);
    window_.accept_from_all(end_message);
  }

  void listen(InstanceListener listener) override {
    listener_ = std::move(listener);
    if (std::exchange(was_asked_to_raise_, false)) on_gui_thread(listener_.on_raise);
    if (std::exchange(was_asked_to_end_, false)) on_gui_thread(listener_.on_end);
  }

 private:
  std::optional<LRESULT> take(UINT message) {
    if (message == raise_message) return tell(listener_.on_raise, was_asked_to_raise_);
    if (message == end_message) return tell(listener_.on_end, was_asked_to_end_);
    return {};
  }

  /// Later, outside Windows' call; kept until there is a listener.
  static LRESULT tell(const std::function<void()>& listener, bool& kept) {
    if (listener) {
      on_gui_thread(listener);
    } else {
      kept = true;
    }
    return 0;
  }

  OwnedHandle mutex_;  ///< there as long as the place is taken; Windows closes it after a crash
  InstanceListener listener_;
  bool was_asked_to_raise_ = false;
  bool was_asked_to_end_ = false;
  HiddenWindow window_;
};

}  // namespace

std::unique_ptr<SingleInstance> claim_single_instance(const std::string& key) {
  OwnedHandle mutex(::CreateMutexW(nullptr, FALSE, mutex_name(key).c_str()));
  const auto error = ::GetLastError();
  // Without a handle it belongs to a program of other rights: it is taken all the same.
  if (mutex && error != ERROR_ALREADY_EXISTS)
    return std::make_unique<NamedInstance>(std::move(mutex), key);
  raise_other(key);
  return nullptr;
}

bool end_single_instance(const std::string& key, std::chrono::milliseconds limit) {
  if (!is_taken(key)) return true;
  const auto other = find_other(key);
  if (other == nullptr) return !is_taken(key);
  DWORD id = 0;
  ::GetWindowThreadProcessId(other, &id);
  // The process, not the mutex: an installer wants to replace the file that it runs from.
  const OwnedHandle process(::OpenProcess(SYNCHRONIZE, FALSE, id));
  if (!process || ::PostMessageW(other, end_message, 0, 0) == FALSE) return false;
  return ::WaitForSingleObject(process.get(), static_cast<DWORD>(limit.count())) == WAIT_OBJECT_0;
}

}  // namespace tray
