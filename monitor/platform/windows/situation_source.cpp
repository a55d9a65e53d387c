#include "monitor/platform/situation_source.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/network_list.h"
#include "monitor/platform/windows/network_state.h"

#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include <iphlpapi.h>
#include <netioapi.h>
#include <wtsapi32.h>

#include <mutex>
#include <optional>
#include <thread>

namespace monitor {

namespace {

// Found by tests, and by nobody else: it is a window without a place on the screen.
constexpr auto class_name = L"RDP Ready situation";

constexpr UINT network_changed = WM_APP;
constexpr UINT stop_asked = WM_APP + 1;

// A link that comes up says so in many messages, the last of which make it usable.
constexpr UINT settles_after_ms = 500;
// An event can be lost. This often what is so is compared with what was told; the system may put it
// off, to wake the processor for several programs at once.
constexpr UINT compares_every_ms = 60'000;
constexpr ULONG comparison_may_wait_ms = 20'000;

enum Timer : UINT_PTR { settled = 1, comparison = 2 };

bool is_on_battery() {
  SYSTEM_POWER_STATUS power{};
  constexpr BYTE offline = 0;
  return GetSystemPowerStatus(&power) != FALSE && power.ACLineStatus == offline;
}

/// A registration with the system that ends with it.
class PowerEvents {
 public:
  explicit PowerEvents(HWND window)
      : sleep_(RegisterSuspendResumeNotification(window, DEVICE_NOTIFY_WINDOW_HANDLE)),
        source_(RegisterPowerSettingNotification(window, &GUID_ACDC_POWER_SOURCE,
                                                 DEVICE_NOTIFY_WINDOW_HANDLE)) {}

  ~PowerEvents() {
    if (source_ != nullptr) UnregisterPowerSettingNotification(source_);
    if (sleep_ != nullptr) UnregisterSuspendResumeNotification(sleep_);
  }

  PowerEvents(const PowerEvents&) = delete;
  PowerEvents& operator=(const PowerEvents&) = delete;

 private:
  HPOWERNOTIFY sleep_;
  HPOWERNOTIFY source_;
};

/// Posts network_changed to a window, from threads of the system's.
class NetworkEvents {
 public:
  explicit NetworkEvents(HWND window) {
    NotifyUnicastIpAddressChange(AF_UNSPEC, on_address, window, FALSE, &addresses_);
    NotifyRouteChange2(AF_UNSPEC, on_route, window, FALSE, &routes_);
  }

  // Waits for calls under way.
  ~NetworkEvents() {
    if (routes_ != nullptr) CancelMibChangeNotify2(routes_);
    if (addresses_ != nullptr) CancelMibChangeNotify2(addresses_);
  }

  NetworkEvents(const NetworkEvents&) = delete;
  NetworkEvents& operator=(const NetworkEvents&) = delete;

 private:
  static void CALLBACK on_address(void* window, MIB_UNICASTIPADDRESS_ROW*, MIB_NOTIFICATION_TYPE) {
    PostMessageW(static_cast<HWND>(window), network_changed, 0, 0);
  }

  static void CALLBACK on_route(void* window, MIB_IPFORWARD_ROW2*, MIB_NOTIFICATION_TYPE) {
    PostMessageW(static_cast<HWND>(window), network_changed, 0, 0);
  }

  HANDLE addresses_ = nullptr;
  HANDLE routes_ = nullptr;
};

/// One thread with a window that only gets messages: there sleep, power and sessions are told.
class WindowsSituationSource final : public SituationSource {
 public:
  WindowsSituationSource() = default;

  ~WindowsSituationSource() override { stop(); }

  WindowsSituationSource(const WindowsSituationSource&) = delete;
  WindowsSituationSource& operator=(const WindowsSituationSource&) = delete;

  Situation now() const override {
    const auto network = read_network_state();
    const std::lock_guard lock(gate_);
    return joined(network, heard_);
  }

