#pragma once

#include <gio/gio.h>

#include <functional>
#include <string>
#include <vector>

namespace monitor {

/// What services on the system bus tell of sleep, power and the network. Everything stays hopeful
/// where a service or the bus itself is missing. Services are not started for it.
/// Lives on the thread whose GMainContext is the default when it is made.
class SystemBus {
 public:
  struct State {
    bool asleep = false;      ///< logind: about to sleep, or not awake yet
    bool on_battery = false;  ///< UPower
    bool metered = false;     ///< NetworkManager
    std::string network;      ///< NetworkManager's name of the connection
    int wakes = 0;            ///< how often logind has said that it woke

    bool operator==(const State&) const = default;
  };

  /// `changed` is called on this thread after a change; sleep waits until it has returned.
  explicit SystemBus(std::function<void()> changed);
  ~SystemBus();
  SystemBus(const SystemBus&) = delete;
  SystemBus& operator=(const SystemBus&) = delete;

  const State& state() const { return state_; }

 private:
  /// A service, and the signal of it that says that something has changed.
  struct Source {
    const char* service;
    const char* path;
    const char* interface;
    const char* signal;
  };

  static const Source logind, upower, network_manager;

  static void on_sleep(GDBusConnection*, const char*, const char*, const char*, const char*,
                       GVariant* parameters, gpointer self);
  static void on_properties(GDBusConnection*, const char*, const char*, const char*, const char*,
                            GVariant*, gpointer self);
  static void on_appeared(GDBusConnection*, const char* service, const char*, gpointer self);
  static void on_vanished(GDBusConnection*, const char* service, gpointer self);

  void connect();
  void watch(const Source& source, GDBusSignalCallback callback);
  void read_properties();
  void tell_if_not(const State& before);
  void hold_sleep();
  void release_sleep();

  std::function<void()> changed_;
  State state_;
  GDBusConnection* bus_ = nullptr;
  std::vector<guint> watches_;        ///< of the names of services
  std::vector<guint> subscriptions_;  ///< of their signals
  int inhibitor_ = -1;  ///< open: sleep waits for us, for a moment (logind's delay lock)
};

}  // namespace monitor
