#include "monitor/platform/linux/system_bus.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#include <memory>
#include <string_view>
#include <utility>

namespace monitor {

namespace {

constexpr int patience_ms = 1000;
// NMMetered of the NetworkManager D-Bus interface.
constexpr guint32 metered_yes = 1;
constexpr guint32 metered_guess_yes = 3;

constexpr const char* properties_interface = "org.freedesktop.DBus.Properties";

struct Free {
  void operator()(GVariant* variant) const { g_variant_unref(variant); }
};

using Variant = std::unique_ptr<GVariant, Free>;

/// The value of a property; null where there is no such service, object or property.
Variant property(GDBusConnection* bus, const char* service, const char* path, const char* interface,
                 const char* name) {
  GVariant* answer = g_dbus_connection_call_sync(
      bus, service, path, properties_interface, "Get", g_variant_new("(ss)", interface, name),
      G_VARIANT_TYPE("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, patience_ms, nullptr, nullptr);
  if (answer == nullptr) return {};
  const Variant whole(answer);
  GVariant* value = nullptr;
  g_variant_get(whole.get(), "(v)", &value);
  return Variant(value);
}

bool is_true(const Variant& value) {
  return value && g_variant_is_of_type(value.get(), G_VARIANT_TYPE_BOOLEAN) &&
         g_variant_get_boolean(value.get()) != 0;
}

std::string text_of(const Variant& value) {
  if (!value) return {};
  const bool text = g_variant_is_of_type(value.get(), G_VARIANT_TYPE_STRING) ||
                    g_variant_is_of_type(value.get(), G_VARIANT_TYPE_OBJECT_PATH);
  return text ? g_variant_get_string(value.get(), nullptr) : std::string();
}

bool is_dear(const Variant& value) {
  if (!value || !g_variant_is_of_type(value.get(), G_VARIANT_TYPE_UINT32)) return false;
  const auto metered = g_variant_get_uint32(value.get());
  return metered == metered_yes || metered == metered_guess_yes;
}

}  // namespace

const SystemBus::Source SystemBus::logind = {"org.freedesktop.login1", "/org/freedesktop/login1",
                                             "org.freedesktop.login1.Manager", "PrepareForSleep"};
const SystemBus::Source SystemBus::upower = {"org.freedesktop.UPower", "/org/freedesktop/UPower",
                                             properties_interface, "PropertiesChanged"};
const SystemBus::Source SystemBus::network_manager = {"org.freedesktop.NetworkManager",
                                                      "/org/freedesktop/NetworkManager",
                                                      properties_interface, "PropertiesChanged"};

SystemBus::SystemBus(std::function<void()> changed) : changed_(std::move(changed)) {
  connect();
  if (bus_ == nullptr) return;
  read_properties();
  watch(logind, on_sleep);
  watch(upower, on_properties);
  watch(network_manager, on_properties);
}

SystemBus::~SystemBus() {
  release_sleep();
  for (const auto name : watches_)
    g_bus_unwatch_name(name);
  for (const auto signal : subscriptions_)
    g_dbus_connection_signal_unsubscribe(bus_, signal);
  if (bus_ == nullptr) return;
  g_dbus_connection_close_sync(bus_, nullptr, nullptr);
  g_object_unref(bus_);
}

void SystemBus::connect() {
  char* address = g_dbus_address_get_for_bus_sync(G_BUS_TYPE_SYSTEM, nullptr, nullptr);
  if (address == nullptr) return;
  // A connection of our own: the shared one would end the program together with the bus.
  const auto flags =
      static_cast<GDBusConnectionFlags>(G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                        G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION);
  bus_ = g_dbus_connection_new_for_address_sync(address, flags, nullptr, nullptr, nullptr);
  g_free(address);
}

void SystemBus::watch(const Source& source, GDBusSignalCallback callback) {
  subscriptions_.push_back(g_dbus_connection_signal_subscribe(
      bus_, source.service, source.interface, source.signal, source.path, nullptr,
      G_DBUS_SIGNAL_FLAGS_NONE, callback, this, nullptr));
  watches_.push_back(g_bus_watch_name_on_connection(bus_, source.service,
                                                    G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared,
                                                    on_vanished, this, nullptr));
}

void SystemBus::read_properties() {
  const auto* const nm = network_manager.service;
  state_.on_battery =
      is_true(property(bus_, upower.service, upower.path, upower.service, "OnBattery"));
  state_.metered = is_dear(property(bus_, nm, network_manager.path, nm, "Metered"));
  const auto connection =
      text_of(property(bus_, nm, network_manager.path, nm, "PrimaryConnection"));
  state_.network.clear();
  if (connection.size() < 2) return;  // "/": none
  state_.network = text_of(property(bus_, nm, connection.c_str(),
                                    "org.freedesktop.NetworkManager.Connection.Active", "Id"));
}

void SystemBus::tell_if_not(const State& before) {
  if (state_ != before) changed_();
}

// NOLINTNEXTLINE(readability-function-size): the signature is GDBus's.
void SystemBus::on_properties(GDBusConnection*, const char*, const char*, const char*, const char*,
                              GVariant*, gpointer self) {
  auto& bus = *static_cast<SystemBus*>(self);
  const auto before = bus.state_;
  bus.read_properties();
  bus.tell_if_not(before);
}

// NOLINTNEXTLINE(readability-function-size): the signature is GDBus's.
void SystemBus::on_sleep(GDBusConnection*, const char*, const char*, const char*, const char*,
                         GVariant* parameters, gpointer self) {
  if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(b)"))) return;
  gboolean begins = 0;
  g_variant_get(parameters, "(b)", &begins);
  auto& bus = *static_cast<SystemBus*>(self);
  const auto before = bus.state_;
  bus.state_.asleep = begins != 0;
  if (begins == 0) ++bus.state_.wakes;
  bus.tell_if_not(before);
  if (begins != 0) {
    bus.release_sleep();
  } else {
    bus.hold_sleep();
  }
}

void SystemBus::on_appeared(GDBusConnection*, const char* service, const char*, gpointer self) {
  auto& bus = *static_cast<SystemBus*>(self);
  if (std::string_view(service) == logind.service) {
    bus.hold_sleep();
    return;
  }
  const auto before = bus.state_;
  bus.read_properties();
  bus.tell_if_not(before);
}

void SystemBus::on_vanished(GDBusConnection*, const char* service, gpointer self) {
  auto& bus = *static_cast<SystemBus*>(self);
  const auto before = bus.state_;
  if (std::string_view(service) == logind.service) {
    bus.release_sleep();
    // Nobody would say when sleep is over.
    bus.state_.asleep = false;
  }
  bus.read_properties();
  bus.tell_if_not(before);
}

void SystemBus::hold_sleep() {
  release_sleep();
  GUnixFDList* files = nullptr;
  GVariant* answer = g_dbus_connection_call_with_unix_fd_list_sync(
      bus_, logind.service, logind.path, logind.interface, "Inhibit",
      g_variant_new("(ssss)", "sleep", "RDP Ready", "Ends its checks first", "delay"),
      G_VARIANT_TYPE("(h)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, patience_ms, nullptr, &files, nullptr,
      nullptr);
  if (answer != nullptr && files != nullptr && g_unix_fd_list_get_length(files) > 0) {
    inhibitor_ = g_unix_fd_list_get(files, 0, nullptr);
  }
  if (answer != nullptr) g_variant_unref(answer);
  if (files != nullptr) g_object_unref(files);
}

void SystemBus::release_sleep() {
  if (inhibitor_ >= 0) close(std::exchange(inhibitor_, -1));
}

}  // namespace monitor