  Result<void> start(Listener listener) override {
    if (thread_.joinable()) return fail(Failure::Kind::internal, "It listens already.");
    listener_ = std::move(listener);
    const Handle ready(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    thread_ = std::thread([this, &ready] { run(ready.get()); });
    WaitForSingleObject(ready.get(), INFINITE);
    if (window_ != nullptr) return {};
    thread_.join();
    return fail(Failure::Kind::unavailable, "This system does not tell when its network changes.");
  }

  void stop() override {
    if (!thread_.joinable()) return;
    PostMessageW(window_, stop_asked, 0, 0);
    thread_.join();
    window_ = nullptr;
  }

 private:
  /// What only the thread can ask or has been told.
  struct Heard {
    bool asleep = false;
    bool metered = false;
    std::string network;
  };

  static Situation joined(const NetworkState& network, const Heard& heard) {
    Situation situation;
    situation.asleep = heard.asleep;
    situation.online = network.online;
    situation.on_battery = is_on_battery();
    situation.metered = heard.metered;
    situation.network = heard.network.empty() ? network.network : heard.network;
    situation.vpn = network.vpn;
    return situation;
  }

  static HWND make_window(WindowsSituationSource* self) {
    WNDCLASSEXW kind{};
    kind.cbSize = sizeof kind;
    kind.lpfnWndProc = on_message;
    kind.hInstance = GetModuleHandleW(nullptr);
    kind.lpszClassName = class_name;
    // The second source of a process finds it registered.
    RegisterClassExW(&kind);
    const HWND window = CreateWindowExW(0, class_name, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr,
                                        kind.hInstance, nullptr);
    if (window != nullptr)
      SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(self));
    return window;
  }

  static LRESULT CALLBACK on_message(HWND window, UINT message, WPARAM word, LPARAM more) {
    auto* self =
        reinterpret_cast<WindowsSituationSource*>(GetWindowLongPtrW(window, GWLP_USERDATA));
    if (self != nullptr && self->take(window, message, word)) return TRUE;
    return DefWindowProcW(window, message, word, more);
  }

  void run(HANDLE ready) {
    window_ = make_window(this);
    const HWND window = window_;
    SetEvent(ready);
    if (window == nullptr) return;
    {
      const NetworkList list;
      list_ = &list;
      const PowerEvents power(window);
      const NetworkEvents network(window);
      WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION);
      SetCoalescableTimer(window, comparison, compares_every_ms, nullptr, comparison_may_wait_ms);
      tell();
      MSG message{};
      while (GetMessageW(&message, nullptr, 0, 0) > 0)
        DispatchMessageW(&message);
      WTSUnRegisterSessionNotification(window);
      list_ = nullptr;
    }
    DestroyWindow(window);
  }

  /// Whether the message was one of ours.
  bool take(HWND window, UINT message, WPARAM word) {
    switch (message) {
      case network_changed:
        SetTimer(window, settled, settles_after_ms, nullptr);
        return true;
      case stop_asked:
        PostQuitMessage(0);
        return true;
      case WM_TIMER:
        on_timer(window, word);
        return true;
      case WM_POWERBROADCAST:
        on_power(word);
        return true;
      case WM_WTSSESSION_CHANGE:
        // Somebody is back at this computer: what was missed while it slept is found out now.
        if (word == WTS_SESSION_UNLOCK || word == WTS_CONSOLE_CONNECT || word == WTS_REMOTE_CONNECT)
          tell();
        return true;
      default:
        return false;
    }
  }

  void on_timer(HWND window, WPARAM timer) {
    if (timer == settled) KillTimer(window, settled);
    // Timers run while the computer does: a sleep that did not come, or whose end was not told.
    if (timer == comparison && asleep_ && ++compared_asleep_ > 1) asleep_ = false;
    tell();
  }

  /// The system waits for this before it sleeps, at most two seconds.
  void on_power(WPARAM event) {
    const bool sleeps = event == PBT_APMSUSPEND;
    const bool wakes = event == PBT_APMRESUMEAUTOMATIC || event == PBT_APMRESUMESUSPEND;
    if (sleeps || wakes) asleep_ = sleeps;
    // Who wakes has slept, though nothing told so, and may be where it was. Each wake begins so.
    if (event == PBT_APMRESUMEAUTOMATIC) told_.reset();
    compared_asleep_ = 0;
    tell();
  }

  void tell() {
    if (list_ == nullptr) return;
    Heard heard{asleep_, list_->is_metered(), list_->name()};
    const auto situation = joined(read_network_state(), heard);
    {
      const std::lock_guard lock(gate_);
      heard_ = std::move(heard);
    }
    if (told_ == situation) return;
    told_ = situation;
    listener_(situation);
  }

  mutable std::mutex gate_;
  Heard heard_;  // behind the gate

  std::thread thread_;
  HWND window_ = nullptr;  // written before start() returns

  // The thread's own.
  Listener listener_;
  const NetworkList* list_ = nullptr;
  std::optional<Situation> told_;
  bool asleep_ = false;
  int compared_asleep_ = 0;  ///< how often since the system said that it sleeps
};

}  // namespace

std::unique_ptr<SituationSource> open_situation_source() {
  return std::make_unique<WindowsSituationSource>();
}

}  // namespace monitor
